"""The table of notices: what mentors asked each other, and what managers announced."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base
from sync.storage.trello_tables import TrelloId


class NoticeRow(Base):
    """A notice: `question`, `proof-reading`, `beginner` or `announcement`. `by` and `closed_by` are member
    ids; whoever answers closes it, or whoever wrote it. `card_id`: the card that it is about, "" for none.
    Only the `text` of an announcement leaves the desk and the panel.
    """

    __tablename__ = "notices"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(16))
    text: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column(TrelloId)
    at: Mapped[datetime] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(TrelloId, default="")
    card_id: Mapped[str] = mapped_column(TrelloId, default="", server_default="", index=True)
