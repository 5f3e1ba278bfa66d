"""Cards that wait behind people's"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add whether a card waits behind people's, and when it was handed to the engine."""
    with op.batch_alter_table("wakes") as table:
        table.add_column(
            sa.Column("backlog", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        table.add_column(sa.Column("handed_at", sync.storage.database.UTCDateTime(), nullable=True))
        table.create_index("ix_wakes_backlog", ["backlog", "wanted_at"], unique=False)
