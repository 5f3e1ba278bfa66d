"""When somebody's own calendar is busy, and nothing else of it: no title, no place, no guest. Pure.

Programs repeat events by rules with exceptions and moved occurrences: recurring-ical-events expands them.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final, NamedTuple

import recurring_ical_events
from icalendar import Calendar

from mentoring.calendars.unreadable import Unreadable

WEEKS: Final = 8
MOST_EVENTS: Final = 5_000
MOST_BUSY: Final = 2_000
PATIENCE: Final = 5.0
"""Seconds of work for one calendar: a rule may be written to be endless."""

OURS: Final = "@greffier"
"""What the names of our own events end with: sessions are known to be busy already."""

OFTEN: Final = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
WEEK: Final = timedelta(days=7)


class Busy(NamedTuple):
    """A stretch of time, UTC, its end excluded."""

    starts: datetime
    ends: datetime


def busy_spans(content: bytes, now: datetime, zone: tzinfo) -> list[Busy]:
    """Return when this calendar is busy in the `WEEKS` from `now` on: UTC, put together and in order. Whole
    days and times without a zone are those of `zone`. Raises `Unreadable`.
    """
    deadline = time.monotonic() + PATIENCE
    try:
        found = Calendar.from_ical(content)
        kept = _kept(found)
        spans = list(_spans(kept, now, zone, deadline))
    except Unreadable:
        raise
    except Exception as error:  # whatever a stranger's file may hold, it is only unreadable
        raise Unreadable("no-calendar") from error
    return joined(spans)


def joined(spans: Iterable[Busy]) -> list[Busy]:
    """Return the same time in as few stretches as can be, in order; at most `MOST_BUSY` of them."""
    found: list[Busy] = []
    for each in sorted(spans):
        if found and each.starts <= found[-1].ends:
            found[-1] = Busy(found[-1].starts, max(found[-1].ends, each.ends))
        else:
            found.append(each)
    return found[:MOST_BUSY]


def _kept(found: Any) -> Calendar:
    """Return the calendar without what is free, cancelled, ours or endless."""
    events = found.walk("VEVENT")
    if len(events) > MOST_EVENTS:
        raise Unreadable("too-much")
    made = Calendar()
    for name in ("PRODID", "VERSION", "X-WR-TIMEZONE"):
        if name in found:
            made[name] = found[name]
    for each in found.walk("VTIMEZONE"):
        made.add_component(each)
    for each in events:
        if _counts(each):
            made.add_component(each)
    return made


def _counts(event: Any) -> bool:
    free = str(event.get("TRANSP", "OPAQUE")).upper() == "TRANSPARENT"
    off = str(event.get("STATUS", "")).upper() == "CANCELLED"
    ours = str(event.get("UID", "")).endswith(OURS)
    rules = event.get("RRULE", [])
    often = {
        str(freq).upper()
        for each in (rules if isinstance(rules, list) else [rules])
        for freq in each.get("FREQ", [])
    }
    return not (free or off or ours or often & OFTEN) and "DTSTART" in event


def _spans(kept: Calendar, now: datetime, zone: tzinfo, deadline: float) -> Iterator[Busy]:
    expanded = recurring_ical_events.of(kept)
    for week in range(WEEKS):
        if time.monotonic() > deadline:
            raise Unreadable("too-much")
        first = now + WEEK * week
        for each in expanded.between(first, first + WEEK):
            span = _span(each, zone)
            if span is not None:
                yield span


def _span(event: Any, zone: tzinfo) -> Busy | None:
    starts = _instant(event["DTSTART"].dt, zone)
    if "DTEND" in event:
        ends = _instant(event["DTEND"].dt, zone)
    elif "DURATION" in event:
        ends = starts + event["DURATION"].dt
    else:
        whole = not isinstance(event["DTSTART"].dt, datetime)
        ends = starts + (timedelta(days=1) if whole else timedelta())
    return Busy(starts, ends) if ends > starts else None


def _instant(value: date | datetime, zone: tzinfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=zone)
    elif value.tzinfo is None:
        value = value.replace(tzinfo=zone)
    return value.astimezone(UTC)
