"""What people have already, day by day, while sessions are placed. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from mentoring.sessions.model import FREE, Span

DAY: Final = timedelta(days=1)


@dataclass(slots=True)
class Taken:
    """What people have already, by person and day: only what is near is looked at."""

    days: dict[tuple[str, date], list[tuple[Span, str]]] = field(default_factory=dict)

    def add(self, person: str, span: Span, session_id: str) -> None:
        self.days.setdefault((person, span.starts.date()), []).append((span, session_id))

    def near(self, person: str, span: Span, but: str) -> list[Span]:
        """Return what the person has from the day before the span to its end. No session lasts a day."""
        days = {span.starts.date() - DAY, span.starts.date(), span.ends.date()}
        return [
            each
            for day in days
            for each, session_id in self.days.get((person, day), ())
            if session_id != but
        ]

    def drop(self, person: str, span: Span, session_id: str) -> None:
        found = self.days.get((person, span.starts.date()), [])
        found[:] = [each for each in found if each[1] != session_id]


def is_taken(row: Any, now: datetime) -> bool:
    """Return whether the session is to come and takes place."""
    return row.starts is not None and row.ends > now and row.status not in FREE
