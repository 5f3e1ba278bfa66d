"""Writing students: make one, give them to a mentor, begin and end what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.students.model import Ending, Source, Student, fresh_id
from mentoring.students.read import open_mentorship, projects_of
from mentoring.students.tables import MentorshipRow, StudentProjectRow, StudentRow
from rules.projects import project_key
from rules.twins import name_key


@dataclass(frozen=True, slots=True)
class Person:
    """What is written down of a student when they are made."""

    name: str
    course: str
    project: str = ""
    email: str = ""
    zone: str = ""
    funding: str = ""


def make_student(session: Session, person: Person) -> Student:
    """Write down a new student, whom nobody follows yet, and return them."""
    row = StudentRow(
        id=fresh_id(),
        name=person.name,
        name_key=name_key(person.name),
        course=person.course,
        project=person.project,
        email=person.email,
        zone=person.zone,
        funding=person.funding,
    )
    session.add(row)
    session.flush()
    return Student(
        row.id,
        person.name,
        person.course,
        person.project,
        person.email,
        person.zone,
        person.funding,
    )


def activate(session: Session, student_id: str, at: datetime) -> bool:
    """Count the student from now on. Returns whether that is new."""
    row = session.get_one(StudentRow, student_id)
    if row.active_at is not None:
        return False
    row.active_at = at
    session.flush()
    return True


def attribute(
    session: Session, student_id: str, member_id: str, source: Source, by: str, at: datetime
) -> bool:
    """Give the student to this mentor; who followed them until now does no longer.

    Returns whether anything changed. The caller holds the student's turn. `by`: the name of who
    decided, or the id of the card that told.
    """
    row = open_mentorship(session, student_id)
    if row is not None and row.member_id == member_id:
        return False
    if row is not None:
        row.until = max(at, row.since)
        session.flush()  # before another one opens
    session.add(
        MentorshipRow(
            id=fresh_id(),
            student_id=student_id,
            member_id=member_id,
            since=at,
            until=None,
            source=source,
            by=by[:64],
        )
    )
    session.flush()
    return True


def take_attribution_back(session: Session, student_id: str) -> bool:
    """Undo the latest attribution: whoever followed the student before does again. Returns whether there
    was one.
    """
    row = open_mentorship(session, student_id)
    if row is None:
        return False
    mine = MentorshipRow
    query = sa.select(mine).where(mine.student_id == student_id, mine.until == row.since)
    before = session.scalar(query.order_by(mine.since.desc()).limit(1))
    session.delete(row)
    session.flush()
    if before is not None:
        before.until = None
        session.flush()
    return True


def end_mentorship(session: Session, student_id: str, at: datetime) -> bool:
    """End the mentorship: nobody follows the student any more. Returns whether somebody did."""
    row = open_mentorship(session, student_id)
    if row is None:
        return False
    row.until = max(at, row.since)
    session.flush()
    return True


def end_course(session: Session, student_id: str, how: Ending, at: datetime) -> None:
    """End the course: the student has finished, or left, and nobody follows them any more."""
    row = session.get_one(StudentRow, student_id)
    row.ended_at, row.ended_how = at, how
    end_mentorship(session, student_id, at)
    session.flush()


def reopen_course(session: Session, student_id: str) -> None:
    """Take the end of the course back: whoever followed the student then does again."""
    row = session.get_one(StudentRow, student_id)
    ended, row.ended_at, row.ended_how = row.ended_at, None, ""
    mine = MentorshipRow
    query = sa.select(mine).where(mine.student_id == student_id, mine.until == ended)
    before = session.scalar(query.order_by(mine.since.desc()).limit(1))
    if before is not None and open_mentorship(session, student_id) is None:
        before.until = None
    session.flush()


def begin_project(session: Session, student_id: str, project: str, at: datetime) -> bool:
    """Note that the student is at this project from now on. Returns whether it is a new one for them."""
    row = session.get_one(StudentRow, student_id)
    known = project_row(session, student_id, project)
    if known is None:
        known = StudentProjectRow(student_id=student_id, project=project[:120], began=at)
        session.add(known)
        row.project = known.project
        session.flush()
        return True
    row.project = known.project
    session.flush()
    return False


def project_row(session: Session, student_id: str, project: str) -> StudentProjectRow | None:
    """Return what is known of this project of the student's, however its name is spelled."""
    wanted = project_key(project)
    rows = projects_of(session, student_id)
    return next((each for each in rows if project_key(each.project) == wanted), None)
