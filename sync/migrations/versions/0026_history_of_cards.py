"""What boards and cards were before each change"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0026"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, empty, and since when it is kept: from the next look at each board."""
    at = sync.storage.database.UTCDateTime()
    op.add_column("boards", sa.Column("history_since", at, nullable=True))
    op.create_table(
        "mirror_changes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("card_id", sa.String(length=64), nullable=True),
        sa.Column("at", at, nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mirror_changes")),
    )
    op.create_index("ix_mirror_changes_board_id_at", "mirror_changes", ["board_id", "at"])
    op.create_index(op.f("ix_mirror_changes_card_id"), "mirror_changes", ["card_id"])
