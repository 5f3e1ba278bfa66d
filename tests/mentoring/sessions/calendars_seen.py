"""What a calendar that subscribes to a mentor's sessions sees over time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import recurring_ical_events
from icalendar import Calendar
from weekly import PARIS, Weekly

from mentoring.calendars.events import KEPT
from mentoring.calendars.ics import calendar
from mentoring.sessions.feed import session_events
from mentoring.sessions.model import FREE

Shown = tuple[Any, ...]


@dataclass
class CalendarsSeen:
    """Each event as it was seen last, by UID: its `SEQUENCE`, and all else that it shows."""

    last: dict[str, tuple[int, Shown]] = field(default_factory=dict)

    def look(self, made: Weekly, who: str) -> None:
        """Read this person's calendar. Expanded, it is the table; whatever changed has counted up."""
        found = _expanded(made, who)
        table = {
            f"{x.id}-session@greffier": (x.starts, x.ends, x.status in FREE)
            for x in made.sessions()
            if x.member_id == who and x.starts is not None and x.starts > made.time - KEPT
        }
        told = {uid: (*shown[:2], shown[2] == "CANCELLED") for uid, (_, shown) in found.items()}
        assert told == table
        for uid, (sequence, shown) in found.items():
            before, known = self.last.get(uid, (-1, ()))
            assert sequence > before or (sequence, shown) == (before, known)
        self.last |= found


def _expanded(made: Weekly, who: str) -> dict[str, tuple[int, Shown]]:
    with made.database.transaction() as session:
        events = session_events(session, who, made.time)
    text = calendar(events, "Sessions", PARIS, "fr")
    entries = recurring_ical_events.of(Calendar.from_ical(text)).between(
        date(2020, 1, 1), date(2100, 1, 1)
    )
    found = {str(each["UID"]): (int(each["SEQUENCE"]), _shown(each)) for each in entries}
    assert len(found) == len(entries), "each session is one event"
    assert not any("RRULE" in each for each in entries)
    return found


def _shown(entry: Any) -> Shown:
    return (
        *(entry["DTSTART"].dt, entry["DTEND"].dt),
        *(str(entry.get("STATUS", "")), str(entry["SUMMARY"])),
    )
