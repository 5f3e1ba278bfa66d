"""Months that were closed, and the lines of their statements"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def _text(name: str, length: int | None, *, nullable: bool = False) -> sa.Column[Any]:
    kind = sa.Text() if length is None else sa.String(length=length)
    return sa.Column(name, kind, nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sync.storage.database.UTCDateTime(), nullable=nullable)


def upgrade() -> None:
    """Add the tables, empty: no month is closed yet."""
    op.create_table(
        "closed_months",
        *(_text("id", 64), _text("member_id", 64), _text("month", 7), _text("currency", 3)),
        *(_at("closed_at"), _text("closed_by", 64)),
        *(_at("reopened_at", nullable=True), _text("reopened_by", 64)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_months")),
    )
    closed = sa.text("reopened_at IS NULL")
    op.create_index(
        "uq_closed_months_once",
        "closed_months",
        ["member_id", "month"],
        unique=True,
        sqlite_where=closed,
        postgresql_where=closed,
    )
    op.create_table(
        "statement_lines",
        *(_text("closing_id", 64), sa.Column("position", sa.Integer(), nullable=False)),
        *(_text("subject", 8), _text("subject_id", 64), _at("at"), _text("student_id", 64)),
        *(_text("course", None), _text("project", None)),
        sa.Column("level", sa.Integer(), nullable=False),
        *(_text("funding", 32), _text("status", 16), _text("amount", 16, nullable=True)),
        *(_text("corrects", 7), _text("was", 16)),
        sa.PrimaryKeyConstraint("closing_id", "position", name=op.f("pk_statement_lines")),
    )
