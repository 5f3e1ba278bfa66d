"""Mentors' own calendars are read every hour; the last good answer is kept until there is another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from mentoring.calendars.busy import Busy, busy_spans
from mentoring.calendars.secret_address import SecretAddress
from mentoring.calendars.unreadable import Unreadable
from mentoring.school.contact_tables import BusyCalendarRow
from rules.rulebook.values import InForce
from sync.clock import now
from sync.storage.database import Database

log = structlog.get_logger("greffier")

EVERY: Final = timedelta(hours=1)
AT_ONCE: Final = 20

Read = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class BusyCalendars:
    """A chore (`sync.runs.worker.Chore`). `read`: what is at an address; it raises `Unreadable`."""

    database: Database
    rules: InForce
    read: Read = field(default_factory=lambda: SecretAddress().read)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def tick(self) -> None:
        """Read what is due in a thread of its own: a slow calendar delays nothing else."""
        if not self._turn.locked() and self._due():
            threading.Thread(target=self._quietly, name="calendars", daemon=True).start()

    def _quietly(self) -> None:
        try:
            self.read_due()
        except SQLAlchemyError as error:
            log.warning("calendars", error=type(error).__name__)

    def read_due(self) -> int:
        """Read the calendars that are due, `AT_ONCE` at most. Returns how many could be read."""
        if not self._turn.acquire(blocking=False):
            return 0
        try:
            return sum(self._one(each) for each in self._due())
        finally:
            self._turn.release()

    def _due(self) -> Sequence[str]:
        row, at = BusyCalendarRow, now()
        old = sa.or_(row.asked_at.is_(None), row.asked_at <= at - EVERY)
        with self.database.transaction() as session:
            query = sa.select(row.member_id).where(old).order_by(row.asked_at).limit(AT_ONCE)
            return list(session.scalars(query))

    def _one(self, member_id: str) -> bool:
        at = now()
        with self.database.transaction() as session:
            row = session.get(BusyCalendarRow, member_id)
            if row is None:
                return False
            row.asked_at, url = at, row.url
        try:
            found, error = busy_spans(self.read(url), at, self.rules().timezone), ""
        except Unreadable as unreadable:
            found, error = [], unreadable.why
        with self.database.transaction() as session:
            row = session.get(BusyCalendarRow, member_id)
            if row is None or row.url != url:
                return False  # forgotten or changed meanwhile
            row.error = error
            if not error:
                row.busy, row.read_at = _plain(found), at
        if error:
            log.info("calendar not read", error=error)
        return not error


def keep_calendar(session: Session, member_id: str, url: str) -> None:
    """Keep this calendar from now on ("": none). What was read of the one before is forgotten."""
    row = session.get(BusyCalendarRow, member_id)
    if row is not None:
        session.delete(row)
        session.flush()
    if url:
        session.add(BusyCalendarRow(member_id=member_id, url=url, busy=[], error=""))
    session.flush()


def busy_of(session: Session, member_id: str) -> list[Busy]:
    """Return when this mentor's own calendar is busy, as it was read last."""
    row = session.get(BusyCalendarRow, member_id)
    pairs = row.busy if row is not None else []
    return [Busy(*(datetime.fromisoformat(each) for each in pair)) for pair in pairs]


def _plain(spans: Sequence[Busy]) -> list[list[str]]:
    return [[each.starts.isoformat(), each.ends.isoformat()] for each in spans]
