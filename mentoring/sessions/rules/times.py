"""Wall clocks and weeks. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from mentoring.sessions.model import Slot, Span

WEEK = timedelta(days=7)


def at_wall(day: date, minute: int, zone: tzinfo) -> datetime:
    """Return the instant (UTC) at which clocks of that zone show this minute of the day. What comes
    twice in autumn is the first; what is left out in spring comes as much later as the clocks jump.
    """
    return datetime.combine(day, time(minute // 60, minute % 60), zone).astimezone(UTC)


def span_on(slot: Slot, day: date) -> Span:
    """Return when the slot's session of that day takes place."""
    starts = at_wall(day, slot.minute, slot.zone)
    return Span(starts, starts + timedelta(minutes=slot.length))


def occurrences(slot: Slot, today: date, weeks: int) -> Iterator[date]:
    """Yield the days of the slot's sessions from today on, so many weeks ahead."""
    first = max(today, slot.from_day)
    day = first + timedelta(days=(slot.weekday - first.weekday()) % 7)
    while day < today + WEEK * weeks and slot.covers(day):
        yield day
        day += WEEK


def monday_of(day: date) -> date:
    """Return the Monday of that day's week."""
    return day - timedelta(days=day.weekday())


def week_span(monday: date, zone: tzinfo) -> Span:
    """Return the week that begins on this Monday, from midnight to midnight of that zone."""
    return Span(at_wall(monday, 0, zone), at_wall(monday + WEEK, 0, zone))
