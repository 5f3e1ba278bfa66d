"""What is kept of a board that nobody watches any more."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.storage.tables import ReceiptRow
from sync.storage.trello_tables import CardRow


def kept_of(session: Session, board_id: str) -> tuple[int, int]:
    """Return how many of its cards and of the receipts on it are kept."""
    cards = sa.select(sa.func.count()).select_from(CardRow).where(CardRow.board_id == board_id)
    done = sa.select(sa.func.count()).select_from(ReceiptRow).where(ReceiptRow.board_id == board_id)
    return session.scalar(cards) or 0, session.scalar(done) or 0
