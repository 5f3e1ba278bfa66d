"""Who was asked to take a card, and who was reminded of an empty profile"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    """Add the tables, empty: nobody was asked or reminded yet."""
    at = sync.storage.database.UTCDateTime
    op.create_table(
        "asks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", at(), nullable=False),
        sa.Column("until", at(), nullable=False),
        sa.Column("due", at(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ending", sa.String(length=16), nullable=False),
        sa.Column("told_at", at(), nullable=True),
        sa.Column("closed_at", at(), nullable=True),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
    )
    op.create_index(
        "ix_asks_open",
        "asks",
        ["card_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    for column in ("card_id", "board_id", "member_id", "token_hash"):
        op.create_index(op.f(f"ix_asks_{column}"), "asks", [column])
    op.create_table(
        "profile_reminders",
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", at(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_profile_reminders")),
    )
