"""The messages to channels: what was told where, and what is still to be sent."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base


class ChannelMessageRow(Base):
    """One thing for one channel. `claimed_at`: a process is sending it; where no `sent_at` follows,
    that process died on the way, and nobody knows whether it arrived: it is not sent again.
    `next_at`: after a failure, when to try again.
    """

    __tablename__ = "channel_messages"
    __table_args__ = (sa.UniqueConstraint("channel", "event", "key", "occasion"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    channel: Mapped[str] = mapped_column(sa.String(64))
    event: Mapped[str] = mapped_column(sa.String(32))
    key: Mapped[str] = mapped_column(sa.String(64))
    occasion: Mapped[str] = mapped_column(sa.String(64))
    wanted_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    next_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)


class ChannelStateRow(Base):
    """How a channel is doing: its last success and, since when it fails, why (no address in it)."""

    __tablename__ = "channel_states"
    channel: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    sent_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(sa.String(200), default="")
