"""Students for managers: make one, give them to a mentor, say whose card it is; and set a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parseaddr
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from mentoring.school.model import Asset, Defence, Mentor, Transfer
from mentoring.school.read import defences, transfers
from mentoring.sessions.changes.act import Act, Refused
from mentoring.sessions.changes.place_ahead import place
from mentoring.sessions.rights import Unknown
from mentoring.sessions.tables import SlotRow
from mentoring.students.cards import Asked, Card, choose
from mentoring.students.mentors import mentors, people
from mentoring.students.model import Student
from mentoring.students.read import mentorships_of, open_mentorship, student_of
from mentoring.students.write import (
    Person,
    activate,
    attribute,
    begin_project,
    make_student,
    take_attribution_back,
)
from rules.calendar import local_date

LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Doubts:
    """What managers are asked: whose card it is, and which mentor is right (the card's, or ours)."""

    names: list[Asked]
    mentors: list[tuple[Card, Student]]


def give(act: Act, student_id: str, member_id: str) -> Student:
    """Give the student (« Confier ») to this mentor from now on; the slot with the one before ends. By
    managers, to people of the boards that they manage. Raises `Unknown`, `Refused`.
    """
    student, rights = act.student(student_id)
    if "manager" not in rights:
        raise Refused("managers-only")
    if member_id not in {x.id for x in people(act.session, act.rulebook, act.viewer.managed)}:
        raise Refused("not-theirs")
    student = act.turn(student, member_id)
    if student.ended_at is not None:
        raise Refused("ended")
    attribute(act.session, student.id, member_id, "manager", act.viewer.name, act.now)
    activate(act.session, student.id, act.now)
    place(act.session, act.rulebook, act.now, [student.id])
    return _again(act, student.id)


def give_back(act: Act, student_id: str, member_id: str) -> Student:
    """Take back that this mentor follows the student: whoever did before does again, with their slot. By
    managers. Raises `Unknown`, `Refused`.
    """
    student, rights = act.student(student_id)
    if "manager" not in rights:
        raise Refused("managers-only")
    before = [each.member_id for each in mentorships_of(act.session, student.id)]
    student = act.turn(student, *before)
    row = open_mentorship(act.session, student.id)
    if row is None or row.member_id != member_id or row.source != "manager":
        raise Refused("changed-since")
    day = local_date(row.since, act.rulebook.timezone) - timedelta(days=1)
    take_attribution_back(act.session, student.id)
    _slot_again(act, student.id, day)
    place(act.session, act.rulebook, act.now, [student.id])
    return _again(act, student.id)


def _slot_again(act: Act, student_id: str, last: date) -> None:
    """Let the slot go on that ended on that day, with whoever follows the student again."""
    slot, now_given = SlotRow, open_mentorship(act.session, student_id)
    mine = now_given.member_id if now_given is not None else ""
    query = sa.select(slot).where(
        slot.student_id == student_id, slot.member_id == mine, slot.until_day == last
    )
    row = act.session.scalar(query.order_by(slot.from_day.desc(), slot.id).limit(1))
    if row is not None:
        row.until_day = None
        act.session.flush()


def add(act: Act, person: Person, member_id: str | None = None) -> Student:
    """Add a student who has no card yet, with who follows them. By managers. Raises `Unknown`, `Refused`."""
    if not act.viewer.manager:
        raise Refused("managers-only")
    check_person(person)
    made = make_student(act.session, person)
    activate(act.session, made.id, act.now)
    if person.project:
        begin_project(act.session, made.id, person.project, act.now)
    if member_id is not None:
        return give(act, made.id, member_id)
    return _again(act, made.id)


def whose_card(act: Act, card_id: str, student_id: str | None) -> Student:
    """Note whose card it is: this student's, or (None) that of somebody new. By managers of its board.
    Raises `Unknown`.
    """
    read: list[Defence | Transfer] = [
        *defences(act.session, act.rulebook, act.now, card_id),
        *transfers(act.session, act.rulebook, act.now, card_id),
    ]
    if not read or read[0].board_id not in act.viewer.managed:
        raise Unknown
    if student_id is not None:
        act.student(student_id)
    return _again(act, choose(act.session, read[0], student_id, act.now))


def set_project(act: Act, student_id: str, project: str) -> Student:
    """Note that the student is at this project from now on, as their mentor says. Raises `Unknown`,
    `Refused`.
    """
    student = act.own_student(student_id)
    name = " ".join(project.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused("bad-text")
    begin_project(act.session, student.id, name, act.now)
    return _again(act, student.id)


def candidates(act: Act, student: Student, assets: Sequence[Asset] = ()) -> list[Mentor]:
    """Return the mentors of the boards that the viewer manages to whom the student could be given: first
    those whose profile names the course, then those with most places. `assets`: what they must know how to
    adapt to; it is asked for, and not stored.
    """
    known = mentors(act.session, act.rulebook, act.now, boards=act.viewer.managed)
    found = [
        each
        for each in known
        if each.id != student.mentor_id
        and each.places != 0
        and (not each.said.mentors or student.course in {x for x, _ in each.said.mentors})
        and all(each.said.adapts and x in each.said.assets for x in assets)
    ]
    return sorted(found, key=_rank)


def _rank(mentor: Mentor) -> tuple[bool, bool, int, int, str]:
    said = mentor.said
    return (
        not said.mentors,
        mentor.places is None,
        -(mentor.places or 0),
        mentor.following,
        mentor.name,
    )


def check_person(person: Person) -> None:
    """Raise `Refused` for what cannot be written down of a student."""
    texts = (person.name, person.course, person.project)
    if len(person.name.split()) < 2 or not person.course.strip():
        raise Refused("bad-name")
    if any(len(each) > LONGEST_NAME for each in texts):
        raise Refused("bad-text")
    if person.email and not is_email(person.email):
        raise Refused("bad-email")
    if person.zone and not is_zone(person.zone):
        raise Refused("bad-slot")


def is_email(text: str) -> bool:
    """Return whether this is one address of e-mail."""
    name, _, host = parseaddr(text)[1].partition("@")
    return bool(name) and "." in host and " " not in text and len(text) <= 254


def is_zone(text: str) -> bool:
    """Return whether this is the name of a time zone."""
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _again(act: Act, student_id: str) -> Student:
    found = student_of(act.session, student_id)
    assert found is not None
    return found
