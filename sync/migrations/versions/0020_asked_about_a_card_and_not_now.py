"""What is asked about a card, what managers put off, and how often secret addresses are asked"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the tables. What was asked before is about no card."""
    op.add_column(
        "notices", sa.Column("card_id", sa.String(length=64), server_default="", nullable=False)
    )
    op.create_index(op.f("ix_notices_card_id"), "notices", ["card_id"])
    op.create_table(
        "proposals_put_off",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("until", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("kind", "member_id", name=op.f("pk_proposals_put_off")),
    )
    op.create_table(
        "paces",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_paces")),
    )
    op.create_index(op.f("ix_paces_minute"), "paces", ["minute"])
