"""Outcomes, reminders, feeds"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.storage.database import UTCDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add outcomes, reminders, cards made afterwards, and feeds of calendars."""
    op.create_table(
        "occasions",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("occasion", sa.String(length=32), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("done_at", UTCDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("card_id", "kind", "occasion", name=op.f("pk_occasions")),
    )
    op.create_index(op.f("ix_occasions_board_id"), "occasions", ["board_id"])
    op.create_table(
        "outcomes",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("held", UTCDateTime(timezone=True), nullable=True),
        sa.Column("at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("student_until", UTCDateTime(timezone=True), nullable=True),
        sa.Column("validator_until", UTCDateTime(timezone=True), nullable=True),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_outcomes")),
    )
    op.create_index(op.f("ix_outcomes_board_id"), "outcomes", ["board_id"])
    op.create_table(
        "follow_ups",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("made_id", sa.String(length=64), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("attached", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", "kind", name=op.f("pk_follow_ups")),
    )
    op.create_index(op.f("ix_follow_ups_made_id"), "follow_ups", ["made_id"])
    op.create_table(
        "feeds",
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", UTCDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member_id", "kind", name=op.f("pk_feeds")),
    )
    op.create_index(op.f("ix_feeds_token_hash"), "feeds", ["token_hash"])
    op.create_table(
        "feed_events",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("starts", UTCDateTime(timezone=True), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", UTCDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_feed_events")),
    )
    op.create_index(op.f("ix_feed_events_board_id"), "feed_events", ["board_id"])
    op.create_index(op.f("ix_feed_events_starts"), "feed_events", ["starts"])
