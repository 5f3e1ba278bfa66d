"""Notes on cards"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what others than the rules have to say on a card."""
    op.create_table(
        "card_notes",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_card_notes")),
    )
