"""Days as the school counts them: calendar days in its time zone, and working days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

DEFENCE_NOTICE: Final = (timedelta(days=14), timedelta(days=21))
"""A defence is put forward two to three weeks before its date."""

TRANSFER_NOTICE: Final = timedelta(days=14)
"""A transfer is put forward two weeks before the end of the project, or earlier."""

_SATURDAY: Final = 5


def local_time(instant: datetime, zone: tzinfo) -> datetime:
    """The instant on a clock of that zone; changes of clock are the zone's business."""
    return instant.astimezone(zone)


def local_date(instant: datetime, zone: tzinfo) -> date:
    """The day that a calendar on the wall of that zone shows at that instant."""
    return instant.astimezone(zone).date()


def days_between(start: datetime, end: datetime, zone: tzinfo) -> int:
    """Calendar days from one instant to another: 1 from today at 23:59 to tomorrow at 00:01."""
    return (local_date(end, zone) - local_date(start, zone)).days


def defence_window(put_forward: date) -> tuple[date, date]:
    """The first and the last day on which a defence put forward that day can take place."""
    return put_forward + DEFENCE_NOTICE[0], put_forward + DEFENCE_NOTICE[1]


def put_forward_window(defence: date) -> tuple[date, date]:
    """The first and the last day on which a defence of that day can be put forward."""
    return defence - DEFENCE_NOTICE[1], defence - DEFENCE_NOTICE[0]


def is_working_day(day: date, is_holiday: Callable[[date], bool]) -> bool:
    """Monday to Friday, and not a public holiday."""
    return day.weekday() < _SATURDAY and not is_holiday(day)


def last_working_day_on_or_before(day: date, is_holiday: Callable[[date], bool]) -> date:
    """The day itself, or the nearest working day before it."""
    while not is_working_day(day, is_holiday):
        day -= timedelta(days=1)
    return day
