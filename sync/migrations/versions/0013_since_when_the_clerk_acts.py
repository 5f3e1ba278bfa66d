"""Since when the clerk acts on a board"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. Boards that are watched already begin now: a new version wakes no old card there."""
    op.add_column(
        "board_states", sa.Column("acts_since", sync.storage.database.UTCDateTime(), nullable=True)
    )
    _begin_now()


def _begin_now() -> None:
    connection, now = op.get_bind(), datetime.now(UTC)
    boards = sa.table("boards", sa.column("id"), sa.column("snapshot_at"))
    states = sa.table(
        "board_states",
        sa.column("board_id"),
        sa.column("mode_of_rulebook"),
        sa.column("paused_why"),
        sa.column("acts_since", sync.storage.database.UTCDateTime()),
    )
    known = set(connection.scalars(sa.select(states.c.board_id)))
    read = connection.scalars(sa.select(boards.c.id).where(boards.c.snapshot_at.is_not(None)))
    for board_id in sorted(set(read) - known):
        values = {"board_id": board_id, "mode_of_rulebook": "", "paused_why": ""}
        connection.execute(sa.insert(states).values(**values))
    connection.execute(sa.update(states).values(acts_since=now))
