"""Reading students from the tables."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.students.model import Mentorship, Register, Student
from mentoring.students.tables import MentorshipRow, StudentCardRow, StudentProjectRow, StudentRow
from rules.twins import name_key

Condition = sa.ColumnElement[bool]


def students(session: Session, *conditions: Condition) -> list[Student]:
    """Return the students for whom these conditions hold, with their present mentors, by name."""
    student, given = StudentRow, MentorshipRow
    mentor = sa.and_(given.student_id == student.id, given.until.is_(None))
    query = sa.select(*student.__table__.columns, given.member_id, given.since)
    query = query.outerjoin(given, mentor).where(*conditions)
    return [_student(row) for row in session.execute(query.order_by(student.name_key, student.id))]


def student_of(session: Session, student_id: str) -> Student | None:
    """Return the student with this id, None where there is none."""
    row = session.execute(_ONE, {"student": student_id}).first()
    return _student(row) if row is not None else None


def _one() -> sa.Select[Any]:
    student, given = StudentRow, MentorshipRow
    mentor = sa.and_(given.student_id == student.id, given.until.is_(None))
    query = sa.select(*student.__table__.columns, given.member_id, given.since)
    return query.outerjoin(given, mentor).where(student.id == sa.bindparam("student"))


_ONE: Final = _one()


def named(session: Session, name: str) -> list[Student]:
    """Return the students of this name, whatever the order, case and accents of its words."""
    return students(session, StudentRow.name_key == name_key(name))


def counted(session: Session) -> list[Student]:
    """Return the students who are counted: active, and still with the school."""
    row = StudentRow
    return students(session, row.active_at.is_not(None), row.ended_at.is_(None))


def mentored_by(session: Session, member_id: str) -> list[Student]:
    """Return the students whom this mentor follows now, also those only known from cards."""
    return students(session, MentorshipRow.member_id == member_id, StudentRow.ended_at.is_(None))


def register_of(session: Session) -> Register:
    """Return every student, to be looked up by name."""
    return Register(students(session))


def mentorships_of(session: Session, student_id: str) -> list[Mentorship]:
    """Return who followed this student, the present one last."""
    row = MentorshipRow
    query = sa.select(row).where(row.student_id == student_id)
    return [_mentorship(each) for each in session.scalars(query.order_by(row.since, row.id))]


def open_mentorship(session: Session, student_id: str) -> MentorshipRow | None:
    """Return the row that says who follows this student now, None where nobody does."""
    row = MentorshipRow
    query = sa.select(row).where(row.student_id == student_id, row.until.is_(None))
    return session.scalar(query)


def cards_of(session: Session, student_id: str) -> list[str]:
    """Return the ids of the student's cards, the oldest first."""
    return sorted(session.scalars(_CARDS, {"student": student_id}))


def students_by_card(session: Session, card_ids: Collection[str]) -> dict[str, str]:
    """Return the id of the student of each of these cards that has one, by card id."""
    row = StudentCardRow
    query = sa.select(row.card_id, row.student_id).where(row.card_id.in_(card_ids))
    return {each.card_id: each.student_id for each in session.execute(query)}


def projects_of(session: Session, student_id: str) -> list[StudentProjectRow]:
    """Return the student's projects in the order in which they began."""
    return list(session.scalars(_PROJECTS, {"student": student_id}))


_CARDS: Final = sa.select(StudentCardRow.card_id).where(
    StudentCardRow.student_id == sa.bindparam("student")
)
_PROJECTS: Final = (
    sa.select(StudentProjectRow)
    .where(StudentProjectRow.student_id == sa.bindparam("student"))
    .order_by(StudentProjectRow.began, StudentProjectRow.project)
)


def _student(row: Any) -> Student:
    return Student(
        id=row.id,
        name=row.name,
        course=row.course,
        project=row.project,
        email=row.email,
        zone=row.zone,
        funding=row.funding,
        paused_from=row.paused_from,
        paused_until=row.paused_until,
        ended_at=row.ended_at,
        ended_how=row.ended_how,
        active=row.active_at is not None,
        mentor_id=row.member_id,
        since=row.since,
    )


def _mentorship(row: MentorshipRow) -> Mentorship:
    return Mentorship(
        row.id, row.student_id, row.member_id, row.since, row.until, row.source, row.by
    )
