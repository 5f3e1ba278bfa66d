"""How a mentor's students reach them: kept, read, forgotten with the profile."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.contact_tables import BusyCalendarRow, MentorContactRow, OfferedTimeRow

MOST_OFFERED: Final = 5


@dataclass(frozen=True, slots=True)
class Contact:
    """The address at which students answer, and the room in which they meet; "" where none is given."""

    email: str = ""
    video: str = ""


def contact_of(session: Session, member_id: str) -> Contact:
    """Return what this mentor gave."""
    row = session.get(MentorContactRow, member_id)
    return Contact(row.email, row.video) if row is not None else Contact()


def rooms_of(session: Session, member_ids: Collection[str]) -> dict[str, str]:
    """Return the rooms of those among these mentors who have one of their own, by member id."""
    row = MentorContactRow
    query = sa.select(row.member_id, row.video).where(
        row.member_id.in_(member_ids), row.video != ""
    )
    return {each.member_id: each.video for each in session.execute(query)}


def keep_contact(session: Session, member_id: str, contact: Contact, at: datetime) -> None:
    """Write down what this mentor gives."""
    row = session.get(MentorContactRow, member_id)
    if row is None:
        row = MentorContactRow(member_id=member_id)
        session.add(row)
    row.email, row.video, row.at = contact.email, contact.video, at
    session.flush()


def offered_times(session: Session, member_id: str, now: datetime) -> list[datetime]:
    """Return the times to come at which this mentor offers a first session."""
    row = OfferedTimeRow
    query = sa.select(row.starts).where(row.member_id == member_id, row.starts > now)
    return list(session.scalars(query.order_by(row.starts)))


def offer_times(session: Session, member_id: str, starts: Iterable[datetime]) -> None:
    """Offer these times instead of those before; of more than `MOST_OFFERED`, the earliest."""
    row = OfferedTimeRow
    session.execute(sa.delete(row).where(row.member_id == member_id))
    wanted: Sequence[datetime] = sorted(set(starts))[:MOST_OFFERED]
    session.add_all(row(member_id=member_id, starts=each) for each in wanted)
    session.flush()


def calendar_of(session: Session, member_id: str) -> tuple[datetime | None, str] | None:
    """Return when this mentor's own calendar was last read, and why the last try failed ("" where it did
    not). None where they gave none.
    """
    row = session.get(BusyCalendarRow, member_id)
    return (row.read_at, row.error) if row is not None else None


def forget_contact(session: Session, member_id: str) -> bool:
    """Forget all that this mentor gave. Returns whether there was anything."""
    count = 0
    tables: tuple[type[Any], ...] = (MentorContactRow, OfferedTimeRow, BusyCalendarRow)
    for table in tables:
        found: Any = session.execute(sa.delete(table).where(table.member_id == member_id))
        count += found.rowcount
    return count > 0
