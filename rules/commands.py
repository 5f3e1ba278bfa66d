"""Commands: what is to be done about a card, as values. Nothing here does anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rules.history import Hold


@dataclass(frozen=True, slots=True)
class MoveCard:
    """Move the card to that list, because of these mentions (none: because it is complete)."""

    card_id: str
    from_list: str
    to_list: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TellCard:
    """Make the card's one living comment say this: written if there is none, edited otherwise.

    `told` are the mentions and notes that it calls people for; `text` names people with @ where
    `notifies`.
    `plain` is the same text without @: a comment is edited only where `plain` differs from the
    one written last, so that an unchanged card is never edited and nobody is called twice.
    """

    card_id: str
    text: str
    plain: str
    told: tuple[str, ...] = ()
    notifies: bool = False


@dataclass(frozen=True, slots=True)
class SealDate:
    """Keep this due date (UTC) as the fixed one."""

    card_id: str
    due: datetime


@dataclass(frozen=True, slots=True)
class BreakSeal:
    """Forget the fixed date: the defence took place, a second one will have a date of its own."""

    card_id: str


@dataclass(frozen=True, slots=True)
class Suspend:
    """Leave the card where a person put it."""

    card_id: str
    hold: Hold


@dataclass(frozen=True, slots=True)
class LiftHold:
    """Forget a hold that has ended: its time has come, or a checked field changed."""

    card_id: str


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Look at the card again at that instant (UTC), whatever happens until then."""

    card_id: str
    at: datetime


Command = MoveCard | TellCard | SealDate | BreakSeal | Suspend | LiftHold | LookAgain
