"""The tables of what follows the check: what was said and when, outcomes, follow-up cards, calendars."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base
from sync.storage.trello_tables import TrelloId


class OccasionRow(Base):
    """Something that is done once for a card: a checklist, a reminder, a question, a call.

    `kind` and `occasion` say what and for which date. `done_at` is None between intent and answer.
    """

    __tablename__ = "occasions"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    occasion: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class OutcomeRow(Base):
    """How the defence of a card ended: `passed`, `conditional` or `failed`.

    `held`: the date of the defence. `by` is the name of who said so, `by_hand` that they moved the
    card themselves. A conditional success runs until `student_until`, then until `validator_until`.
    `receipt_id`: the effect that moves the card; while that is intended, the card's run completes it.
    """

    __tablename__ = "outcomes"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    outcome: Mapped[str] = mapped_column(sa.String(16))
    held: Mapped[datetime | None]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(sa.String(64), default="")
    by_hand: Mapped[bool] = mapped_column(default=False)
    reasons: Mapped[str] = mapped_column(sa.Text, default="")
    student_until: Mapped[datetime | None]
    validator_until: Mapped[datetime | None]
    receipt_id: Mapped[int | None]


class DefenceLinksRow(Base):
    """Where a defence is held, and where its recording lies: addresses with https, "" for none."""

    __tablename__ = "defence_links"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId)
    video: Mapped[str] = mapped_column(sa.Text, default="")
    recording: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(sa.String(64), default="")


class FollowUpRow(Base):
    """A card that was made after a defence: `second`, `next` or `transfer`.

    `card_id` is the card of that defence. `made_id` is None until the card is there; both cards are
    `attached` once each has a link to the other.
    """

    __tablename__ = "follow_ups"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId)
    made_id: Mapped[str | None] = mapped_column(TrelloId, index=True)
    url: Mapped[str] = mapped_column(sa.Text, default="")
    by: Mapped[str] = mapped_column(sa.String(64), default="")
    at: Mapped[datetime]
    attached: Mapped[bool] = mapped_column(default=False)


class FeedRow(Base):
    """A calendar's secret address, as the SHA-256 of its token. `kind` is `mine` or `all`; or `links`: the
    sessions in the person's calendar lead to pages of their own, whose addresses this hash is part of.
    """

    __tablename__ = "feeds"
    member_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), index=True)
    made_at: Mapped[datetime]


class FeedEventRow(Base):
    """An event as calendars were last told of it. `what` says what it is about, `people` whose it is.

    `sequence` counts its changes; `cancelled_at`: since when it is not to take place any more.
    """

    __tablename__ = "feed_events"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    starts: Mapped[datetime] = mapped_column(index=True)
    what: Mapped[dict[str, Any]]
    people: Mapped[list[Any]]
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
