"""Who has a card in hand, and views that managers kept"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, empty: nobody has anything in hand, and no view is kept."""
    op.create_table(
        "claims",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("since", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_member_id"), "claims", ["member_id"])
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
    )
    op.create_index(op.f("ix_saved_views_member_id"), "saved_views", ["member_id"])
