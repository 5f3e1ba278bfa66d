"""Days as the school counts them: calendar days in its time zone, and working days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

_SATURDAY: Final = 5


def local_time(instant: datetime, zone: tzinfo) -> datetime:
    """Return the instant on a clock of that zone, with its changes to and from summer time."""
    return instant.astimezone(zone)


def local_date(instant: datetime, zone: tzinfo) -> date:
    """Return the day that a calendar on the wall of that zone shows at that instant."""
    return instant.astimezone(zone).date()


def days_between(start: datetime, end: datetime, zone: tzinfo) -> int:
    """Count calendar days from one instant to another: 1 from today at 23:59 to tomorrow at 00:01."""
    return (local_date(end, zone) - local_date(start, zone)).days


def is_working_day(day: date, is_holiday: Callable[[date], bool]) -> bool:
    """Return whether the day is a Monday to Friday and not a public holiday."""
    return day.weekday() < _SATURDAY and not is_holiday(day)


def last_working_day_on_or_before(day: date, is_holiday: Callable[[date], bool]) -> date:
    """Return the day itself, or the nearest working day before it."""
    while not is_working_day(day, is_holiday):
        day -= timedelta(days=1)
    return day
