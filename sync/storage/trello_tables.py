"""The mirror's tables: the watched boards and their cards, as Trello last showed them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base

TrelloId = sa.String(64)


class BoardRow(Base):
    """A board that the rulebook watches. `snapshot_at`: when it was last read whole. `history_since`: from
    then on every change of it and of its cards is kept as a `MirrorChangeRow`.
    """

    __tablename__ = "boards"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    url: Mapped[str] = mapped_column(sa.Text, default="")
    closed: Mapped[bool] = mapped_column(default=False)
    last_activity: Mapped[datetime | None]
    snapshot_at: Mapped[datetime | None]
    full_snapshot_at: Mapped[datetime | None]
    history_since: Mapped[datetime | None]


class ListRow(Base):
    """A list of a board."""

    __tablename__ = "lists"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    name: Mapped[str] = mapped_column(sa.Text)
    closed: Mapped[bool] = mapped_column(default=False)
    pos: Mapped[float] = mapped_column(default=0.0)


class LabelRow(Base):
    """A label of a board."""

    __tablename__ = "labels"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    name: Mapped[str] = mapped_column(sa.Text, default="")
    color: Mapped[str | None] = mapped_column(sa.String(32))


class MemberRow(Base):
    """A person or a robot seen on a watched board."""

    __tablename__ = "members"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    full_name: Mapped[str] = mapped_column(sa.Text, default="")
    username: Mapped[str] = mapped_column(sa.Text, default="")
    initials: Mapped[str] = mapped_column(sa.String(16), default="")


class MembershipRow(Base):
    """Who belongs to which board, as what: `admin`, `normal` or `observer`."""

    __tablename__ = "memberships"
    board_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    member_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    role: Mapped[str] = mapped_column(sa.String(16), default="normal")


class CustomFieldRow(Base):
    """The definition of a custom field. `options`: [[option id, its text], …] of a list field."""

    __tablename__ = "custom_fields"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    name: Mapped[str] = mapped_column(sa.Text)
    type: Mapped[str] = mapped_column(sa.String(16))
    options: Mapped[list[Any]] = mapped_column(default=list)


class CardRow(Base):
    """A card of a watched board. `gone_at`: when it was deleted or left the watched boards.

    `read_at` is when the card was read by itself, or when a snapshot that changed it began: a
    snapshot that began before is older than this row.
    """

    __tablename__ = "cards"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    list_id: Mapped[str] = mapped_column(TrelloId, index=True)
    name: Mapped[str] = mapped_column(sa.Text)
    desc: Mapped[str] = mapped_column(sa.Text, default="")
    due: Mapped[datetime | None]
    due_written: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    due_complete: Mapped[bool] = mapped_column(default=False)
    start: Mapped[datetime | None]
    closed: Mapped[bool] = mapped_column(default=False)
    is_template: Mapped[bool] = mapped_column(default=False)
    role: Mapped[str | None] = mapped_column(sa.String(16))
    pos: Mapped[float] = mapped_column(default=0.0)
    url: Mapped[str] = mapped_column(sa.Text, default="")
    short_link: Mapped[str] = mapped_column(sa.String(16), default="")
    last_activity: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]


class CardLabelRow(Base):
    """Which label is on which card."""

    __tablename__ = "card_labels"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    label_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)


class CardMemberRow(Base):
    """Who is on which card."""

    __tablename__ = "card_members"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    member_id: Mapped[str] = mapped_column(TrelloId, primary_key=True, index=True)


class CardFieldRow(Base):
    """The value of a custom field on a card, as Trello gives it (`value` object or `option_id`)."""

    __tablename__ = "card_fields"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    field_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    value: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    option_id: Mapped[str | None] = mapped_column(TrelloId)


class AttachmentRow(Base):
    """A file or link attached to a card."""

    __tablename__ = "attachments"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    card_id: Mapped[str] = mapped_column(TrelloId, index=True)
    name: Mapped[str] = mapped_column(sa.Text, default="")
    url: Mapped[str] = mapped_column(sa.Text, default="")


class ChecklistRow(Base):
    """A checklist of a card. `items`: [[name, done], …] in their order."""

    __tablename__ = "checklists"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    card_id: Mapped[str] = mapped_column(TrelloId, index=True)
    name: Mapped[str] = mapped_column(sa.Text, default="")
    items: Mapped[list[Any]] = mapped_column(default=list)


class MirrorChangeRow(Base):
    """What the mirror wrote over: of a card, or of the board itself (`card_id` None), the fields that
    changed, as they were until `at`.

    `was`: JSON as `sync/mirror/past_values.py` writes it; "" where it was erased. `by`: the member who did
    it, `greffier` for the clerk, "" where no delivery told; `by_agent`: by means of an AI
    agent. A card that changes boards has a row under each of them.
    """

    __tablename__ = "mirror_changes"
    __table_args__ = (sa.Index("ix_mirror_changes_board_id_at", "board_id", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    board_id: Mapped[str] = mapped_column(TrelloId)
    card_id: Mapped[str | None] = mapped_column(TrelloId, index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(sa.String(64), default="")
    by_agent: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    was: Mapped[str] = mapped_column(sa.Text, default="")
