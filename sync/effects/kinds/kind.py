"""The shape of a kind of effect: everything that is known about it, in one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from rules.bilingual import Sentence

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


@dataclass(frozen=True, slots=True)
class Stays:
    """There is no button that takes it back; `why` says so and what to do instead, after "because"."""

    why: Sentence


@dataclass(frozen=True, slots=True)
class Undo:
    """It is undone on Trello and in our tables, by `greffier undo`, the journal, the card's panel.

    `words`: what was done then, after who did it, with the places of a kind's words; `{from}` is how
    the card was before it was undone.
    """

    words: Sentence


@dataclass(frozen=True, slots=True)
class Revoke:
    """A decision that stands in our tables alone: whoever took it takes it back at the desk.

    `words`: as for `Undo`.
    """

    words: Sentence


Back = Undo | Revoke | Stays


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of effect.

    `name` is how receipts keep it in the database: it never changes. `words` tell what was done,
    after who did it; `{from}` and `{to}` are filled with names and dates as people read them,
    `{note}` with the receipt's note. `back` is the way back, or why there is none.

    `note` says what the receipt's note holds, and so where it is shown: a text for managers
    ("desk") or for all who see the card ("card"), a part of the sentence ("within"), or the instant
    that the effect began from ("from") or led to ("to").
    """

    name: str
    group: Group
    words: Sentence
    back: Back
    note: Note = "desk"
    values: Mapping[str, Sentence] = field(default_factory=dict)
    """What receipts of this kind keep as codes, in words."""

    @property
    def undone_as(self) -> str:
        """The name of the receipt of its undoing."""
        return f"{UNDO}{self.name}"


UNDO: Final = "Undo"
"""What the name of an undoing begins with."""
