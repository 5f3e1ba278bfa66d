"""Placing the sessions of slots some weeks ahead: every night, and after each change. Doing it again
changes nothing. What a person touched, and what has a status, is left as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.model import NO_PROFILE, Profile
from mentoring.sessions.changes.taken import Taken, is_taken
from mentoring.sessions.changes.turns import take_all_turns, take_turns
from mentoring.sessions.model import Slot, Span, Why
from mentoring.sessions.rooms import room
from mentoring.sessions.rows import slot_value
from mentoring.sessions.rules.free_times import Around, busy_with, day_off
from mentoring.sessions.rules.times import WEEK, occurrences, span_on
from mentoring.sessions.surroundings import (
    Defences,
    Whose,
    chunks,
    defences_of,
    profiles_of,
    taken_within,
)
from mentoring.sessions.tables import MentoringSessionRow, SessionChangeRow, SlotRow
from mentoring.students.model import Student, fresh_id
from mentoring.students.read import students
from mentoring.students.tables import StudentRow
from rules.calendar import local_date
from rules.rulebook.values import Rulebook
from sync.gc_pause import uncollected
from sync.rulebook.boards import public_holidays

DAY: Final = timedelta(days=1)


class Placed(NamedTuple):
    """How many sessions were made, changed, taken away."""

    made: int
    changed: int
    removed: int


def place_all(session: Session, rulebook: Rulebook, now: datetime) -> Placed:
    """Place every slot's sessions. Nobody books meanwhile."""
    take_all_turns(session)
    with uncollected():
        return _place(session, rulebook, now, None)


def place(session: Session, rulebook: Rulebook, now: datetime, only: Collection[str]) -> Placed:
    """Place the sessions of these students. The caller has their turn and their mentors'."""
    return _place(session, rulebook, now, frozenset(only))


def place_in_turn(
    session: Session, rulebook: Rulebook, now: datetime, only: Collection[str]
) -> Placed:
    """Place the sessions of these students, for a caller who has no turn yet."""
    row = SlotRow
    query = sa.select(row.member_id).where(row.student_id.in_(only))
    members = set(session.scalars(query))
    take_turns(session, *only, *members)
    return _place(session, rulebook, now, frozenset(only))


def _place(
    session: Session, rulebook: Rulebook, now: datetime, only: frozenset[str] | None
) -> Placed:
    session.flush()
    known = _known_students(session, only)
    slots = _slots(session, known, rulebook, now, only)
    members = {each.member_id for each in slots}
    whose = Whose(None if only is None else {*members, *only})
    within = Span(now, now + WEEK * (rulebook.sessions.weeks + 1))
    work = _Work(
        rulebook,
        now,
        known,
        profiles_of(session, whose),
        defences_of(session, rulebook, within, whose),
    )
    there = _untouched(session, now, only)
    # Where everything is placed, `there` has what nobody touched already.
    work.take(taken_within(session, within, whose, touched=only is None), there)
    work.run(slots)
    return work.write(session)


def _known_students(session: Session, only: frozenset[str] | None) -> dict[str, Student]:
    if only is None:
        return {each.id: each for each in students(session)}
    return {x.id: x for x in students(session, StudentRow.id.in_(only))}


def _slots(
    session: Session,
    known: Mapping[str, Student],
    rulebook: Rulebook,
    now: datetime,
    only: frozenset[str] | None,
) -> list[Slot]:
    """Return the slots that go on. One whose student ended, or has another mentor now, ends here."""
    row, today = SlotRow, local_date(now, rulebook.timezone)
    query = sa.select(row).where(sa.or_(row.until_day.is_(None), row.until_day >= today - DAY))
    if only is not None:
        query = query.where(row.student_id.in_(only))
    found = []
    for each in session.scalars(query.order_by(row.from_day, row.id)):
        student = known.get(each.student_id)
        over = student is None or student.ended_at or student.mentor_id != each.member_id
        if over and each.until_day is None:
            each.until_day = today - DAY
        found.append(slot_value(each))
    session.flush()
    return found


def _untouched(session: Session, now: datetime, only: frozenset[str] | None) -> list[Any]:
    """Return the sessions of slots from yesterday on, as they are."""
    row = MentoringSessionRow
    columns = (row.id, row.student_id, row.member_id, row.slot_id, row.slot_day)
    query = sa.select(*columns, row.starts, row.ends, row.status, row.touched, row.sequence)
    query = query.where(row.slot_day >= (now - DAY).date(), row.slot_id.is_not(None))
    if only is not None:
        query = query.where(row.student_id.in_(only))
    return list(session.execute(query.order_by(row.slot_day, row.id)).all())


