"""Dates within reason: what is written on a card in place of a date that can be used."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from sync.storage.database import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    """Add the column, and remove the dates before 1900 or after 2199, which no calendar can show."""
    with op.batch_alter_table("cards") as table:
        table.add_column(sa.Column("due_written", sa.Text(), nullable=False, server_default=""))
    cards = sa.table("cards", *(sa.column(each, UTCDateTime()) for each in ("due", "start")))
    seals = sa.table("seals", sa.column("due", UTCDateTime()))
    for column in (cards.c.due, cards.c.start):
        op.execute(sa.update(cards).where(_unreasonable(column)).values({column: None}))
    op.execute(sa.delete(seals).where(_unreasonable(seals.c.due)))


def downgrade() -> None:
    """Take the column out again; the dates come back with the next look at the boards."""
    with op.batch_alter_table("cards") as table:
        table.drop_column("due_written")


def _unreasonable(column: sa.ColumnElement[datetime]) -> sa.ColumnElement[bool]:
    return sa.or_(column < FIRST, column >= LAST)
