"""The tables of mail: what is to be sent, what each student was told of each session, their own pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base
from sync.storage.trello_tables import TrelloId


class MailRow(Base):
    """A mail that is to be sent, or was. It holds no text: what it says is written when it is sent.

    `key` tells what it is about: the same thing is wanted once. `member_id`: the mentor it goes to, ""
    where it goes to the student. `address`: what somebody typed who asked for a new link, until it is
    known whose it is. `due_at`: not before. `urgent`: also at night. `claimed_at`: a process is about
    to send it. `message_id` is given at the first try and stays. `error` names no address.
    """

    __tablename__ = "mails"
    __table_args__ = (
        sa.Index(
            "ix_mails_due",
            "due_at",
            sqlite_where=sa.text("sent_at IS NULL AND parked_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND parked_at IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(16))
    key: Mapped[str] = mapped_column(sa.String(160), unique=True)
    student_id: Mapped[str] = mapped_column(TrelloId, default="", index=True)
    member_id: Mapped[str] = mapped_column(TrelloId, default="")
    session_id: Mapped[str] = mapped_column(TrelloId, default="", index=True)
    address: Mapped[str] = mapped_column(sa.Text, default="")
    what: Mapped[dict[str, Any]] = mapped_column(default=dict)
    urgent: Mapped[bool] = mapped_column(default=False)
    wanted_at: Mapped[datetime]
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[str] = mapped_column(sa.Text, default="")
    sent_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(sa.String(120), default="")


class SessionMailRow(Base):
    """What the student was told of a session: when it is (None: it has no time, or does not take place).

    `sequence`: of the last invitation or cancellation that went out, None while none did. `reminded_at`:
    the reminder is sent once.
    """

    __tablename__ = "session_mails"
    session_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    student_id: Mapped[str] = mapped_column(TrelloId, index=True)
    member_id: Mapped[str] = mapped_column(TrelloId, default="")
    starts: Mapped[datetime | None]
    ends: Mapped[datetime | None]
    sequence: Mapped[int | None]
    reminded_at: Mapped[datetime | None]


class StudentPageRow(Base):
    """The student's own page and calendar, each behind a secret of which only the hash is kept; with the
    `nonce` the service makes the address again for the next mail.

    The page is open during one mentorship, until 60 days after `mailed_at`, the last mail (or gift of
    the link). `feed_read_at`: when a calendar last read the feed. `reports`: by mail too.
    """

    __tablename__ = "student_pages"
    student_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    mentorship_id: Mapped[str] = mapped_column(TrelloId)
    nonce: Mapped[str] = mapped_column(sa.String(32))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    feed_nonce: Mapped[str] = mapped_column(sa.String(32))
    feed_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_at: Mapped[datetime]
    mailed_at: Mapped[datetime]
    feed_read_at: Mapped[datetime | None]
    reports: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(sa.String(2), default="")
