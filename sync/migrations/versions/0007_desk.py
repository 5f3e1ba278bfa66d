"""What the managers' desk keeps"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add twins that are meant, an index for the receipts of one kind, and what the figures need."""
    op.create_table(
        "accepted_twins",
        sa.Column("first_id", sa.String(length=64), nullable=False),
        sa.Column("second_id", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_accepted_twins")),
    )
    with op.batch_alter_table("accepted_twins", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_accepted_twins_second_id"), ["second_id"], unique=False
        )
    op.create_index("ix_receipts_command_at", "receipts", ["command", "at"], unique=False)
    _figures()


def _figures() -> None:
    """Add what a card is about, and how long it stays in each list."""
    for name in ("course", "project"):
        op.add_column("cases", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.create_table(
        "stays",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("list_id", sa.String(length=64), nullable=False),
        sa.Column("entered_at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("left_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stays")),
    )
    op.create_index(op.f("ix_stays_card_id"), "stays", ["card_id"], unique=False)
    op.create_index(op.f("ix_stays_left_at"), "stays", ["left_at"], unique=False)
