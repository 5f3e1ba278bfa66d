"""That somebody changed a date, or a card, by means of an AI agent"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the marks; of what was done before, nothing tells of an agent."""
    for table, column in (("cases", "due_changed_by_agent"), ("mirror_changes", "by_agent")):
        op.add_column(
            table, sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false())
        )
