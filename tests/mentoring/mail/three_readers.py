"""A calendar with one event, as three readers of calendars read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import recurring_ical_events
import vobject
from icalendar import Calendar


@dataclass(frozen=True)
class Read:
    """What a reader understood."""

    uid: str
    starts: datetime
    ends: datetime
    sequence: int
    summary: str
    status: str
    organizer: str
    attendee: str


def _text(entry: Any, name: str) -> str:
    return str(entry.get(name, ""))


def by_icalendar(content: bytes) -> Read:
    [entry] = Calendar.from_ical(content).walk("VEVENT")
    return _of_entry(entry)


def by_recurring(content: bytes) -> Read:
    found = recurring_ical_events.of(Calendar.from_ical(content))
    [entry] = found.between(date(2000, 1, 1), date(2100, 1, 1))
    return _of_entry(entry)


def _of_entry(entry: Any) -> Read:
    return Read(
        _text(entry, "UID"),
        entry["DTSTART"].dt,
        entry["DTEND"].dt,
        int(entry["SEQUENCE"]),
        _text(entry, "SUMMARY"),
        _text(entry, "STATUS"),
        _text(entry, "ORGANIZER"),
        _text(entry, "ATTENDEE"),
    )


def by_vobject(content: bytes) -> Read:
    entry = vobject.readOne(content.decode()).vevent
    return Read(
        entry.uid.value,
        entry.dtstart.value.astimezone(UTC),
        entry.dtend.value.astimezone(UTC),
        int(entry.sequence.value),
        entry.summary.value,
        entry.status.value,
        entry.organizer.value if hasattr(entry, "organizer") else "",
        entry.attendee.value if hasattr(entry, "attendee") else "",
    )


def read(content: bytes) -> Read:
    """What all three understood, alike."""
    first = by_icalendar(content)
    assert by_recurring(content) == first and by_vobject(content) == first
    return first
