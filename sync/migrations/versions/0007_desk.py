"""What the managers' desk keeps"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import sync.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Twins that are meant, and a quick way to the receipts of one sort."""
    op.create_table(
        "accepted_twins",
        sa.Column("first_id", sa.String(length=64), nullable=False),
        sa.Column("second_id", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sync.db.UTCDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_accepted_twins")),
    )
    with op.batch_alter_table("accepted_twins", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_accepted_twins_second_id"), ["second_id"], unique=False
        )
    op.create_index("ix_receipts_command_at", "receipts", ["command", "at"], unique=False)
