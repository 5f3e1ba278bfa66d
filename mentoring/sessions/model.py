"""Sessions, slots and goals as values. Pure. Instants are UTC; days are those of the zone that is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

Kind = Literal["weekly", "extra", "rework"]
KINDS: Final[tuple[Kind, ...]] = ("weekly", "extra", "rework")

Status = Literal["done", "cancelled", "cancelled-late", "absent", "called-off"]
STATUSES: Final[tuple[Status, ...]] = (
    "done",
    "cancelled",
    "cancelled-late",
    "absent",
    "called-off",
)

FREE: Final[frozenset[str]] = frozenset(("cancelled", "cancelled-late", "called-off"))
"""Statuses of sessions that do not take place: their time is free, and a week with no other is empty."""

GoalOutcome = Literal["reached", "partly", "missed"]
GOAL_OUTCOMES: Final[tuple[GoalOutcome, ...]] = ("reached", "partly", "missed")

Door = Literal["desk", "link", "student", "order", "clerk"]

Why = Literal["absence", "pause", "holiday", "closure", "mentor-busy", "student-busy", "defence"]
"""Why a session still has to find its time."""


class Span(NamedTuple):
    """A stretch of time, its end excluded."""

    starts: datetime
    ends: datetime

    def meets(self, other: Span) -> bool:
        """Return whether the two have an instant in common."""
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly time on the wall clock of `zone`: `minute` of the day, `length` in minutes."""

    id: str
    student_id: str
    member_id: str
    weekday: int
    minute: int
    length: int
    zone: ZoneInfo
    from_day: date
    until_day: date | None = None

    def covers(self, day: date) -> bool:
        """Return whether a session of this slot belongs to that day."""
        if day.weekday() != self.weekday or day < self.from_day:
            return False
        return self.until_day is None or day <= self.until_day


@dataclass(frozen=True, slots=True)
class MentoringSession:
    """A session. Without `starts` it still has to find its time."""

    id: str
    student_id: str
    member_id: str
    kind: str
    starts: datetime | None
    ends: datetime | None
    slot_id: str | None = None
    slot_day: date | None = None
    video: str = ""
    status: str | None = None
    told_at: datetime | None = None
    touched: bool = False
    sequence: int = 0

    @property
    def span(self) -> Span | None:
        """When it takes place, None while that is open."""
        if self.starts is None or self.ends is None:
            return None
        return Span(self.starts, self.ends)

    @property
    def live(self) -> bool:
        """Whether it takes place, or took place: its time is taken."""
        return self.starts is not None and self.status not in FREE

    def unset_at(self, now: datetime) -> bool:
        """Return whether it has ended and nobody said how it went."""
        return self.status is None and self.ends is not None and self.ends <= now


def length_of(span: Span) -> timedelta:
    """Return how long it lasts."""
    return span.ends - span.starts
