"""What is known of a card beyond its present state: it comes in as an argument, never by a query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

HoldKind = Literal["suspended", "accepted"]


@dataclass(frozen=True, slots=True)
class Twin:
    """Another open card for a student of this name and the same project; `course` as it was read,
    "" where none was.
    """

    card_id: str
    name: str
    url: str
    course: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """The due date of a card when it was first found complete (UTC).

    `changed_by` and `changed_at` tell who moved the date afterwards, where that is known; `by_agent`: by
    means of an AI agent.
    """

    due: datetime
    sealed_at: datetime
    changed_by: str | None = None
    changed_at: datetime | None = None
    by_agent: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """A person's word that beats the clerk's.

    `suspended`: the card is left where a person put it, until `until` or until a checked field
    changes (`fingerprint` differs). `accepted`: a manager takes the card as it is, for `reason`,
    until the due date. Times are UTC.
    """

    kind: HoldKind
    by: str
    at: datetime
    until: datetime | None
    fingerprint: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The past of one card. `put_forward_at` is when it entered the intake list, UTC, and
    `put_forward_sure` says whether that was seen (True) or guessed from the card's age (False).
    """

    put_forward_at: datetime | None = None
    put_forward_sure: bool = False
    seal: Seal | None = None
    hold: Hold | None = None
    twins: tuple[Twin, ...] = ()


NOTHING_KNOWN = History()
