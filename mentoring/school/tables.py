"""The tables of mentoring: profiles, who proposed themselves, who was given what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base
from sync.storage.trello_tables import TrelloId


class ProfileRow(Base):
    """What a mentor says of themselves (`mentoring.school.profiles` knows the form). `known`: the projects
    that existed when they last answered, so that they are asked about new ones once.
    """

    __tablename__ = "profiles"
    member_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    profile: Mapped[dict[str, Any]] = mapped_column(default=dict)
    known: Mapped[list[Any]] = mapped_column(default=list)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(sa.String(64), default="")


class ProfileTraceRow(Base):
    """Somebody looked at the profiles of others, or wrote in them (`mentoring.profiles.traces`).

    `member_id`: whose profile. `reader_id`: "" for the command line.
    """

    __tablename__ = "profile_traces"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(index=True)
    reader_id: Mapped[str] = mapped_column(TrelloId, index=True)
    reader: Mapped[str] = mapped_column(sa.String(64))
    what: Mapped[str] = mapped_column(sa.String(8))
    member_id: Mapped[str] = mapped_column(TrelloId, index=True)


class OfferRow(Base):
    """Somebody proposed themselves for a card: as its validator, or to take its student over."""

    __tablename__ = "offers"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    member_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    at: Mapped[datetime]


class AssignmentRow(Base):
    """Who was given a card: the validator of a defence, or who takes a student over.

    `receipt_id`: the effect that does it; while that is intended, the card's run completes it.
    """

    __tablename__ = "assignments"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    member_id: Mapped[str] = mapped_column(TrelloId, index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(sa.String(64), default="")
    receipt_id: Mapped[int | None]
