"""The school as mentoring sees it: defences, transfers and mentors, as values. Nothing here does anything.

Instants carry UTC, days and hours are those of the rulebook's zone (Europe/Paris).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Final, Literal

from rules.card import created_at
from rules.projects import project_key
from rules.twins import name_key
from sync.rights.permissions import Person

Role = Literal["intake", "incomplete", "accepted", "passed", "failed"]
ROLES: Final[tuple[Role, ...]] = ("intake", "incomplete", "accepted", "passed", "failed")

GAP: Final = timedelta(minutes=45)
"""So far apart two defences of one person must begin at least."""

LENGTH: Final = timedelta(minutes=30)
"""How long a defence lasts."""

Skill = tuple[str, str]
"""A project of a course: the course's name as the rulebook writes it, the key of the project ("P7")."""

Asset = Literal["deaf", "mute", "blind"]
ASSETS: Final[tuple[Asset, ...]] = ("deaf", "mute", "blind")
"""What a mentor may know how to adapt to. It is said of the mentor; nothing is kept of a student."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentCard:
    """What a defence and a transfer have in common: a card about a student, on the boards.

    `role` is that of its list; `mentors` are the member ids of the student's mentors; `offers` those who
    would take the card, in the order in which they said so; `asked`: who was asked to and has yet to
    answer. `course` is as it was read (the rulebook's name where it knows it), `project` the label's
    name. `complete`: nothing is missing on the card, or it is past being checked. `sure`: student and
    course were read without doubt.
    """

    card_id: str
    board_id: str
    url: str
    student: str
    course: str
    project: str
    mentors: tuple[str, ...]
    role: Role
    complete: bool
    offers: tuple[str, ...] = ()
    asked: str | None = None
    closed: bool = False
    sure: bool = False

    @property
    def due(self) -> datetime | None:
        """The card's due date."""
        raise NotImplementedError

    @property
    def holder(self) -> str | None:
        """Who was given the card (a member id): validates the defence, or took the student over."""
        raise NotImplementedError

    @property
    def present_mentors(self) -> tuple[str, ...]:
        """Who follows the student now."""
        return self.mentors

    @property
    def is_over(self) -> bool:
        """Whether the card lies where nothing more is expected of it."""
        return self.role in ("passed", "failed")

    @property
    def skill(self) -> Skill:
        """The project of a course that the card is about: what whoever takes it must know."""
        return self.course, project_key(self.project)

    @property
    def pupil(self) -> str:
        """The student's name as other cards of theirs share it; "" where it is not known."""
        return name_key(self.student)

    @property
    def mark(self) -> str:
        """A mark of what is decided by, to notice that it changed: date, student, project, mentors, list,
        whether the card is complete, who has it.
        """
        due = self.due.timestamp() if self.due is not None else None
        who = (self.pupil, self.skill, sorted(self.mentors), self.holder)
        told = repr((due, *who, self.role, self.complete))
        return blake2b(told.encode(), digest_size=8).hexdigest()

    @property
    def created(self) -> datetime:
        """When the card was made."""
        return created_at(self.card_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Defence(StudentCard):
    """A card of the defence board. `at` is its due date; `validator` is who holds the defence, None while
    nobody does. `ticked`: somebody ticked the date as done on Trello.
    """

    at: datetime | None
    validator: str | None
    ticked: bool = False

    @property
    def due(self) -> datetime | None:
        """When it takes place."""
        return self.at

    @property
    def holder(self) -> str | None:
        """Its validator."""
        return self.validator


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(StudentCard):
    """A card of the transfer board. `end` is its due date, the end of the project; `taker` is who took the
    student over, None while nobody has.
    """

    end: datetime | None
    taker: str | None

    @property
    def due(self) -> datetime | None:
        """The end of the project."""
        return self.end

    @property
    def holder(self) -> str | None:
        """Who took the student over."""
        return self.taker

    @property
    def present_mentors(self) -> tuple[str, ...]:
        """Whoever took the student over, once the card says so; until then, the mentors on the card."""
        over = self.role == "passed" and self.taker is not None
        return (self.taker,) if over and self.taker is not None else self.mentors


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which somebody cannot be had, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of a usual week: `weekday` from 0 (Monday), minutes of the day, the end excluded."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What a mentor says of themselves. An empty answer means that they have not said.

    `capacity`: students in all, None where it is not said. `assets` count where `adapts`.
    """

    capacity: int | None = None
    adapts: bool = False
    assets: tuple[Asset, ...] = ()
    validator: bool = False
    mentors: frozenset[Skill] = frozenset()
    validates: frozenset[Skill] = frozenset()
    absences: tuple[Absence, ...] = ()
    hours: tuple[Hours, ...] = ()

    def absence_on(self, day: date | None) -> Absence | None:
        """Return the absence that this day falls into, if any."""
        return next((each for each in self.absences if day in each), None)


NO_PROFILE: Final = Profile()


@dataclass(frozen=True, slots=True)
class Mentor:
    """A person of the boards who may follow and validate. `profile` is None until they filled it in.

    `following`: how many students they follow now, by the boards. `manager`: of one of the boards.
    """

    id: str
    name: str
    username: str
    manager: bool = False
    profile: Profile | None = None
    following: int = field(default=0)

    @property
    def said(self) -> Profile:
        """The profile, an empty one where there is none."""
        return self.profile or NO_PROFILE

    @property
    def places(self) -> int | None:
        """How many more students, never below 0; None where the mentor has not said how many in all."""
        capacity = self.said.capacity
        return None if capacity is None else max(0, capacity - self.following)


def may_decide(defence: Defence, person: Person) -> bool:
    """Return whether this person says how the defence ended: its validator, or a manager."""
    return person.manager or person.id == defence.validator


def may_follow_up(defence: Defence, person: Person) -> bool:
    """Return whether this person prepares what comes next: also the student's mentors."""
    return may_decide(defence, person) or person.id in defence.mentors
