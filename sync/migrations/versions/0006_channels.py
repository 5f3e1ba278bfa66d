"""Messages to channels"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what was told to channels."""
    op.create_table(
        "channel_messages",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("occasion", sa.String(length=64), nullable=False),
        sa.Column("wanted_at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("claimed_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("sent_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("next_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_messages")),
        sa.UniqueConstraint(
            "channel", "event", "key", "occasion", name=op.f("uq_channel_messages_channel")
        ),
    )
    with op.batch_alter_table("channel_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_channel_messages_sent_at"), ["sent_at"], unique=False)
    op.create_table(
        "channel_states",
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("failing_since", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_channel_states")),
    )
