"""The tables of what Greffier knows of whole boards: their modes, rulebooks, webhooks and comparisons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base
from sync.storage.trello_tables import TrelloId


class BoardStateRow(Base):
    """How the clerk stands on a board: its mode where a person set it, and whether it is paused.

    `acts_since`: when the clerk was let in to act, None while it observes. What nobody has touched
    since then sleeps, and is left alone.
    """

    __tablename__ = "board_states"
    board_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    mode: Mapped[str | None] = mapped_column(sa.String(8))
    mode_of_rulebook: Mapped[str] = mapped_column(sa.String(8), default="")
    mode_by: Mapped[str | None] = mapped_column(sa.String(64))
    mode_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    paused_why: Mapped[str] = mapped_column(sa.Text, default="")
    resumed_at: Mapped[datetime | None]
    acts_since: Mapped[datetime | None]


class RulebookVersionRow(Base):
    """One version of the rulebook; the latest is in force. `by` and `reason` tell who applied it at
    the desk and why; `origin` is `file` or `desk`. `based_on`: the version that it changes.
    """

    __tablename__ = "rulebook_versions"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(sa.String(64), default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    origin: Mapped[str] = mapped_column(sa.String(8))
    based_on: Mapped[int | None]
    text: Mapped[str] = mapped_column(sa.Text)


class WebhookRow(Base):
    """A webhook as Trello showed it last."""

    __tablename__ = "webhooks"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId)
    callback_url: Mapped[str] = mapped_column(sa.Text)
    active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime]


class DriftRow(Base):
    """One comparison of the mirror with a board: what differed, and whether the mirror was repaired."""

    __tablename__ = "drift_reports"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(sa.String(16))  # first, catch-up, full, dry-run
    compared: Mapped[int] = mapped_column(default=0)
    repaired: Mapped[bool] = mapped_column(default=True)
    differences: Mapped[list[Any]] = mapped_column(default=list)
