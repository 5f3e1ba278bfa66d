"""The tables of what mentors are asked for: to take a card, to fill in their profile."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base
from sync.storage.trello_tables import TrelloId

_OPEN = sa.text("closed_at IS NULL")


class AskRow(Base):
    """Somebody was asked to take a card: to hold its defence, or to take its student over.

    `by`: the manager's name. `due`: the card's date then; another one ends the ask. `until`: from then on
    the manager is offered to ask the next person. `told_at`: the card's comment called the person.
    `ending`: how it ended, "" while it is open (`mentoring.school.asks.Ending`). `why`: what the manager
    passed over, and why; `reason`: why the person declined. Both are for managers alone. Of the secret
    behind which the person answers by mail only the hash is kept; `nonce` makes it again.
    """

    __tablename__ = "asks"
    __table_args__ = (
        sa.Index(
            "ix_asks_open",
            "card_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    card_id: Mapped[str] = mapped_column(TrelloId, index=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    member_id: Mapped[str] = mapped_column(TrelloId, index=True)
    by: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    until: Mapped[datetime]
    due: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    ending: Mapped[str] = mapped_column(sa.String(16), default="")
    told_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    receipt_id: Mapped[int | None]
    nonce: Mapped[str] = mapped_column(sa.String(32), default="")
    token_hash: Mapped[str] = mapped_column(sa.String(64), default="", index=True)


class ProfileReminderRow(Base):
    """A manager last asked this mentor then to fill in their empty profile. `by`: the manager's name."""

    __tablename__ = "profile_reminders"
    member_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    by: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
