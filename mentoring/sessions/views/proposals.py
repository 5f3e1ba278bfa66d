"""What is proposed to people, and never done by itself: a mentor's first student, a new validator, and a
transfer before a long absence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.kept_cards import all_cards
from mentoring.school.model import Absence, Mentor
from mentoring.school.profiles import profile_of
from mentoring.school.read import transfers
from mentoring.sessions.changes.act import Act
from mentoring.sessions.changes.put_off import PROPOSALS, put_off_now
from mentoring.sessions.counts import without_mentor
from mentoring.sessions.views.card_links import CardLink, cards_of_students
from mentoring.students.mentors import mentors
from mentoring.students.model import Student
from mentoring.students.read import counted, mentored_by
from mentoring.students.tables import MentorshipRow, StudentRow
from rules.calendar import local_date

FOLLOWED: Final = 5
"""So many students a mentor has followed, one of them to the end, before they are proposed as a validator."""

LONG: Final = timedelta(days=7)
AHEAD: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class FirstStudent:
    """A mentor who has filled in their profile and follows nobody, and students they could begin with."""

    mentor: Mentor
    students: list[Student]


@dataclass(frozen=True, slots=True)
class Experience:
    """How many students a mentor has followed, and how many of them to the end of their course."""

    mentor: Mentor
    followed: int
    finished: int


@dataclass(frozen=True, slots=True)
class Proposals:
    """For managers: who waits for a first student, and who could become a validator."""

    first_students: list[FirstStudent]
    validators: list[Experience]


@dataclass(frozen=True, slots=True)
class Away:
    """A week's absence or more that comes: whose students need somebody meanwhile. `cards`: the open
    transfer card of those who have one, by student id.
    """

    absence: Absence
    students: list[Student]
    cards: Mapping[str, CardLink]


def to_propose(act: Act) -> Proposals:
    """Return what a manager may decide now, but for what one of them put off."""
    seen = all_cards(act.session, act.rulebook, act.now)
    every = mentors(act.session, act.rulebook, act.now, seen, act.viewer.managed)
    alone = without_mentor(act.session, counted(act.session))
    known = _experience(act.session)
    later = {each: put_off_now(act, each) for each in PROPOSALS}
    return Proposals(
        [
            FirstStudent(each, [x for x in alone if _teaches(each, x)])
            for each in every
            if each.profile is not None and each.following == 0 and each.places != 0
            if each.id not in later["first-student"]
        ],
        [
            Experience(each, *known[each.id])
            for each in every
            if not each.said.validator and _is_ready(*known.get(each.id, (0, 0)))
            if each.id not in later["validator"]
        ],
    )


def away(act: Act) -> Away | None:
    """Return the person's next long absence, with the students whom it concerns; None where there is none."""
    absence = long_absence(act, act.viewer.id)
    mine = [each for each in mentored_by(act.session, act.viewer.id) if each.active]
    return Away(absence, mine, _waiting(act, mine)) if absence is not None and mine else None


def long_absence(act: Act, member_id: str) -> Absence | None:
    """Return this mentor's next absence of a week or more that begins within 60 days, or runs already."""
    profile = profile_of(act.session, member_id)
    today = local_date(act.now, act.rulebook.timezone)
    long = [
        each
        for each in (profile.absences if profile is not None else ())
        if each.last - each.first + timedelta(days=1) >= LONG
        and each.last >= today
        and each.first <= today + AHEAD
    ]
    return min(long, key=lambda each: each.first) if long else None


def _waiting(act: Act, students: Sequence[Student]) -> dict[str, CardLink]:
    """Return the open transfer cards of these students, on which nobody has taken over, by student id."""
    cards = cards_of_students(act, [each.id for each in students])
    every = [each.id for them in cards.values() for each in them if not each.over]
    found = transfers(act.session, act.rulebook, act.now, every) if every else []
    open_ = {each.card_id for each in found if not each.is_over and not each.closed}
    return {
        student_id: each
        for student_id, them in cards.items()
        for each in reversed(them)
        if each.id in open_
    }


def _teaches(mentor: Mentor, student: Student) -> bool:
    courses = {course for course, _ in mentor.said.mentors}
    return not courses or student.course in courses


def _is_ready(followed: int, finished: int) -> bool:
    return followed >= FOLLOWED and finished >= 1


def _experience(session: Session) -> dict[str, tuple[int, int]]:
    """Return by member id: how many students they followed, how many they followed to the end."""
    given, student = MentorshipRow, StudentRow
    about = (given.member_id, given.student_id, given.until)
    query = sa.select(*about, student.ended_at, student.ended_how)
    query = query.join(student, student.id == given.student_id)
    followed: dict[str, set[str]] = {}
    finished: dict[str, set[str]] = {}
    for member, student_id, until, ended, how in session.execute(query):
        followed.setdefault(member, set()).add(student_id)
        if how == "finished" and until is not None and until == ended:
            finished.setdefault(member, set()).add(student_id)
    return {x: (len(them), len(finished.get(x, ()))) for x, them in followed.items()}
