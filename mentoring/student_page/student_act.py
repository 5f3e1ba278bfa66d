"""A student acts: on their own sessions alone, within what a student may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mentoring.mail.known import coming
from mentoring.sessions.changes import book as booking
from mentoring.sessions.changes import close
from mentoring.sessions.changes.act import Act, Refused
from mentoring.sessions.rights import Unknown, Viewer
from mentoring.sessions.rows import record, state_of
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.student_page.choices import first_times, times_to_move
from mentoring.students.model import Student


@dataclass(frozen=True, slots=True)
class StudentAct(Act):
    """An act of the student whose id the viewer has. What they did says so, and names nobody."""

    def may_write(self, row: MentoringSessionRow) -> bool:
        return row.student_id == self.viewer.id


def viewer_for(student: Student) -> Viewer:
    """Return the student, as who acts."""
    return Viewer(student.id, "", frozenset(), frozenset())


def choose(act: StudentAct, student: Student, starts: datetime) -> MentoringSessionRow:
    """Book the first session: first come. The same choice again changes nothing. Raises `Refused`, with
    other times.
    """
    student = act.turn(student)
    there = coming(act.session, student.id, act.now)
    if there:
        if there[0].starts == starts:
            return there[0]
        raise Refused("changed-since")
    times = first_times(act, student)
    if student.mentor_id is None or starts not in {each.starts for each in times}:
        raise Refused("taken", times[:3])
    minutes = booking.minutes_for(act, student)
    row = booking.book_now(act, student, student.mentor_id, starts, minutes)
    before = {**state_of(row), "starts": None, "ends": None}
    record(act.session, row, before, student.id, "student", act.now)
    return row


def move(act: StudentAct, student: Student, session_id: str, starts: datetime) -> None:
    """Give the session another time of its week: until 24 hours before (as the rulebook says), to a time
    at least as far away. Raises `Unknown`, `Refused`.
    """
    row = act.row(session_id)
    if row.status is None and row.starts == starts:
        return
    late = act.rulebook.sessions.late
    if row.status is None and row.starts is not None and row.starts - act.now < late:
        raise Refused("move-late", span=late)
    times = times_to_move(act, student, row)
    if row.status is None and starts not in {each.starts for each in times}:
        raise Refused("taken", times[:3])
    booking.move(act, session_id, starts)


def cancel(act: StudentAct, session_id: str) -> str:
    """Note that the student will not come. Returns the status: `cancelled`, or `cancelled-late`. Raises
    `Unknown`, `Refused`.
    """
    row = act.row(session_id)
    if row.status in ("cancelled", "cancelled-late"):
        return row.status
    if row.status is not None:
        raise Refused("has-status")
    if row.starts is not None and row.starts <= act.now:
        raise Refused("student-begun")
    return str(close.set_status(act, session_id, "cancel").row.status)


def own_row(act: StudentAct, session_id: str) -> MentoringSessionRow:
    """Return a session of this student's. Raises `Unknown`."""
    row = act.session.get(MentoringSessionRow, session_id)
    if row is None or not act.may_write(row):
        raise Unknown
    return row
