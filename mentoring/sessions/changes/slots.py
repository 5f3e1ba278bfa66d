"""A student's weekly slot, pauses, and the end of their course: what places sessions, or stops to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from mentoring.sessions.changes.act import LONGEST, SHORTEST, Act, Refused
from mentoring.sessions.changes.book import check_free, minutes_for
from mentoring.sessions.changes.place_ahead import Placed, place
from mentoring.sessions.model import Span
from mentoring.sessions.rights import Right
from mentoring.sessions.rows import last_change, restore, state_of
from mentoring.sessions.rules.times import monday_of
from mentoring.sessions.tables import MentoringSessionRow, SlotRow
from mentoring.students.model import ENDINGS, Ending, Student, fresh_id
from mentoring.students.read import mentorships_of
from mentoring.students.tables import StudentRow
from mentoring.students.write import activate, end_course, reopen_course
from rules.calendar import local_date


@dataclass(frozen=True, slots=True)
class SlotWish:
    """A weekly time: `weekday` from 0 (Monday), `minute` of the day, on the clocks of `zone` (the
    student's, else the school's). `minutes`: as the rulebook says where it is None. `from_day`: today.
    """

    weekday: int
    minute: int
    minutes: int | None = None
    zone: str = ""
    from_day: date | None = None


def set_slot(act: Act, student_id: str, wish: SlotWish) -> Placed:
    """Give the student this weekly time instead of the one they have. Only future sessions that nobody
    touched change; each of them stays the same session where its week has one of the new slot. Returns how
    many changed. Raises `Unknown`, `Refused`.
    """
    student = act.turn(act.own_student(student_id))
    _may_begin(student)
    return set_slot_now(act, student, wish)


def set_slot_now(act: Act, student: Student, wish: SlotWish) -> Placed:
    """Set it as `set_slot` does, for a caller who has both people's turn and knows that they may. Raises
    `Refused`.
    """
    assert student.mentor_id is not None
    zone = _zone(act, student, wish)
    today = local_date(act.now, zone)
    first = max(wish.from_day or today, today)
    row = SlotRow(
        id=fresh_id(),
        student_id=student.id,
        member_id=student.mentor_id,
        weekday=wish.weekday,
        minute=wish.minute,
        length=wish.minutes or minutes_for(act, student),
        zone=zone.key,
        from_day=first,
        until_day=None,
    )
    _check(row)
    ended = end_slots(act, student.id, first - timedelta(days=1))
    act.session.add(row)
    activate(act.session, student.id, act.now)
    act.session.flush()
    _hand_on(act, ended, row)
    return place(act.session, act.rulebook, act.now, [student.id])


def end_slot(act: Act, student_id: str) -> Placed:
    """End the student's weekly time; future sessions that nobody touched go. Raises `Unknown`, `Refused`."""
    student = act.turn(act.own_student(student_id))
    end_slots(act, student.id, local_date(act.now, act.rulebook.timezone) - timedelta(days=1))
    return place(act.session, act.rulebook, act.now, [student.id])


def pause(act: Act, student_id: str, first: date | None, last: date | None) -> Placed:
    """Pause the student from that day (None: not at all) to that day, included (None: until further notice).
    Raises `Unknown`, `Refused`.
    """
    if first is not None and last is not None and last < first:
        raise Refused("bad-pause")
    student = act.turn(act.own_student(student_id))
    row = act.session.get_one(StudentRow, student.id)
    row.paused_from, row.paused_until = first, last if first is not None else None
    act.session.flush()
    return place(act.session, act.rulebook, act.now, [student.id])


def end(act: Act, student_id: str, how: Ending) -> Placed:
    """End the course (« Fin de parcours »): the student has finished or left. Mentorship and slot end
    with it. Raises `Unknown`, `Refused`.
    """
    if how not in ENDINGS:
        raise Refused("unknown-status")
    student = act.turn(act.own_student(student_id))
    if student.ended_at is not None:
        raise Refused("ended")
    _call_off(act, student.id)
    end_course(act.session, student.id, how, act.now)
    return place(act.session, act.rulebook, act.now, [student.id])


