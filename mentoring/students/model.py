"""Students and mentorships as values, and whom a name on a card means. Pure."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, NamedTuple

from rules.titles.likeness import likeness
from rules.twins import name_key

Source = Literal["card", "manager", "import"]
Ending = Literal["finished", "left"]
ENDINGS: Final[tuple[Ending, ...]] = ("finished", "left")


def fresh_id() -> str:
    """Return a new id of ours: 24 hexadecimal digits, as Trello's have."""
    return secrets.token_hex(12)


@dataclass(frozen=True, slots=True)
class Mentorship:
    """Who follows a student, since when (UTC), until when (None: still)."""

    id: str
    student_id: str
    member_id: str
    since: datetime
    until: datetime | None
    source: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Student:
    """A student. `mentor_id`: who follows them now. `active`: they are counted, listed, reminded about.

    Both days of a pause are included; without `paused_until` it goes on.
    """

    id: str
    name: str
    course: str
    project: str = ""
    email: str = ""
    zone: str = ""
    funding: str = ""
    paused_from: date | None = None
    paused_until: date | None = None
    ended_at: datetime | None = None
    ended_how: str = ""
    active: bool = False
    mentor_id: str | None = None
    since: datetime | None = None

    @property
    def key(self) -> str:
        """The name as cards share it."""
        return name_key(self.name)

    def paused_on(self, day: date) -> bool:
        """Return whether the student pauses that day."""
        if self.paused_from is None or day < self.paused_from:
            return False
        return self.paused_until is None or day <= self.paused_until


class Same(NamedTuple):
    """The name means this student."""

    student_id: str


class New(NamedTuple):
    """Nobody is called like this."""


class Question(NamedTuple):
    """These students may be meant: people decide, never the clerk."""

    candidates: tuple[str, ...]


Meaning = Same | New | Question


class Register:
    """The students by name, so that a name on a card is looked up quickly."""

    def __init__(self, students: Iterable[Student]) -> None:
        self._exact: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._words: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for each in students:
            self.add(each)

    def add(self, student: Student) -> None:
        """Add one more student."""
        self._exact[student.key, student.course].append(student.id)
        for word in student.key.split():
            self._words[word, student.course][student.id] = student.key

    def means(self, name: str, course: str) -> Meaning:
        """Return whom this name means in this course. A namesake of another course is another student;
        near names, and two students of one name in one course, are a question.
        """
        key = name_key(name)
        exact = self._exact.get((key, course), [])
        if len(exact) == 1:
            return Same(exact[0])
        if exact:
            return Question(tuple(exact))
        near = {
            student_id
            for word in key.split()
            for student_id, other in self._words.get((word, course), {}).items()
            if likeness(key, other)
        }
        return Question(tuple(sorted(near))) if near else New()
