"""Bookings that meet at the same instant, and the clock that they agree on."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weekly import PARIS, Weekly, weekly

from mentoring.sessions.rules.ladder import Due, Unset, due
from mentoring.sessions.rules.times import at_wall
from mentoring.sessions.service import Refused

WHO = ("zoe", "ines", "malik")


@pytest.fixture
def made(either_url: str | None, tmp_path: Path) -> Iterator[Weekly]:
    with weekly(tmp_path, either_url) as opened:
        yield opened


def at_once(made: Weekly, tries: list[tuple[str, datetime]]) -> list[str]:
    """Book all of these at the same instant; what became of each: its id, or why not."""
    barrier = Barrier(len(tries))

    def one(student: str, at: datetime) -> str:
        barrier.wait(30)
        try:
            return made.service.book("helene", student, at).session.id
        except Refused as error:
            return error.code

    with ThreadPoolExecutor(len(tries)) as pool:
        return [each.result() for each in [pool.submit(one, *x) for x in tries]]


def test_of_twenty_who_book_one_mentor_at_once_one_is_first(made: Weekly) -> None:
    known = [made.student(f"Ada Morel{number}") for number in range(20)]
    at = made.time + timedelta(days=1)
    found = at_once(made, [(each, at) for each in known])
    assert found.count("mentor-busy") == 19
    assert len(made.sessions()) == 1


def test_twenty_bookings_that_meet_in_part_never_overlap(made: Weekly) -> None:
    known = [made.student(f"Ada Morel{number}", WHO[number % 3]) for number in range(5)]
    begin = made.time + timedelta(days=1)
    tries = [(known[x % 5], begin + timedelta(minutes=20 * (x // 2))) for x in range(20)]
    at_once(made, tries)
    live = made.sessions()
    assert live
    for one, two in combinations(live, 2):
        shared = one.member_id == two.member_id or one.student_id == two.student_id
        assert one.span and two.span and not (shared and one.span.meets(two.span))


@given(
    day=st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    minute=st.integers(0, 1439),
    zone=st.sampled_from(
        ("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Tehran")
    ),
)
def test_the_wall_clock_shows_what_was_agreed_unless_that_minute_does_not_exist(
    day: date, minute: int, zone: str
) -> None:
    shown = at_wall(day, minute, ZoneInfo(zone)).astimezone(ZoneInfo(zone))
    late = timedelta(hours=shown.hour, minutes=shown.minute) - timedelta(minutes=minute)
    assert (shown.date(), late) == (day, timedelta()) or timedelta() < late <= timedelta(hours=1)


@given(
    ends=st.lists(st.integers(0, 24 * 60 * 10), min_size=1, max_size=6),
    looks=st.lists(st.integers(0, 24 * 60 * 20), min_size=1, max_size=12),
)
def test_each_rung_is_told_once_and_not_before_its_time(ends: list[int], looks: list[int]) -> None:
    start = datetime(2026, 3, 2, tzinfo=PARIS)
    unset = [Unset("zoe", start + timedelta(minutes=each)) for each in ends]
    told: list[Due] = []
    for minute in sorted(looks):
        at = start + timedelta(minutes=minute)
        found = due([each for each in unset if each.ends <= at], told, at, PARIS, lambda _: False)
        assert not set(found) & set(told)
        assert all(each.day <= at.date() for each in found)
        told += found
    assert len(told) == len(set(told))