@dataclass(slots=True)
class _Work:
    """One placing: what is there, what is wanted, and what is to be written."""

    rulebook: Rulebook
    now: datetime
    students: Mapping[str, Student]
    profiles: Mapping[str, Profile]
    defences: Defences
    taken: Taken = field(default_factory=Taken)
    there: dict[tuple[str, date], Any] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    around: dict[str, Around] = field(default_factory=dict)
    made: list[dict[str, Any]] = field(default_factory=list)
    changed: list[tuple[Any, Span | None]] = field(default_factory=list)

    def take(self, taken: Collection[Any], there: Iterable[Any]) -> None:
        """Note what takes place already, and which sessions the slots have."""
        own = list(there)
        for each in own:
            self.there[each.slot_id, each.slot_day] = each
        counted = {each.id for each in taken}
        untouched = (x for x in own if x.id not in counted and is_taken(x, self.now))
        for each in (*taken, *untouched):
            for person in (each.member_id, each.student_id):
                self.taken.add(person, Span(each.starts, each.ends), each.id)

    def run(self, slots: Iterable[Slot]) -> None:
        """Let the sessions that have their time keep it where they can, then the others look for one."""
        wanted = list(self._wanted(slots))
        for has_time in (True, False):
            for slot, day, row in wanted:
                if (row is not None and row.starts is not None) is has_time:
                    self._one(slot, day, row)

    def _wanted(self, slots: Iterable[Slot]) -> Iterable[tuple[Slot, date, Any]]:
        weeks = self.rulebook.sessions.weeks
        for slot in slots:
            for day in occurrences(slot, local_date(self.now, slot.zone), weeks):
                row = self.there.get((slot.id, day))
                if row is not None:
                    self.kept.add(row.id)
                if row is None or not (row.touched or row.status is not None):
                    yield slot, day, row

    def _one(self, slot: Slot, day: date, row: Any) -> None:
        span = span_on(slot, day)
        if span.starts <= self.now:
            return
        own = row.id if row is not None else ""
        why = self._obstacle(slot, span, own)
        wished = span if why is None else None
        had = Span(row.starts, row.ends) if row is not None and row.starts is not None else None
        if row is None:
            self._make(slot, day, wished)
        elif had != wished:
            self.changed.append((row, wished))
            self._move(row.id, slot, wished, had)

    def _obstacle(self, slot: Slot, span: Span, own: str) -> Why | None:
        around = self.around.get(slot.id)
        if around is None:
            around = self.around[slot.id] = self._around(slot)
        mentor = self.taken.near(slot.member_id, span, own)
        student = self.taken.near(slot.student_id, span, own)
        return day_off(span, around) or busy_with(span, mentor, student, around.defences)

    def _around(self, slot: Slot) -> Around:
        """Return what all sessions of the slot have to fit into; what people have is looked up day by day."""
        profile = self.profiles.get(slot.member_id, NO_PROFILE)
        student = self.students[slot.student_id]
        return Around(
            zone=self.rulebook.timezone,
            holidays=public_holidays(self.now),
            closed=self.rulebook.sessions.closed_on,
            absences=profile.absences,
            paused=student.paused_on,
            defences=[
                *self.defences.get(slot.member_id, ()),
                *self.defences.get(slot.student_id, ()),
            ],
        )

    def _make(self, slot: Slot, day: date, span: Span | None) -> None:
        made = fresh_id()
        values = blank(made, slot.student_id, slot.member_id, "weekly", span, self.now)
        values |= {"slot_id": slot.id, "slot_day": day, "video": room(self.rulebook, made)}
        self.made.append(values)
        self._move(made, slot, span)

    def _move(
        self, session_id: str, slot: Slot, span: Span | None, had: Span | None = None
    ) -> None:
        for person in (slot.member_id, slot.student_id):
            if had is not None:
                self.taken.drop(person, had, session_id)
            if span is not None:
                self.taken.add(person, span, session_id)

    def write(self, session: Session) -> Placed:
        """Write it all, and return how much that was."""
        row = MentoringSessionRow
        gone = [each for each in self.there.values() if self._is_over(each)]
        for some in chunks(each.id for each in gone):
            session.execute(sa.delete(row).where(row.id.in_(some)))
            session.execute(
                sa.delete(SessionChangeRow).where(SessionChangeRow.session_id.in_(some))
            )
        if self.made:
            session.execute(sa.insert(row), self.made)
        for each, span in self.changed:
            self._change(session, each, span)
        session.flush()
        session.expire_all()
        return Placed(len(self.made), len(self.changed), len(gone))

    def _is_over(self, row: Any) -> bool:
        """Return whether nobody touched the session, and its slot does not want it any more."""
        if row.touched or row.status is not None or row.id in self.kept:
            return False
        begun = row.starts is not None and row.starts <= self.now
        past = row.starts is None and row.slot_day < local_date(self.now, self.rulebook.timezone)
        return not begun and not past

    def _change(self, session: Session, row: Any, span: Span | None) -> None:
        table = MentoringSessionRow
        starts, ends = span or (None, None)
        session.execute(
            sa.update(table)
            .where(table.id == row.id)
            .values(starts=starts, ends=ends, sequence=row.sequence + 1, changed_at=self.now)
        )
        before, after = ({"starts": x and x.isoformat()} for x in (row.starts, starts))
        values = {"session_id": row.id, "at": self.now, "by": "", "door": "clerk"}
        session.add(SessionChangeRow(**values, before=before, after=after))


def blank(
    session_id: str, student_id: str, member_id: str, kind: str, span: Span | None, now: datetime
) -> dict[str, Any]:
    """Return the values of a new session's row."""
    starts, ends = span or (None, None)
    return {
        "id": session_id,
        "student_id": student_id,
        "member_id": member_id,
        "kind": kind,
        "starts": starts,
        "ends": ends,
        "video": "",
        "status_by": "",
        "sequence": 0,
        "changed_at": now,
        "touched": False,
        "course": "",
        "project": "",
        "funding": "",
    }
