"""The shape of a kind of effect: everything that is known about it, in one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from sync.effects.seen import Seen
from sync.storage.tables import ReceiptRow
from sync.trello.gateway import Gateway

Group = Literal["moves", "comments", "dates", "decisions", "fixes", "mentoring", "board", "upkeep"]
Note = Literal["desk", "card", "within", "from", "to"]

GROUPS: Final[Mapping[Group, Sentence]] = MappingProxyType(
    {
        "moves": Sentence("Déplacements", "Moves"),
        "comments": Sentence("Commentaires", "Comments"),
        "dates": Sentence("Dates", "Dates"),
        "decisions": Sentence("Suspensions et acceptations", "Suspensions and acceptances"),
        "fixes": Sentence("Compléments des cartes", "Cards completed"),
        "mentoring": Sentence("Validateurs, relais, résultats", "Validators, take-overs, outcomes"),
        "board": Sentence("Pauses, modes et règlement", "Pauses, modes and rules"),
        "upkeep": Sentence("Effacements et nouveaux essais", "Erasures and new tries"),
    }
)
"""The groups of the journal, in the order in which they are offered."""

APART: Final = " — "
"""What parts a note that is told within a sentence from what managers alone read of it: a reason."""

UNDO: Final = "Undo"
"""What the name of an undoing begins with."""

Recover = Callable[[Session, ReceiptRow, Seen, datetime], bool | None]
"""What became of an effect that a crash or a lost answer left in doubt, by the card as it is seen now.

True: it took place, and our tables say so from here on. False: it did not. None: nobody can tell from
this card, or whoever decided it carries it on; it stays in doubt.
"""


def at_once(session: Session, receipt: ReceiptRow, seen: Seen, now: datetime) -> bool | None:
    """Take it for done: it is noted in the transaction that does it, or once it is done, so it is never
    in doubt.
    """
    return True


def nothing(*_: object) -> None:
    """Do nothing: there is nothing to do."""


def own_card(receipt: ReceiptRow) -> str:
    """Return the card that the receipt stands on: what most effects change."""
    return str(receipt.card_id)


def _possible(receipt: ReceiptRow) -> str:
    """Return "": nothing about the receipt itself stands against undoing it."""
    return ""


@dataclass(frozen=True, slots=True)
class Stays:
    """No button takes it back; `why`, read after "because", says so and what to do instead."""

    why: Sentence


@dataclass(frozen=True, slots=True)
class Undo:
    """It is undone by `greffier undo`, the journal and the card's panel, unless a person touched the
    card since.

    `words`: what the undoing did, told after who did it, with the same places to fill as a kind's words;
    `{from}` is how the card was before it was undone. `on_trello` undoes it there and may be repeated.
    `here` brings our tables back; it is given who undid it and when (UTC). `took_place` sees on the card
    whether it was undone; it is given the receipt of the undoing, whose `before` and `after` are exchanged.
    """

    words: Sentence
    on_trello: Callable[[Gateway, ReceiptRow], object]
    here: Callable[[Session, ReceiptRow, str, datetime], object]
    took_place: Callable[[ReceiptRow, Seen], bool]

    card: Callable[[ReceiptRow], str] = own_card
    """The card that is changed back: nobody may have touched that one."""
    subject: str = ""
    """What it concerns: of several effects with one subject the later is undone before the earlier.
    "": effects of the same kind alone.
    """
    whatever_else: bool = False
    """It is taken back even where a person has touched the card since: nothing on Trello shows it."""
    impossible: Callable[[ReceiptRow], str] = _possible
    """Why this very receipt cannot be undone (a key of `sync.effects.undoable.WHY_NOT`), or ""."""
    gone: str = "gone"
    """Why it was not undone where Trello does not know what was to be changed."""
    answer: str = ""
    """What `/annuler` in a comment is answered with (`rules.comments.texts.ANSWERS`); "" where that
    order leaves this kind alone.
    """
    at_desk: bool = False
    """Who asked for it at the desk is offered the way back at once."""


@dataclass(frozen=True, slots=True)
class Revoke:
    """A decision that stands in our tables alone: it is taken back at the desk.

    `words`: as for `Undo`. `here` brings our tables back; False where something newer stands there.
    """

    words: Sentence
    here: Callable[[Session, ReceiptRow], bool]


Back = Undo | Revoke | Stays


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of effect.

    `name` is how receipts keep it in the database: it never changes. `words` tell what was done,
    after who did it; `{from}` and `{to}` are filled with names and dates as people read them,
    `{note}` with the receipt's note. `back` is the way back, or why there is none. `recover` finds out
    what became of it after a crash.

    `note` says what the receipt's note holds, and so where it is shown: a text for managers
    ("desk") or for all who see the card ("card"), a part of the sentence ("within", up to `APART`; the rest
    is for managers), or the instant that the effect began from ("from") or led to ("to").
    """

    name: str
    group: Group
    words: Sentence
    back: Back
    recover: Recover
    note: Note = "desk"
    values: Mapping[str, Sentence] = field(default_factory=dict)
    """What receipts of this kind keep as codes, in words."""
    changes: str = ""
    """What it changes on a card, as the mirror names it."""

    @property
    def undone_as(self) -> str:
        """The name of the receipt of its undoing."""
        return f"{UNDO}{self.name}"

    @property
    def undo(self) -> Undo | None:
        """How it is undone on Trello, if it is."""
        return self.back if isinstance(self.back, Undo) else None
