"""The tables of the managers' desk: who has a card in hand, and views of the queue that are kept."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base
from sync.storage.trello_tables import TrelloId


class ClaimRow(Base):
    """A manager has this card in hand, as far as the others are to know. `at`: the last sign of it."""

    __tablename__ = "claims"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId)
    member_id: Mapped[str] = mapped_column(TrelloId, index=True)
    since: Mapped[datetime]
    at: Mapped[datetime]


class SavedViewRow(Base):
    """Filters of the queue that a manager kept under a name. `filters` holds no text that was searched
    for: it may name a student. `shared`: every manager finds it; who made it alone may change it.
    """

    __tablename__ = "saved_views"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    member_id: Mapped[str] = mapped_column(TrelloId, index=True)
    name: Mapped[str] = mapped_column(sa.String(64))
    filters: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    shared: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
