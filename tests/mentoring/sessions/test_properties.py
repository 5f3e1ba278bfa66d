"""Whatever people press, in whatever order, and however often the clerk is killed while it places."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
import sqlalchemy as sa
from calendars_seen import CalendarsSeen
from databases import postgres_database
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from weekly import MONDAY, PARIS, weekly

from mentoring.sessions.changes.place_ahead import place_all
from mentoring.sessions.chores import climb
from mentoring.sessions.counts import read_counts
from mentoring.sessions.model import FREE, MentoringSession, Slot
from mentoring.sessions.rows import slot_value
from mentoring.sessions.rules.ladder import Due
from mentoring.sessions.rules.times import at_wall, span_on
from mentoring.sessions.service import Refused, Report, SlotWish, Unknown
from mentoring.sessions.tables import SlotRow
from mentoring.students.read import students

ZONES = ("", "America/Toronto", "Asia/Kolkata", "Pacific/Auckland")


SPRING = MONDAY
AUTUMN = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
"""Six weeks from either the clocks change."""
WHO = ("zoe", "ines", "malik")


index = st.integers(0, 40)


quarters = st.sampled_from((38, 40, 41, 43))
"""Quarters of an hour of the day, near enough for sessions to meet."""


class Weeks(RuleBasedStateMachine):
    """People who book, move, cancel, correct, undo, leave and come back; the clerk places and dies."""

    url: str | None = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="weeks-"))
        self.opened = weekly(self.folder, self.url)
        self.made = self.opened.__enter__()
        self.known: list[str] = []
        self.changes: list[tuple[str, int]] = []
        self.told: list[Due] = []
        self.calendars = {each: CalendarsSeen() for each in WHO}

    def teardown(self) -> None:
        with self.made.database.transaction() as session:
            for table in reversed(sa.inspect(session.connection()).get_table_names()):
                if table in EMPTIED:
                    session.execute(sa.text(f"DELETE FROM {table}"))
        self.opened.__exit__(None, None, None)
        shutil.rmtree(self.folder, ignore_errors=True)

    @initialize(zone=st.sampled_from(ZONES), begins=st.sampled_from((SPRING, AUTUMN)))
    def somebody(self, zone: str, begins: datetime) -> None:
        self.made.time = begins
        self.known.append(self.made.student("Léa Dupont", "zoe", zone))

    @rule(who=st.sampled_from(WHO), zone=st.sampled_from(ZONES))
    def student(self, who: str, zone: str) -> None:
        if len(self.known) < 4:
            self.known.append(self.made.student(f"Ada Morel{len(self.known)}", who, zone))

    @rule(which=index, day=st.integers(0, 3), minute=quarters, zone=st.sampled_from(ZONES))
    def slot(self, which: int, day: int, minute: int, zone: str) -> None:
        wish = SlotWish(day, minute * 15, zone=zone)
        self._try(lambda: self.made.service.set_slot("helene", self._one(which), wish))

    @rule(which=index, days=st.integers(0, 4), quarter=quarters)
    def book(self, which: int, days: int, quarter: int) -> None:
        at = at_wall(self.made.time.date() + timedelta(days=days), quarter * 15, PARIS)
        self._try(lambda: self.made.service.book("helene", self._one(which), at))

    @rule(which=index, hours=st.sampled_from((-24, -1, 1, 24, 48, 72)))
    def move(self, which: int, hours: int) -> None:
        one = self._session(which)
        if one is not None:
            at = (one.starts or self.made.time) + timedelta(hours=hours)
            self._try(lambda: self.made.service.move("helene", one.id, at))

    @rule(
        which=index,
        status=st.sampled_from(("done", "absent", "cancel", "called-off")),
        before=st.none() | st.integers(0, 60),
    )
    def status(self, which: int, status: str, before: int | None) -> None:
        one = self._session(which)
        if one is not None:
            told = None if before is None else self.made.time - timedelta(hours=before)
            self._try(lambda: self.made.service.set_status("helene", one.id, status, told))

    @rule(which=index, hours=st.none() | st.integers(1, 300))
    def finish(self, which: int, hours: int | None) -> None:
        one = self._session(which)
        if one is not None:
            at = None if hours is None else self.made.time + timedelta(hours=hours)
            report = Report(more="Bien", goals=["Lire"], next_at=at)
            self._try(lambda: self.made.service.finish("helene", one.id, report))

    @precondition(lambda self: self.changes)
    @rule(which=index)
    def undo(self, which: int) -> None:
        session_id, change = self.changes[which % len(self.changes)]
        self._try(lambda: self.made.service.undo("helene", session_id, change))

    @rule(who=st.sampled_from(WHO), days=st.integers(0, 30), long=st.integers(0, 9))
    def absence(self, who: str, days: int, long: int) -> None:
        first = self.made.time.date() + timedelta(days=days)
        self.made.absent(who, first, first + timedelta(days=long))

    @rule(which=index, days=st.integers(0, 20), long=st.none() | st.integers(0, 9))
    def pause(self, which: int, days: int, long: int | None) -> None:
        first = self.made.time.date() + timedelta(days=days)
        last = None if long is None else first + timedelta(days=long)
        self._try(lambda: self.made.service.pause("helene", self._one(which), first, last))

    @rule(which=index, who=st.sampled_from(WHO))
    def give(self, which: int, who: str) -> None:
        self._try(lambda: self.made.service.give("helene", self._one(which), who))

    @rule(which=index, who=st.sampled_from(WHO))
    def colleague(self, which: int, who: str) -> None:
        one = self._session(which)
        if one is not None:
            self._try(lambda: self.made.service.hand_to("helene", one.id, who))

    @rule(which=index, back=st.booleans())
    def end(self, which: int, back: bool) -> None:
        service, student = self.made.service, self._one(which)
        self._try(lambda: service.end_course("helene", student, "left"))
        if back:
            self._try(lambda: service.reopen_course("helene", student))

    @rule(hours=st.sampled_from((1, 6, 24, 70)))
    def later(self, hours: int) -> None:
        self.made.later(hours=hours)

    @rule(killed=st.booleans(), again=st.booleans())
    def place(self, killed: bool, again: bool) -> None:
        """The night: what a person touched and what has a status is left; again changes nothing."""
        before = {x.id: x for x in self.made.sessions() if x.touched or x.status}
        if killed:
            self._place_and_die()
        self.made.place()
        after = {x.id: x for x in self.made.sessions()}
        assert {key: after.get(key) for key in before} == before
        if again:
            assert self.made.place() == (0, 0, 0)
        self._on_the_wall()

    @rule()
    def ladder(self) -> None:
        with self.made.database.transaction() as session:
            found = climb(session, self.made.rulebook, self.made.time)
        unset = {x.member_id for x in self.made.sessions() if x.unset_at(self.made.time)}
        assert {each.member_id for each in found} <= unset
        assert not set(found) & set(self.told)
        self.told += found

    @rule(who=st.sampled_from(WHO))
    def calendar(self, who: str) -> None:
        self.calendars[who].look(self.made, who)

    @invariant()
    def nobody_is_in_two_places(self) -> None:
        live = [x for x in self.made.sessions() if x.live and x.span is not None]
        for one, two in combinations(live, 2):
            shared = one.member_id == two.member_id or one.student_id == two.student_id
            assert one.span and two.span and not (shared and one.span.meets(two.span))

    @invariant()
    def each_occurrence_exists_once(self) -> None:
        days = [(x.slot_id, x.slot_day) for x in self.made.sessions() if x.slot_id]
        assert len(days) == len(set(days))

    @invariant()
    def both_counters_are_explained(self) -> None:
        with self.made.database.transaction() as session:
            counts = read_counts(session, self.made.rulebook, self.made.time)
            every = students(session)
        found = self.made.sessions()
        assert counts.unset == sum(x.unset_at(self.made.time) for x in found)
        today = self.made.time.astimezone(PARIS).date()
        monday = today - timedelta(days=today.weekday())
        week = {monday + timedelta(days=each) for each in range(7)}
        empty = 0
        for each in every:
            days = {
                x.starts.astimezone(PARIS).date()
                for x in found
                if x.student_id == each.id and x.starts and x.status not in FREE
            }
            paused = any(each.paused_on(day) for day in week)
            empty += each.active and each.ended_at is None and not paused and not days & week
        assert counts.without_session == empty

    def _place_and_die(self) -> None:
        with pytest.raises(KeyboardInterrupt), self.made.database.transaction() as session:
            place_all(session, self.made.rulebook, self.made.time)
            raise KeyboardInterrupt

    def _on_the_wall(self) -> None:
        with self.made.database.transaction() as session:
            slots: dict[str, Slot] = {x.id: slot_value(x) for x in session.query(SlotRow)}
        for each in self.made.sessions():
            if each.slot_id and each.slot_day and each.span and not each.touched:
                assert each.span == span_on(slots[each.slot_id], each.slot_day)

    def _one(self, which: int) -> str:
        return self.known[which % len(self.known)]

    def _session(self, which: int) -> MentoringSession | None:
        found = self.made.sessions()
        return found[which % len(found)] if found else None

    def _try(self, do: object) -> None:
        try:
            changed = do()  # type: ignore[operator]
        except (Refused, Unknown):
            return
        change = getattr(changed, "change_id", None)
        if change is not None:
            self.changes.append((changed.session.id, change))


EMPTIED = frozenset(
    (
        *("students", "student_cards", "student_projects", "mentorships", "slots", "goals"),
        *("mentoring_sessions", "reports", "session_changes", "session_rungs", "profiles"),
        *("members", "memberships", "boards", "cards", "card_members"),
    )
)


def test_weeks_of_pressing_on_sqlite() -> None:
    run_state_machine_as_test(
        Weeks, settings=settings(max_examples=15, stateful_step_count=25, deadline=None)
    )


def test_weeks_of_pressing_on_postgresql(postgres_server: str) -> None:
    with postgres_database(postgres_server) as url:
        machine = type("WeeksOnPostgres", (Weeks,), {"url": url})
        run_state_machine_as_test(
            machine, settings=settings(max_examples=5, stateful_step_count=20, deadline=None)
        )
