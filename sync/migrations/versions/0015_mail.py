"""Mail: what is to be sent, what students were told, their pages, and how their mentors are reached."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _id(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=64), nullable=False)


def _at(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sync.storage.database.UTCDateTime(), nullable=nullable)


def _text(name: str, kind: Any = None) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.Text(), nullable=False)


def upgrade() -> None:
    """Add the tables, empty: nothing was mailed yet, and no page is open."""
    _outbox()
    op.create_table(
        "session_mails",
        *(_id("session_id"), _id("student_id"), _id("member_id")),
        *(_at("starts", nullable=True), _at("ends", nullable=True)),
        sa.Column("sequence", sa.Integer(), nullable=True),
        _at("reminded_at", nullable=True),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_mails")),
    )
    op.create_index(op.f("ix_session_mails_student_id"), "session_mails", ["student_id"])
    op.create_table(
        "student_pages",
        *(_id("student_id"), _id("mentorship_id")),
        *(_text("nonce", sa.String(32)), _text("token_hash", sa.String(64))),
        *(_text("feed_nonce", sa.String(32)), _text("feed_hash", sa.String(64))),
        *(_at("made_at"), _at("mailed_at"), _at("feed_read_at", nullable=True)),
        *(_text("reports", sa.Boolean()), _text("language", sa.String(2))),
        sa.PrimaryKeyConstraint("student_id", name=op.f("pk_student_pages")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_student_pages_token_hash")),
        sa.UniqueConstraint("feed_hash", name=op.f("uq_student_pages_feed_hash")),
    )
    _mentors()


def _outbox() -> None:
    op.create_table(
        "mails",
        *(_id("id"), _text("kind", sa.String(16)), _text("key", sa.String(160))),
        *(_id("student_id"), _id("member_id"), _id("session_id")),
        *(_text("address"), _text("what", sa.JSON()), _text("urgent", sa.Boolean())),
        *(_at("wanted_at"), _at("due_at"), _at("claimed_at", nullable=True)),
        *(_text("tries", sa.Integer()), _text("message_id")),
        *(_at("sent_at", nullable=True), _at("parked_at", nullable=True)),
        _text("error", sa.String(120)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("key", name=op.f("uq_mails_key")),
    )
    waiting = sa.text("sent_at IS NULL AND parked_at IS NULL")
    op.create_index(
        "ix_mails_due", "mails", ["due_at"], sqlite_where=waiting, postgresql_where=waiting
    )
    for name in ("student_id", "session_id"):
        op.create_index(op.f(f"ix_mails_{name}"), "mails", [name])


def _mentors() -> None:
    op.create_table(
        "mentor_contacts",
        *(_id("member_id"), _text("email"), _text("video"), _at("at")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_mentor_contacts")),
    )
    op.create_table(
        "offered_times",
        *(_id("member_id"), _at("starts")),
        sa.PrimaryKeyConstraint("member_id", "starts", name=op.f("pk_offered_times")),
    )
    op.create_table(
        "busy_calendars",
        *(_id("member_id"), _text("url"), _text("busy", sa.JSON())),
        *(_at("read_at", nullable=True), _at("asked_at", nullable=True)),
        _text("error", sa.String(32)),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_busy_calendars")),
    )
