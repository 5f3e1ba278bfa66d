"""Who can take a student over from their mentor: in which order to ask, and why not the others. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal, NamedTuple

from mentoring.school.model import Absence, Mentor, Transfer
from rules.calendar import local_date

Obstacle = Literal["own", "manager", "project", "full", "absent"]


class NotTaking(NamedTuple):
    """A mentor who cannot take the student over."""

    mentor: Mentor
    obstacle: Obstacle
    by: Absence | None = None


class Taker(NamedTuple):
    """A mentor who can take the student over. `knows` and `places` are None where they have not said."""

    mentor: Mentor
    offered: bool
    knows: bool | None
    places: int | None

    @property
    def rank(self) -> tuple[bool, bool, bool, int, int, str]:
        """The smaller, the earlier. Equal ones in the order of their names."""
        return (
            not self.offered,
            self.knows is None,
            self.places is None,
            -(self.places or 0),
            self.mentor.following,
            self.mentor.name,
        )


@dataclass(frozen=True, slots=True)
class Relay:
    """The answer for one transfer."""

    takers: tuple[Taker, ...]
    excluded: tuple[NotTaking, ...]

    def obstacle_of(self, member_id: str) -> NotTaking | None:
        """Return why this person cannot take over, None if they can."""
        return next((each for each in self.excluded if each.mentor.id == member_id), None)

    def has(self, member_id: str) -> bool:
        """Return whether this person can take over."""
        return any(each.mentor.id == member_id for each in self.takers)


def find_taker(transfer: Transfer, mentors: Iterable[Mentor], now: datetime, zone: tzinfo) -> Relay:
    """Return everybody, either ranked or excluded, each once. Nobody is asked to begin during an absence."""
    begins = max(transfer.end or now, now)
    takers, excluded = [], []
    for mentor in mentors:
        absence = mentor.said.absence_on(local_date(begins, zone))
        obstacle = _obstacle(mentor, transfer) or ("absent" if absence else None)
        if obstacle is not None:
            excluded.append(NotTaking(mentor, obstacle, absence))
        else:
            knows = True if mentor.said.mentors else None
            takers.append(Taker(mentor, mentor.id in transfer.offers, knows, mentor.places))
    takers.sort(key=lambda each: each.rank)
    return Relay(tuple(takers), tuple(excluded))


def _obstacle(mentor: Mentor, transfer: Transfer) -> Obstacle | None:
    mentored = mentor.said.mentors
    if mentor.id in transfer.mentors:
        return "own"
    if mentor.manager and mentor.profile is None:
        return "manager"
    if mentored and transfer.course not in {course for course, _ in mentored}:
        return "project"
    return "full" if mentor.places == 0 else None
