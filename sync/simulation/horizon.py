"""How far back a board's past is known, and how well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.storage.board_tables import DriftRow
from sync.storage.trello_tables import BoardRow

DELIVERIES_KEPT: Final = timedelta(days=60)
"""Longer than the 30 days over which changed rules are tried out on what happened."""

HISTORY_KEPT: Final = timedelta(days=400)
"""A year, and time to look back at it."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """Since when a board's past is known, UTC. `first`: it was read for the first time; `history`: every
    change that the mirror saw is kept, now where that has not begun; `told`: every delivery is kept.
    """

    first: datetime
    history: datetime
    told: datetime

    @property
    def whole(self) -> datetime:
        """Since when everything that happened is known, from one or the other."""
        return min(self.history, self.told)


def horizon(session: Session, board_id: str, now: datetime) -> Horizon | None:
    """Return how far back the board's past is known; None where it was never read."""
    row = DriftRow
    query = sa.select(sa.func.min(row.at)).where(row.board_id == board_id, row.kind != "dry-run")
    first = session.scalar(query)
    if first is None:
        return None
    began = session.scalar(sa.select(BoardRow.history_since).where(BoardRow.id == board_id)) or now
    return Horizon(first, max(began, now - HISTORY_KEPT), max(first, now - DELIVERIES_KEPT))
