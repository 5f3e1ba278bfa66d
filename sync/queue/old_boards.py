"""Wants of boards that the rulebook does not name any more: nobody serves them, so they are settled."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.storage.database import alone
from sync.storage.tables import DeliveryRow, WakeRow
from sync.storage.trello_tables import CardRow


def settle_unwatched(session: Session, boards: Collection[str], at: datetime) -> int:
    """Settle what is wanted, waits or was given up for other boards than these, and the deliveries about
    them. A card that has come to one of these is left as it is. Returns how many wants it was.
    """
    row, card, delivery = WakeRow, CardRow, DeliveryRow
    here = sa.select(card.id).where(card.board_id.in_(boards))
    elsewhere = sa.and_(row.board_id.not_in(boards), row.id.not_in(here))
    open_ = sa.or_(row.done < row.wanted, row.parked_at.is_not(None), row.timer_at.is_not(None))
    ids = list(session.scalars(sa.select(row.id).where(elsewhere, open_)))
    if not ids:
        return 0
    alone(session)
    settled = {"done": row.wanted, "failures": 0, "error": "", "parked_at": None, "timer_at": None}
    session.execute(sa.update(row).where(row.id.in_(ids)).values(settled))
    told = sa.or_(delivery.card_id.in_(ids), delivery.board_id.in_(ids))
    unsettled = sa.update(delivery).where(told, delivery.settled_at.is_(None))
    session.execute(unsettled.values(settled_at=at))
    return len(ids)
