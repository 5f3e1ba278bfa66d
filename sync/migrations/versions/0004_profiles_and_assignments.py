"""Profiles of mentors, assignments and take-overs"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.storage.database import UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add profiles of mentors, offers and assignments."""
    op.create_table(
        "profiles",
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("known", sa.JSON(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_profiles")),
    )
    op.create_table(
        "offers",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", "member_id", name=op.f("pk_offers")),
    )
    op.create_table(
        "assignments",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_board_id"), "assignments", ["board_id"])
    op.create_index(op.f("ix_assignments_member_id"), "assignments", ["member_id"])
