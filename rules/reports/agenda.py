"""Weeks as a calendar on the wall shows them: Monday first, week-ends and public holidays marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from rules.calendar import days_between
from rules.rulebook.values import BoardRules

WEEKS: Final = 6
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar, in the school's zone."""

    date: date
    weekend: bool
    holiday: bool
    past: bool
    today: bool


def weeks_from(today: date, holidays: Collection[date], weeks: int = WEEKS) -> list[list[Day]]:
    """Return the week of `today` and those after it, Monday to Sunday, so that whole `weeks` from today
    on are in them.
    """
    monday = today - timedelta(days=today.weekday())
    days = (today + timedelta(weeks=weeks) - monday).days
    rows = -(-days // 7)
    starts = [monday + timedelta(weeks=row) for row in range(rows)]
    return [[_day(each + timedelta(days=n), today, holidays) for n in range(7)] for each in starts]


def _day(day: date, today: date, holidays: Collection[date]) -> Day:
    return Day(day, day.weekday() >= _SATURDAY, day in holidays, day < today, day == today)


def is_short_notice(
    rules: BoardRules, put_forward: datetime | None, due: datetime | None, zone: tzinfo
) -> bool:
    """Return whether a card was put forward later than its board's rules ask for."""
    if put_forward is None or due is None or rules.severities.get("notice") == "off":
        return False
    return days_between(put_forward, due, zone) < rules.notice.min_days


def rung(days_left: int, ladder: Sequence[int]) -> int:
    """Return the nearest of the ladder's steps that is not passed: for steps of 14, 7 and 3 days, 7
    where 5 are left; 0 where more are left than its first step.
    """
    return min((each for each in ladder if days_left <= each), default=0)