def _call_off(act: Act, student_id: str) -> None:
    """Call off what was booked for later: nobody is asked how it went."""
    row = MentoringSessionRow
    booked = sa.and_(row.touched.is_(True), row.status.is_(None), row.starts > act.now)
    for each in act.session.scalars(sa.select(row).where(row.student_id == student_id, booked)):
        before = state_of(each)
        each.status, each.status_at, each.status_by = "called-off", act.now, act.viewer.name[:64]
        act.record(each, before)


def reopen(act: Act, student_id: str) -> Placed:
    """Take the end of the course back: mentor and slot are as they were, and what was called off takes
    place again. By whoever followed the student when it ended, or a manager. Raises `Unknown`, `Refused`.
    """
    student, rights = act.student(student_id)
    ended = student.ended_at
    if not may_reopen(act, student, rights):
        raise Refused("managers-only")
    if ended is None:
        raise Refused("changed-since")
    everybody = {each.member_id for each in mentorships_of(act.session, student.id)}
    student = act.turn(student, *everybody)
    reopen_course(act.session, student.id)
    last = local_date(ended, act.rulebook.timezone) - timedelta(days=1)
    slot = SlotRow
    query = sa.select(slot).where(slot.student_id == student.id, slot.until_day == last)
    row = act.session.scalar(query.order_by(slot.from_day.desc(), slot.id).limit(1))
    if row is not None:
        row.until_day = None
    act.session.flush()
    _call_on(act, student, ended)
    return place(act.session, act.rulebook, act.now, [student.id])


def may_reopen(act: Act, student: Student, rights: frozenset[Right]) -> bool:
    """Return whether the person may open the student's course again, once it has ended."""
    if student.ended_at is None or "manager" in rights:
        return "manager" in rights or "mentor" in rights
    last = mentorships_of(act.session, student.id)[-1:]
    return any(x.member_id == act.viewer.id and x.until == student.ended_at for x in last)


def _call_on(act: Act, student: Student, ended: datetime) -> None:
    """Put back what the end of the course called off and nobody touched since, where its time is still
    free.
    """
    row = MentoringSessionRow
    off = sa.select(row).where(row.student_id == student.id, row.status == "called-off")
    for each in act.session.scalars(off.where(row.status_at == ended, row.starts > act.now)):
        change = last_change(act.session, each.id)
        if change is None or change.at != ended:
            continue
        assert each.starts is not None and each.ends is not None
        try:
            check_free(act, student, each.member_id, Span(each.starts, each.ends), but=each.id)
        except Refused:
            continue
        before = state_of(each)
        restore(each, change.before)
        act.record(each, before)


def end_slots(act: Act, student_id: str, last: date) -> list[SlotRow]:
    """End every slot of the student that goes on, after that day. Returns them."""
    slot = SlotRow
    query = sa.select(slot).where(slot.student_id == student_id, slot.until_day.is_(None))
    rows = list(act.session.scalars(query))
    for row in rows:
        row.until_day = last
    act.session.flush()
    return rows


def _hand_on(act: Act, ended: list[SlotRow], slot: SlotRow) -> None:
    """Move the sessions of the old slot that nobody touched to the new one, week by week: a calendar
    then shows them moved, not cancelled and made anew.
    """
    row = MentoringSessionRow
    query = sa.select(row).where(
        row.slot_id.in_([each.id for each in ended]),
        row.slot_day >= slot.from_day,
        row.touched.is_(False),
        row.status.is_(None),
        sa.or_(row.starts.is_(None), row.starts > act.now),
    )
    for each in act.session.scalars(query):
        assert each.slot_day is not None
        day = monday_of(each.slot_day) + timedelta(days=slot.weekday)
        if day >= slot.from_day:
            each.slot_id, each.slot_day, each.member_id = slot.id, day, slot.member_id
    act.session.flush()


def _may_begin(student: Student) -> None:
    if student.ended_at is not None:
        raise Refused("ended")
    if student.mentor_id is None:
        raise Refused("no-mentor")


def _zone(act: Act, student: Student, wish: SlotWish) -> ZoneInfo:
    name = wish.zone or student.zone
    if not name:
        return act.rulebook.timezone
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise Refused("bad-slot") from None


def _check(row: SlotRow) -> None:
    if not (0 <= row.weekday <= 6 and 0 <= row.minute < 24 * 60):
        raise Refused("bad-slot")
    if not SHORTEST <= row.length <= LONGEST:
        raise Refused("bad-length")
