"""Where deliveries lie until a worker takes them out"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table on PostgreSQL. On SQLite the inbox is a file of its own, made when it is opened."""
    if op.get_bind().dialect.name == "postgresql":
        op.create_table(
            "inbox",
            sa.Column("number", sa.BigInteger(), nullable=False),
            sa.Column("received_at", sync.storage.database.UTCDateTime(), nullable=False),
            sa.Column("body", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("number", name=op.f("pk_inbox")),
        )
