"""Weeks on the wall, short notices and the ladder of days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from rules.reports.agenda import is_short_notice, rung, weeks_from
from rules.rulebook.values import BoardRules

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(("weekday", "rows"), [(0, 6), (1, 7), (6, 7)])
def test_six_whole_weeks_from_today_on_are_there_monday_first(weekday: int, rows: int) -> None:
    today = date(2026, 3, 2) + timedelta(days=weekday)
    weeks = weeks_from(today, ())
    assert len(weeks) == rows
    days = [day.date for week in weeks for day in week]
    assert days == [date(2026, 3, 2) + timedelta(days=n) for n in range(7 * rows)]
    assert days[-1] >= today + timedelta(days=41)


def test_week_ends_holidays_past_and_today_are_marked() -> None:
    weeks = weeks_from(date(2026, 4, 8), {date(2026, 4, 6)})
    monday, tuesday, wednesday, *_, saturday, sunday = weeks[0]
    assert (monday.holiday, monday.past, monday.weekend) == (True, True, False)
    assert (tuesday.past, tuesday.today, wednesday.today, wednesday.past) == (
        True,
        False,
        True,
        False,
    )
    assert saturday.weekend and sunday.weekend and not saturday.past


@pytest.mark.parametrize(("days", "short"), [(13, True), (14, False), (21, False), (0, True)])
def test_a_notice_is_short_below_what_the_board_asks_for(days: int, short: bool) -> None:
    put = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # 23:30 in Paris
    due = datetime(2026, 3, 2, 8, 0, tzinfo=UTC) + timedelta(days=days)
    assert is_short_notice(_rules(), put, due, PARIS) is short


def test_no_notice_is_short_where_none_is_asked_for_or_known() -> None:
    put = datetime(2026, 3, 2, tzinfo=UTC)
    assert not is_short_notice(_rules("off"), put, put + timedelta(days=1), PARIS)
    assert not is_short_notice(_rules(), None, put, PARIS)
    assert not is_short_notice(_rules(), put, None, PARIS)


@pytest.mark.parametrize(("left", "step"), [(0, 3), (3, 3), (4, 7), (7, 7), (14, 14), (15, 0)])
def test_the_nearest_step_of_the_ladder(left: int, step: int) -> None:
    assert rung(left, (14, 7, 3)) == step


def _rules(severity: str = "warns") -> BoardRules:
    weights = MappingProxyType({"notice": severity})
    return BoardRules("s", "soutenances", "b", ("i",), ("p",), weights)  # type: ignore[arg-type]
