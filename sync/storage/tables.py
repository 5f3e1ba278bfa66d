"""The tables of what Greffier itself knows: the inbox, verdicts, receipts and people's decisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base
from sync.storage.trello_tables import TrelloId


class DeliveryRow(Base):
    """One webhook delivery. `action_id` is Trello's identity of it: a second arrival has no effect."""

    __tablename__ = "deliveries"
    action_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    type: Mapped[str] = mapped_column(sa.String(64))
    board_id: Mapped[str | None] = mapped_column(TrelloId)
    card_id: Mapped[str | None] = mapped_column(TrelloId, index=True)
    member_id: Mapped[str | None] = mapped_column(TrelloId)
    ours: Mapped[bool] = mapped_column(default=False)
    scope: Mapped[str] = mapped_column(sa.String(8))  # card, board or ignored
    date: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(index=True)
    settled_at: Mapped[datetime | None]
    action: Mapped[dict[str, Any]]


class WakeRow(Base):
    """What a card (or a board) still wants: a run is due while `done < wanted`.

    `wanted_at`: since when. `queued`: a job for it waits in the engine and has not begun.
    `settle_until`: the quiet time that people's edits restarted last. `timer_at`: when the engine
    wakes it by itself. `failures`: tries in a row that failed; `parked_at`: when we gave up on it.
    `fresh_at`: a snapshot wrote the card to the mirror then, so that reading it again is not needed.
    `backlog`: nobody waits for it; it is handed to the engine when its turn comes, last at `handed_at`.
    """

    __tablename__ = "wakes"
    __table_args__ = (sa.Index("ix_wakes_backlog", "backlog", "wanted_at"),)
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId)
    scope: Mapped[str] = mapped_column(sa.String(8))  # card or board
    wanted: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    queued: Mapped[bool] = mapped_column(default=False)
    wanted_at: Mapped[datetime]
    settle_until: Mapped[datetime | None]
    timer_at: Mapped[datetime | None]
    fresh_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(sa.Text, default="")
    parked_at: Mapped[datetime | None]
    backlog: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    handed_at: Mapped[datetime | None]


class CaseRow(Base):
    """What is known of a card beyond its present state: where it stands in the school's process.

    `gesture`: `new` while the card has not been judged once, `back` while a person's putting it back
    settles, else `moved`. `touched_at`, `touched_by`:
    the last act of a person; `hurried_at`: somebody asked not to wait for the settle window; `waits`:
    something is to be done when it has passed. `moved_fingerprint`: the checked fields when the clerk
    moved it last, `put_backs`: how often people put it back with these unchanged. `course`, `project`
    (its key): what it was last known to be about. `due_changed_by_agent`: by means of an AI agent.
    """

    __tablename__ = "cases"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    put_forward_at: Mapped[datetime | None]
    put_forward_sure: Mapped[bool] = mapped_column(default=False)
    put_forward_by: Mapped[str | None] = mapped_column(TrelloId)
    gesture: Mapped[str] = mapped_column(sa.String(8), default="")
    gesture_at: Mapped[datetime | None]
    touched_at: Mapped[datetime | None]
    touched_by: Mapped[str | None] = mapped_column(TrelloId)
    hurried_at: Mapped[datetime | None]
    waits: Mapped[bool] = mapped_column(default=False)
    due_changed_at: Mapped[datetime | None]
    due_changed_by: Mapped[str | None] = mapped_column(TrelloId)
    due_changed_by_agent: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    moved_fingerprint: Mapped[str] = mapped_column(sa.String(64), default="")
    put_backs: Mapped[int] = mapped_column(default=0)
    course: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    project: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    twin_key: Mapped[str] = mapped_column(sa.Text, default="", index=True)


class VerdictRow(Base):
    """The latest verdict of a card; `findings` as [{mention, severity, variant, values}, …]."""

    __tablename__ = "verdicts"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    state: Mapped[str] = mapped_column(sa.String(16))
    why: Mapped[str] = mapped_column(sa.String(32), default="")
    student: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    findings: Mapped[list[Any]] = mapped_column(default=list)
    judged_at: Mapped[datetime]
    since: Mapped[datetime]


