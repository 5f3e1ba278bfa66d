"""Sessions of the simulated year: a slot for each student, evenings at which mentors close what is over,
what cannot take place placed anew; and whether every occurrence is there once and each counter explained.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

import sqlalchemy as sa

from bench.year_people import DAY, Year
from mentoring.sessions.counts import read_counts
from mentoring.sessions.model import FREE, STATUSES, Slot, Span
from mentoring.sessions.rows import slot_value
from mentoring.sessions.rules.free_times import week_closed
from mentoring.sessions.rules.times import monday_of, occurrences, week_span
from mentoring.sessions.service import Refused, Report, Sessions, SlotWish, Unknown
from mentoring.sessions.tables import MentoringSessionRow, SessionChangeRow, SlotRow
from mentoring.sessions.views.session_view import SessionView
from mentoring.students.read import counted, mentored_by
from rules.calendar import local_date
from sync.rulebook.boards import public_holidays
from tests.simulation import START

EVENING = timedelta(hours=10, minutes=30)
"""After the start of a day, which is at nine (UTC): half past eight in winter in Paris."""

MINUTES = tuple(range(9 * 60, 18 * 60, 60))
PATIENT = 5 * DAY
"""So long a session may lack its status: a mentor forgets an evening, and has days off."""

CLOSURES = """
[sessions]
closures = ["2026-08-03/2026-08-14", "2026-12-21/2027-01-03"]
"""


@dataclass
class Weeks:
    """What mentors do with their students, week after week; `wrong` is what should not be."""

    year: Year
    wrong: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.year.seed} sessions")
        for day in range(1, self.year.days):
            self.year.at(START + day * DAY + EVENING, self.evening)

    @property
    def service(self) -> Sessions:
        return Sessions(self.year.parts.database, self.year.parts.rules)

    def evening(self) -> None:
        """Every mentor looks at their week: new students first, then what is over, then what has no time."""
        for name in self.year.names:
            member = self.year.id(name)
            if self.chance.random() < 0.1:
                continue  # forgotten, until tomorrow
            self._newcomers(member)
            week = self.service.my_week(member)
            for each in week.unset:
                self._close(member, each)
            for each in week.unplaced:
                self._place(member, each)

    def _try(self, what: str, act: Callable[[], object]) -> bool:
        """Press; the process may die before the answer, or just after what was written."""
        self.year.simulation.point("before a press")
        try:
            act()
        except (Refused, Unknown):
            self.done[f"refused: {what}"] += 1
            return False
        self.done[what] += 1
        self.year.simulation.point("after a press")
        return True

    def _newcomers(self, member: str) -> None:
        """Students without a slot get one; the sessions of a take-over are those of the new mentor."""
        with self.year.parts.database.transaction() as session:
            mine = mentored_by(session, member)
            slot = SlotRow
            open_ = sa.select(slot.student_id).where(slot.until_day.is_(None))
            have = set(session.scalars(open_))
        for each in mine:
            if each.id not in have:
                wish = SlotWish(self.chance.randrange(5), self.chance.choice(MINUTES), 45)
                self._try("slots", lambda x=each, y=wish: self.service.set_slot(member, x.id, y))  # type: ignore[misc]

    def _close(self, member: str, each: SessionView) -> None:
        lot = self.chance.random()
        if lot < 0.8:
            report = Report(goals=[f"Objectif {self.done['done']}"], more="Bien.")
            self._try("done", lambda: self.service.finish(member, each.id, report))
        elif lot < 0.95:
            self._try("absent", lambda: self.service.set_status(member, each.id, "absent"))

    def _place(self, member: str, each: SessionView) -> None:
        """One of three free times, else it is called off; some wait for another evening."""
        if each.free and self.chance.random() < 0.7:
            starts = each.free[0].starts
            self._try("placed", lambda: self.service.move(member, each.id, starts))
        elif self.chance.random() < 0.3:
            off = "called-off"
            self._try("called off", lambda: self.service.set_status(member, each.id, off))

    # What came of it

    def end(self) -> None:
        """Judge the whole, from the tables alone."""
        with self.year.parts.database.transaction() as session:
            rows = list(session.scalars(sa.select(MentoringSessionRow)))
            slots = [slot_value(each) for each in session.scalars(sa.select(SlotRow))]
            history = list(session.scalars(sa.select(SessionChangeRow.after)))
        self._each_once(rows, slots)
        self._no_overlap(rows)
        self._told_by_people(history)
        self._counters(rows)
        self.done["sessions"] = len(rows)

    def _each_once(self, rows: list[MentoringSessionRow], slots: Sequence[Slot]) -> None:
        """Every occurrence that was placed and is over is there, once."""
        there = Counter((each.slot_id, each.slot_day) for each in rows if each.slot_id)
        self.wrong += [f"double: {key}" for key, count in there.items() if count > 1]
        today = self.year.simulation.now.date()
        for slot in slots:
            first = slot.from_day
            weeks = (today - first).days // 7
            for day in occurrences(slot, first + DAY, max(0, weeks)):
                if first < day < today - DAY and (slot.id, day) not in there:
                    self.wrong.append(f"lost: {slot.id} {day}")

    def _no_overlap(self, rows: list[MentoringSessionRow]) -> None:
        """Nobody is in two sessions at once."""
        spans: dict[str, list[Span]] = {}
        for each in rows:
            if each.starts and each.ends and each.status not in FREE:
                for person in (each.member_id, each.student_id):
                    spans.setdefault(person, []).append(Span(each.starts, each.ends))
        for person, found in spans.items():
            found.sort()
            if any(a.meets(b) for a, b in pairwise(found)):
                self.wrong.append(f"overlap: {person}")

    def _told_by_people(self, history: list[dict[str, object]]) -> None:
        odd = {each.get("status") for each in history} - {None, *STATUSES}
        self.wrong += [f"status: {each}" for each in odd]

    def _counters(self, rows: list[MentoringSessionRow]) -> None:
        """Both counters are what one finds by counting, and each one counted has its reason."""
        now, rulebook = self.year.simulation.now, self.year.parts.rulebook
        with self.year.parts.database.transaction() as session:
            counts, every = read_counts(session, rulebook, now), counted(session)
        unset = [x for x in rows if x.status is None and x.ends is not None and x.ends <= now]
        if counts.unset != len(unset):
            self.wrong.append(f"unset: {counts.unset} counted, {len(unset)} found")
        self.wrong += [f"forgotten: {x.id}" for x in unset if x.ends and now - x.ends > PATIENT]
        monday = monday_of(local_date(now, rulebook.timezone))
        span = week_span(monday, rulebook.timezone)
        live = {
            x.student_id
            for x in rows
            if x.starts and span.starts <= x.starts < span.ends and x.status not in FREE
        }
        closed = week_closed(monday, public_holidays(now), rulebook.sessions.closed_on)
        empty = [] if closed else [x for x in every if x.id not in live]
        if counts.without_session != len(empty):
            self.wrong.append(f"empty: {counts.without_session} counted, {len(empty)} found")
        for student in empty:
            why = _why_empty(rows, student.id, monday, now)
            self.done[f"empty week: {why}"] += 1
            if not why:
                self.wrong.append(f"an empty week without a reason: {student.id}")


def _why_empty(
    rows: list[MentoringSessionRow], student_id: str, monday: date, now: datetime
) -> str:
    """Why a student has no session this week: it waits for a time, was not held, or they just began."""
    sunday = monday + timedelta(days=6)
    mine = [each for each in rows if each.student_id == student_id]
    week = [x for x in mine if x.slot_day is not None and monday <= x.slot_day <= sunday]
    if any(each.starts is None and each.status is None for each in week):
        return "to be placed"
    if any(each.status in FREE for each in week):
        return "not held"
    if any(each.starts is not None and each.starts.date() != each.slot_day for each in week):
        return "moved to another week"
    first = min((x.slot_day for x in mine if x.slot_day is not None), default=None)
    return "begins later" if first is None or first > now.date() - timedelta(days=7) else ""
