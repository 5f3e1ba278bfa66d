"""Students out of the database as a table or for other programs, and back into it as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.csv_rows import written
from mentoring.sessions.changes.act import Act
from mentoring.sessions.changes.place_ahead import place
from mentoring.sessions.changes.slots import SlotWish, set_slot_now
from mentoring.sessions.changes.turns import take_all_turns
from mentoring.sessions.model import Slot
from mentoring.sessions.rights import Viewer
from mentoring.sessions.rows import slot_value
from mentoring.sessions.tables import MentoringSessionRow, SlotRow
from mentoring.sessions.texts import DAYS
from mentoring.sessions.views.students_csv import COLUMNS, Row, read_table
from mentoring.students.mentors import people
from mentoring.students.model import Student
from mentoring.students.read import student_of, students
from mentoring.students.tables import StudentRow
from mentoring.students.write import (
    Person,
    activate,
    attribute,
    begin_project,
    make_student,
    project_row,
)
from rules.rulebook.values import Rulebook
from rules.titles.courses import CourseIndex
from rules.titles.words import keys_of
from rules.twins import name_key
from sync.storage.trello_tables import MemberRow

Json = dict[str, Any]


def listed(session: Session, rulebook: Rulebook, now: datetime) -> list[Json]:
    """Return every student who is still with the school, for other programs."""
    found = students(session, StudentRow.ended_at.is_(None))
    names = _members(session)
    coming = _next(session, now)
    zone = rulebook.timezone
    return [
        {
            "id": each.id,
            "name": each.name,
            "course": each.course,
            "project": each.project,
            "mentor": _mentor(each, names),
            "since": each.since.astimezone(zone).isoformat() if each.since else None,
            "next_session": coming[each.id].astimezone(zone).isoformat()
            if each.id in coming
            else None,
        }
        for each in found
    ]


def export_students(session: Session, rulebook: Rulebook) -> str:
    """Return every student who is still with the school, as the text of a table."""
    found = students(session, StudentRow.ended_at.is_(None))
    names, slots = _members(session), _slots(session)
    rows = (_cells(each, names, slots.get(each.id), rulebook) for each in found)
    return written(COLUMNS, rows)


def import_students(session: Session, rulebook: Rulebook, text: str, by: str, now: datetime) -> int:
    """Take over the students of this table; returns how many. Raises `BadTable`, with nothing changed."""
    take_all_turns(session)
    session.expire_all()
    known = {each.username.casefold(): each.id for each in people(session, rulebook)}
    index = CourseIndex(rulebook.courses)
    rows = read_table(text, known, students(session), lambda each: course_named(each, index))
    act = Act(session, rulebook, Viewer("", by, frozenset(), frozenset()), now)
    for each in rows:
        _take(act, each, by)
    return len(rows)


def course_named(text: str, index: CourseIndex) -> str:
    """Return the course as the rulebook names it; as it is written where the rulebook does not know it."""
    keys = keys_of(text)
    found = index.find(keys)
    whole = found is not None and (found.start, found.end) == (0, len(keys))
    return found.course.name if found is not None and whole else " ".join(text.split())


def _take(act: Act, row: Row, by: str) -> None:
    student_id = row.student_id or make_student(act.session, Person(row.name, row.course)).id
    kept = act.session.get_one(StudentRow, student_id)
    kept.name, kept.name_key = row.name, name_key(row.name)
    kept.email, kept.zone = row.email or kept.email, row.zone or kept.zone
    kept.ended_at, kept.ended_how = None, ""
    act.session.flush()
    if row.project and not _is_at(act.session, student_id, row.project):
        begin_project(act.session, student_id, row.project, act.now)
    if row.member_id is not None:
        attribute(act.session, student_id, row.member_id, "import", by, act.now)
    activate(act.session, student_id, act.now)
    student = student_of(act.session, student_id)
    assert student is not None
    _slot(act, student, row)


def _is_at(session: Session, student_id: str, project: str) -> bool:
    known = project_row(session, student_id, project)
    student = session.get_one(StudentRow, student_id)
    return known is not None and known.project == student.project


def _slot(act: Act, student: Student, row: Row) -> None:
    """Set the weekly time of the table, unless it is what the student has already."""
    if row.weekday is None or row.minute is None:
        place(act.session, act.rulebook, act.now, [student.id])
        return
    wish = SlotWish(row.weekday, row.minute, row.minutes, row.zone)
    there = _slots(act.session, student.id).get(student.id)
    zone = row.zone or student.zone or act.rulebook.timezone.key
    same = there is not None and (
        *(there.weekday, there.minute, there.zone.key, there.member_id),
    ) == (row.weekday, row.minute, zone, student.mentor_id)
    if same and there is not None and row.minutes in (None, there.length):
        return
    set_slot_now(act, student, wish)


def _slots(session: Session, student_id: str | None = None) -> dict[str, Slot]:
    row = SlotRow
    query = sa.select(row).where(row.until_day.is_(None))
    if student_id is not None:
        query = query.where(row.student_id == student_id)
    return {each.student_id: slot_value(each) for each in session.scalars(query)}


def _members(session: Session) -> dict[str, MemberRow]:
    return {each.id: each for each in session.scalars(sa.select(MemberRow))}


def _mentor(student: Student, names: dict[str, MemberRow]) -> Json | None:
    if student.mentor_id is None:
        return None
    row = names.get(student.mentor_id)
    username, name = (row.username, row.full_name or row.username) if row else ("", "")
    return {"id": student.mentor_id, "username": username, "name": name}


def _next(session: Session, now: datetime) -> dict[str, datetime]:
    row = MentoringSessionRow
    query = sa.select(row.student_id, sa.func.min(row.starts)).where(
        row.starts > now, row.status.is_(None)
    )
    found = session.execute(query.group_by(row.student_id))
    return {student_id: starts for student_id, starts in found if starts is not None}


def _cells(
    student: Student, names: dict[str, MemberRow], slot: Slot | None, rulebook: Rulebook
) -> Sequence[str]:
    mentor = names.get(student.mentor_id or "")
    when = ["", "", "", student.zone]
    if slot is not None:
        hour, minute = divmod(slot.minute, 60)
        when = [DAYS[slot.weekday].fr, f"{hour:02}:{minute:02}", str(slot.length), slot.zone.key]
    return [
        *(student.name, student.course, student.project, mentor.username if mentor else ""),
        *when,
        student.email,
    ]
