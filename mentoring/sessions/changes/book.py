"""Booking, moving, handing over and cancelling sessions. Checked and written with both people's turn."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from mentoring.sessions.changes.act import Act, Refused, in_reason
from mentoring.sessions.changes.place_ahead import blank
from mentoring.sessions.model import FREE, Kind, Span
from mentoring.sessions.rights import EVERYTHING, Unknown, undecided_since
from mentoring.sessions.rooms import room
from mentoring.sessions.rows import state_of
from mentoring.sessions.rules.free_times import busy, free_times
from mentoring.sessions.rules.times import WEEK, monday_of
from mentoring.sessions.surroundings import around_of
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.students.mentors import people
from mentoring.students.model import Student, fresh_id
from mentoring.students.read import student_of
from mentoring.students.write import activate
from rules.calendar import local_date


def book(
    act: Act,
    student_id: str,
    starts: datetime,
    minutes: int | None = None,
    kind: Kind = "extra",
) -> MentoringSessionRow:
    """Book a new session of this student with their mentor (`rework`: with whoever asks for it). Raises
    `Unknown`, `Refused` with free times.
    """
    student, holder = _who(act, student_id, kind)
    length = minutes or minutes_for(act, student)
    in_reason(starts, length, act.now)
    student = act.turn(student, holder)
    if student.mentor_id != holder if kind != "rework" else not reworks(act, student):
        raise Refused("changed-since")
    return book_now(act, student, holder, starts, length, kind)


def book_now(
    act: Act, student: Student, holder: str, starts: datetime, minutes: int, kind: Kind = "extra"
) -> MentoringSessionRow:
    """Book it as `book` does, for a caller who has both people's turn. Raises `Refused` with free times."""
    span = Span(starts, starts + timedelta(minutes=minutes))
    check_free(act, student, holder, span)
    made = fresh_id()
    values = blank(made, student.id, holder, kind, span, act.now)
    row = MentoringSessionRow(**{**values, "video": room(act.rulebook, made)})
    row.touched = True
    act.session.add(row)
    activate(act.session, student.id, act.now)
    act.session.flush()
    return row


def move(
    act: Act, session_id: str, starts: datetime, minutes: int | None = None
) -> tuple[MentoringSessionRow, int | None]:
    """Give the session another time, or its first one. Returns it, and the change's id for undoing (None
    where nothing changed). Raises `Unknown`, `Refused`.
    """
    row = act.row(session_id)
    if row.status is not None:
        raise Refused("has-status")
    if row.starts is not None and row.starts <= act.now:
        raise Refused("begun")
    if starts <= act.now:
        raise Refused("past")
    student = _student(act, row)
    length = minutes or _minutes_of(act, row, student)
    in_reason(starts, length, act.now)
    span = Span(starts, starts + timedelta(minutes=length))
    check_free(act, student, row.member_id, span, but=row.id)
    before = state_of(row)
    row.starts, row.ends = span
    return row, act.record(row, before)


def hand_to(act: Act, session_id: str, member_id: str) -> tuple[MentoringSessionRow, int | None]:
    """Hand the session to a colleague on a board of the viewer's; both see it. Returns what `move` does;
    giving it back undoes it. Raises `Unknown`, `Refused`.
    """
    row = act.row(session_id, member_id)
    if row.status is not None:
        raise Refused("has-status")
    if member_id not in {each.id for each in people(act.session, act.rulebook, act.viewer.boards)}:
        raise Refused("not-a-mentor")
    student = _student(act, row)
    if row.starts is not None and row.ends is not None:
        check_free(act, student, member_id, Span(row.starts, row.ends), but=row.id)
    before = state_of(row)
    row.member_id = member_id
    return row, act.record(row, before)


def set_video(act: Act, session_id: str, url: str) -> tuple[MentoringSessionRow, int | None]:
    """Set another room for this session; "" for the usual one. Returns what `move` does. Raises `Unknown`,
    `Refused`.
    """
    if url and not (url.startswith("https://") and len(url) <= 500):
        raise Refused("bad-video")
    row = act.row(session_id)
    before = state_of(row)
    row.video = url or room(act.rulebook, row.id)
    return row, act.record(row, before)


def check_free(act: Act, student: Student, holder: str, span: Span, but: str | None = None) -> None:
    """Raise `Refused`, with three free times of that week, where something else takes place. Whoever
    holds both people's turn can rely on it.
    """
    day = local_date(span.starts, act.rulebook.timezone)
    week = Span(span.starts - WEEK, span.starts + WEEK)
    around = around_of(act.session, act.rulebook, holder, student, week, but)
    why = busy(span, around)
    if why is not None:
        minutes = int((span.ends - span.starts) / timedelta(minutes=1))
        free = free_times(monday_of(day), minutes, span.starts, around, act.now)
        raise Refused(why, free)


