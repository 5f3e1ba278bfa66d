"""Who looked at the profiles of others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "profile_traces",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("reader_id", sa.String(length=64), nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_traces")),
    )
    for name in ("at", "reader_id", "member_id"):
        op.create_index(op.f(f"ix_profile_traces_{name}"), "profile_traces", [name])
