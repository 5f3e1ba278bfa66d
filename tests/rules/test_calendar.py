"""Days as the school counts them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import (
    days_between,
    is_working_day,
    last_working_day_on_or_before,
    local_date,
    local_time,
)
from rules.rulebook.values import USUAL_NOTICE

PARIS = ZoneInfo("Europe/Paris")
DAYS = st.dates(date(1950, 1, 1), date(2200, 1, 1))


def test_a_day_begins_at_midnight_in_the_zone():
    assert local_date(datetime(2026, 3, 1, 22, 59, tzinfo=UTC), PARIS) == date(2026, 3, 1)
    assert local_date(datetime(2026, 3, 1, 23, 0, tzinfo=UTC), PARIS) == date(2026, 3, 2)
    assert local_time(datetime(2026, 7, 1, 12, tzinfo=UTC), PARIS).hour == 14


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-03-01T22:59Z", "2026-03-01T23:01Z", 1),
        ("2026-03-28T23:30Z", "2026-03-29T22:30Z", 1),  # a day of 23 hours
        ("2026-10-24T22:30Z", "2026-10-25T22:30Z", 0),  # a day of 25 hours
        ("2026-03-10T12:00Z", "2026-03-01T12:00Z", -9),
    ],
)
def test_days_are_those_of_the_calendar_through_changes_of_clock(start, end, days):
    instants = (datetime.fromisoformat(start), datetime.fromisoformat(end))
    assert days_between(*instants, PARIS) == days


@given(DAYS)
def test_the_two_windows_of_a_defence_agree(when):
    notice = USUAL_NOTICE["soutenances"]
    for defence in notice.dates(when):
        first, last = notice.days_for(defence)
        assert first <= when <= last
    assert (notice.dates(when)[1] - when).days == 21


@given(DAYS, st.sets(DAYS, max_size=5))
def test_the_last_working_day_is_a_working_day_and_the_nearest(when, holidays):
    last = last_working_day_on_or_before(when, holidays.__contains__)
    assert last <= when
    assert is_working_day(last, holidays.__contains__)
    between = range(last.toordinal() + 1, when.toordinal() + 1)
    assert not any(is_working_day(date.fromordinal(day), holidays.__contains__) for day in between)


def test_week_ends_and_holidays_are_skipped():
    holidays = {date(2026, 4, 6), date(2026, 5, 1)}.__contains__
    assert last_working_day_on_or_before(date(2026, 4, 6), holidays) == date(2026, 4, 3)
    assert last_working_day_on_or_before(date(2026, 4, 7), holidays) == date(2026, 4, 7)