def proposals(
    act: Act,
    student: Student,
    holder: str,
    monday: date,
    wished: datetime | None,
    minutes: int,
    but: str | None = None,
) -> tuple[Span, ...]:
    """Return up to three free times in that week."""
    middle = datetime.combine(monday, datetime.min.time(), act.rulebook.timezone)
    within = Span(middle - WEEK, middle + WEEK * 2)
    around = around_of(act.session, act.rulebook, holder, student, within, but)
    return free_times(monday, minutes, wished, around, act.now)


def times_for(act: Act, session_id: str, monday: date | None) -> tuple[date, tuple[Span, ...]]:
    """Return the Monday of a week, and up to three free times for the session in it, near its own hour. The
    week is that of `monday`, else the session's own, or the present one. Raises `Unknown`.
    """
    row = _readable(act, session_id)
    zone, student = act.rulebook.timezone, _student(act, row)
    today = local_date(act.now, zone)
    day = local_date(row.starts, zone) if row.starts is not None else row.slot_day or today
    monday = monday or monday_of(max(day, today))
    wished = row.starts + (monday - monday_of(day)) if row.starts is not None else None
    length = _minutes_of(act, row, student)
    return monday, proposals(act, student, row.member_id, monday, wished, length)


def colleagues(act: Act, session_id: str) -> list[tuple[str, str]]:
    """Return everybody who takes part in a board of the viewer's, but whoever holds the session now, by name:
    ids and names. Raises `Unknown`.
    """
    row = _readable(act, session_id)
    there = people(act.session, act.rulebook, act.viewer.boards)
    return [(x.id, x.full_name or x.username) for x in there if x.id != row.member_id]


def _readable(act: Act, session_id: str) -> MentoringSessionRow:
    row = act.session.get(MentoringSessionRow, session_id)
    if row is None or not act.may_write(row):
        raise Unknown
    return row


def minutes_for(act: Act, student: Student) -> int:
    """Return how long a session of this student usually lasts."""
    return int(act.rulebook.sessions.length_for(student.funding) / timedelta(minutes=1))


def times_with(
    act: Act, student_id: str, monday: date, wished: datetime | None
) -> tuple[Span, ...]:
    """Return up to three free times of the student in that week with their mentor; for a validator who may
    hold a session before deciding, with them. Raises `Unknown`, `Refused`.
    """
    student, rights = act.student(student_id)
    holder = student.mentor_id if rights & EVERYTHING else None
    if holder is None and reworks(act, student):
        holder = act.viewer.id
    if holder is None:
        raise Refused("no-mentor" if rights & EVERYTHING else "read-only")
    return proposals(act, student, holder, monday, wished, minutes_for(act, student))


def reworks(act: Act, student: Student) -> bool:
    """Return whether the person may hold one session with the student before deciding: they validate a
    defence that was not passed, or passed on a condition, and have held none since.
    """
    row = MentoringSessionRow
    since = undecided_since(act.session, act.rulebook, act.viewer.id, student.id)
    if since is None or student.ended_at is not None:
        return False
    held = sa.select(row.id).where(
        row.student_id == student.id,
        row.member_id == act.viewer.id,
        row.kind == "rework",
        sa.or_(row.status.is_(None), row.status.not_in(FREE)),
        row.starts > since,
    )
    return act.session.scalar(held.limit(1)) is None


def _who(act: Act, student_id: str, kind: Kind) -> tuple[Student, str]:
    """Return the student, and who is to hold the session."""
    if kind == "rework":
        student, _ = act.student(student_id)
        if not reworks(act, student):
            raise Refused("no-rework")
        return student, act.viewer.id
    student = act.own_student(student_id)
    if student.ended_at is not None:
        raise Refused("ended")
    if student.mentor_id is None:
        raise Refused("no-mentor")
    return student, student.mentor_id


def _student(act: Act, row: MentoringSessionRow) -> Student:
    found = student_of(act.session, row.student_id)
    assert found is not None
    return found


def _minutes_of(act: Act, row: MentoringSessionRow, student: Student) -> int:
    if row.starts is not None and row.ends is not None:
        return int((row.ends - row.starts) / timedelta(minutes=1))
    return minutes_for(act, student)
