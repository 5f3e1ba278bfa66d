"""Sessions as they are shown: with names, with what can be said of them, with why one has no time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.contacts import rooms_of
from mentoring.sessions.model import MentoringSession, Span, Why
from mentoring.sessions.rooms import video_of
from mentoring.sessions.rows import session_value, slot_value
from mentoring.sessions.rules.free_times import free_times, obstacle
from mentoring.sessions.rules.ladder import Rung, highest
from mentoring.sessions.rules.statuses import possible
from mentoring.sessions.rules.times import WEEK, monday_of, span_on
from mentoring.sessions.surroundings import around_of
from mentoring.sessions.tables import GoalRow, MentoringSessionRow, ReportRow, SlotRow
from mentoring.students.model import Student
from mentoring.students.read import students
from mentoring.students.tables import StudentRow
from rules.calendar import local_date
from rules.rulebook.values import Rulebook
from sync.rulebook.boards import public_holidays
from sync.storage.trello_tables import MemberRow


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with the names around it. Instants are UTC; those of one without a time (not `placed`) are
    the ones that were wished. `why`: what stands against these; `free`: times of that week. `possible`:
    what can be said of it now (`done`, `absent`, `cancel`, `called-off`). `rung`: how far up the ladder it
    is.
    """

    id: str
    student_id: str
    student: str
    mentor_id: str
    mentor: str
    username: str
    kind: str
    starts: datetime | None
    ends: datetime | None
    status: str | None
    told_at: datetime | None
    placed: bool
    why: Why | None
    free: tuple[Span, ...]
    video: str
    report: bool
    draft: bool
    course: str
    project: str
    possible: tuple[str, ...]
    rung: Rung | None
    sequence: int


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a list of sessions needs."""

    students: dict[str, Student]
    members: dict[str, tuple[str, str]]
    reports: dict[str, tuple[bool, bool]]
    slots: dict[str, Any]
    rooms: dict[str, str]

    @classmethod
    def of(cls, session: Session, rows: Sequence[MentoringSessionRow]) -> Names:
        """Read the names that these sessions need, in five queries at most."""
        known = students(session, StudentRow.id.in_({each.student_id for each in rows}))
        member, report, slot = MemberRow, ReportRow, SlotRow
        people = session.scalars(
            sa.select(member).where(member.id.in_({each.member_id for each in rows}))
        )
        said = session.execute(
            sa.select(report.session_id, report.written_at, report.draft.is_not(None)).where(
                report.session_id.in_([each.id for each in rows])
            )
        )
        open_ = {each.slot_id for each in rows if each.starts is None and each.slot_id}
        slots = session.scalars(sa.select(slot).where(slot.id.in_(open_))) if open_ else ()
        return cls(
            {each.id: each for each in known},
            {each.id: (each.full_name or each.username, each.username) for each in people},
            {each[0]: (each[1] is not None, bool(each[2])) for each in said},
            {each.id: slot_value(each) for each in slots},
            rooms_of(session, {each.member_id for each in rows}),
        )


def views(
    session: Session,
    rulebook: Rulebook,
    rows: Sequence[MentoringSessionRow],
    now: datetime,
    *,
    free: bool = False,
) -> list[SessionView]:
    """Return these sessions as they are shown, in the same order. `free`: with free times for those that
    have none.
    """
    names = Names.of(session, rows) if rows else Names({}, {}, {}, {}, {})
    return [_view(session, rulebook, row, names, now, free=free) for row in rows]


def _view(
    session: Session,
    rulebook: Rulebook,
    row: MentoringSessionRow,
    names: Names,
    now: datetime,
    *,
    free: bool,
) -> SessionView:
    student = names.students.get(row.student_id)
    name, username = names.members.get(row.member_id, ("", ""))
    written, draft = names.reports.get(row.id, (False, False))
    value = session_value(row)
    span, why, times = value.span, None, tuple[Span, ...]()
    if span is None:
        span, why, times = _unplaced(session, rulebook, value, student, names, now, free=free)
    return SessionView(
        id=row.id,
        student_id=row.student_id,
        student=student.name if student else "",
        mentor_id=row.member_id,
        mentor=name,
        username=username,
        kind=row.kind,
        starts=span.starts if span else None,
        ends=span.ends if span else None,
        status=row.status,
        told_at=row.told_at,
        placed=row.starts is not None,
        why=why,
        free=times,
        video=video_of(rulebook, row.id, row.video, names.rooms.get(row.member_id, "")),
        report=written,
        draft=draft,
        course=row.course or (student.course if student else ""),
        project=row.project or (student.project if student else ""),
        possible=possible(value.span, now, rulebook.sessions) if value.span else (),
        rung=_rung(value, rulebook, now),
        sequence=row.sequence,
    )


def _unplaced(
    session: Session,
    rulebook: Rulebook,
    value: MentoringSession,
    student: Student | None,
    names: Names,
    now: datetime,
    *,
    free: bool,
) -> tuple[Span | None, Why | None, tuple[Span, ...]]:
    """Return the time that was wished, what stands against it, and times that would do."""
    slot = names.slots.get(value.slot_id or "")
    if slot is None or value.slot_day is None or student is None:
        return None, None, ()
    span = span_on(slot, value.slot_day)
    within = Span(span.starts - WEEK, span.ends + WEEK)
    around = around_of(session, rulebook, value.member_id, student, within, value.id)
    why = obstacle(span, around) or "mentor-busy"
    if not free:
        return span, why, ()
    monday = monday_of(local_date(span.starts, rulebook.timezone))
    return span, why, free_times(monday, slot.length, span.starts, around, now)


def _rung(value: MentoringSession, rulebook: Rulebook, now: datetime) -> Rung | None:
    if not value.unset_at(now) or value.ends is None:
        return None
    return highest(value.ends, now, rulebook.timezone, public_holidays(now).__contains__)


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal: its text, the session in which it was set, and how it was judged ("" while it is open)."""

    id: str
    text: str
    set_in: str
    judged_in: str | None
    outcome: str


def goals_of(session: Session, student_id: str, *, open_only: bool = False) -> list[GoalView]:
    """Return the student's goals, in the order in which they were set."""
    row = GoalRow
    query = sa.select(row).where(row.student_id == student_id)
    if open_only:
        query = query.where(row.judged_in.is_(None))
    held = MentoringSessionRow
    query = query.outerjoin(held, held.id == row.set_in).order_by(held.starts, row.position, row.id)
    return [
        GoalView(x.id, x.text, x.set_in, x.judged_in, x.outcome) for x in session.scalars(query)
    ]