class VerdictChangeRow(Base):
    """A line of history each time a card's verdict or its missing mentions change."""

    __tablename__ = "verdict_changes"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    card_id: Mapped[str] = mapped_column(TrelloId, index=True)
    board_id: Mapped[str] = mapped_column(TrelloId)
    at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(sa.String(16))
    missing: Mapped[list[Any]] = mapped_column(default=list)


class StayRow(Base):
    """A card's time in a list, if its beginning was seen; `left_at` is None while it is there."""

    __tablename__ = "stays"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    card_id: Mapped[str] = mapped_column(TrelloId, index=True)
    board_id: Mapped[str] = mapped_column(TrelloId)
    list_id: Mapped[str] = mapped_column(TrelloId)
    entered_at: Mapped[datetime]
    left_at: Mapped[datetime | None] = mapped_column(index=True)


class ReceiptRow(Base):
    """One effect of ours: what, why, from where to where, and whether it can be undone.

    `state`: `intended` before the call to Trello, `done` after it, `void` if it never took place.
    `before` and `after` hold what undoing needs (list and position, text, date).
    """

    __tablename__ = "receipts"
    __table_args__ = (sa.Index("ix_receipts_command_at", "command", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(index=True)
    board_id: Mapped[str] = mapped_column(TrelloId, index=True)
    card_id: Mapped[str | None] = mapped_column(TrelloId, index=True)
    command: Mapped[str] = mapped_column(sa.String(32))
    state: Mapped[str] = mapped_column(sa.String(8), default="intended")
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    read: Mapped[dict[str, Any]] = mapped_column(default=dict)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    action_id: Mapped[str | None] = mapped_column(TrelloId)
    by: Mapped[str] = mapped_column(sa.String(64), default="greffier")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(sa.String(64))


class CommentRow(Base):
    """The one living comment of a card.

    `action_id` is None while the comment is intended and its answer has not come. `plain` is the
    text without @; `told` the missing mentions that people were last called for. `deleted`: a
    person deleted it while these were missing, so it is not written again for the same. `answer`
    is the clerk's answer to the last order given in a comment.
    """

    __tablename__ = "comments"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    action_id: Mapped[str | None] = mapped_column(TrelloId)
    text: Mapped[str] = mapped_column(sa.Text, default="")
    plain: Mapped[str] = mapped_column(sa.Text, default="")
    told: Mapped[list[Any]] = mapped_column(default=list)
    deleted: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    intended_at: Mapped[datetime | None]
    written_at: Mapped[datetime | None]


class SealRow(Base):
    """The fixed date of a card: its due date when it was found complete, or a later one that a manager
    accepted.
    """

    __tablename__ = "seals"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    due: Mapped[datetime]
    sealed_at: Mapped[datetime]


class HoldRow(Base):
    """A person's word that a card is left alone by the clerk: `suspended` or `accepted`."""

    __tablename__ = "holds"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(16))
    by: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    until: Mapped[datetime | None]
    fingerprint: Mapped[str] = mapped_column(sa.String(64), default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")


class SnoozeRow(Base):
    """A manager put a card of their queue aside: until `until`, or until it reads otherwise than `mark`,
    whichever comes first. `until` None: until it changes.
    """

    __tablename__ = "snoozes"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    board_id: Mapped[str] = mapped_column(TrelloId)
    by: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    until: Mapped[datetime | None]
    mark: Mapped[str] = mapped_column(sa.String(32))


class CardNotesRow(Base):
    """What others than the rules have to say in a card's living comment, by code:
    {code: {fr, en, calls, rank, until}}. `calls`: user names called with @ when it is first told;
    from `until` on it is not told any more.
    """

    __tablename__ = "card_notes"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    notes: Mapped[dict[str, Any]] = mapped_column(default=dict)


class AcceptedTwinsRow(Base):
    """Two cards for one student and project, as a manager wants it; `first_id` is the smaller id."""

    __tablename__ = "accepted_twins"
    first_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    second_id: Mapped[str] = mapped_column(TrelloId, primary_key=True, index=True)
    by: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(sa.Text, default="")


class FactRow(Base):
    """What was learnt once and is needed by every process: who the bot is, for example."""

    __tablename__ = "facts"
    key: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    value: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class PaceRow(Base):
    """How often something was asked in one minute (since 1970), by all web processes together. `key` is
    a hash: a secret address is not kept.
    """

    __tablename__ = "paces"
    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    minute: Mapped[int] = mapped_column(index=True)
    count: Mapped[int]
