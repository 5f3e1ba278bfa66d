"""What mentors give so that their students reach them: an address, a video room, times for a first session,
and when their own calendar is busy.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base
from sync.storage.trello_tables import TrelloId


class MentorContactRow(Base):
    """Where students answer a mentor (`email`), and the room in which they meet (`video`, https)."""

    __tablename__ = "mentor_contacts"
    member_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    email: Mapped[str] = mapped_column(sa.Text, default="")
    video: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime]


class OfferedTimeRow(Base):
    """A time at which a mentor offers a first session to students of theirs who have none yet."""

    __tablename__ = "offered_times"
    member_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    starts: Mapped[datetime] = mapped_column(primary_key=True)


class BusyCalendarRow(Base):
    """The secret address of a mentor's own calendar, and when it is busy: pairs of instants (ISO, UTC),
    nothing else of it. `read_at`: of the last good answer, which is kept. `asked_at`: of the last try.
    """

    __tablename__ = "busy_calendars"
    member_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    url: Mapped[str] = mapped_column(sa.Text)
    busy: Mapped[list[Any]] = mapped_column(default=list)
    read_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(sa.String(32), default="")
