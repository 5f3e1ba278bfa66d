"""Receipts: each effect of ours is intended, done, and can be found again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.effects.kind import Kind, at_once
from sync.mirror.history import OURS
from sync.storage.database import flush_alone
from sync.storage.many_rows import Together, new_row
from sync.storage.tables import ReceiptRow

CLERK = OURS


@dataclass(frozen=True, slots=True)
class Effect:
    """What is about to be done to a card (or, where there is none, to a board), and what undoing it
    would need.
    """

    board_id: str
    card_id: str | None
    kind: Kind
    reasons: tuple[str, ...] = ()
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    read: dict[str, Any] | None = None
    by: str = CLERK
    note: str = ""
    action_id: str | None = None
    undoes: bool = False
    """It is the undoing of an effect of this kind."""

    @property
    def command(self) -> str:
        """What its receipt is called."""
        return self.kind.undone_as if self.undoes else self.kind.name


def intend(session: Session, effect: Effect, now: datetime) -> int:
    """Write down what is about to be done, before it is. Returns the receipt's id.

    Raises `ValueError` for a kind of which nobody could find out, after a crash, whether it took place.
    """
    if effect.kind.recover is at_once and not effect.undoes:
        raise ValueError(f"{effect.kind.name} is done in one transaction, and never in doubt")
    row = new_row(session, None, ReceiptRow, **_values(effect, "intended", now))
    flush_alone(session)
    return row.id


def record(
    session: Session, effect: Effect, now: datetime, together: Together | None = None
) -> ReceiptRow:
    """Write down an effect that is done with this transaction, without a call to Trello; returns its
    receipt, which is written `together` with others where there are such.
    """
    return new_row(session, together, ReceiptRow, **_values(effect, "done", now))


def _values(effect: Effect, state: str, now: datetime) -> dict[str, Any]:
    return {
        "at": now,
        "board_id": effect.board_id,
        "card_id": effect.card_id,
        "command": effect.command,
        "state": state,
        "reasons": list(effect.reasons),
        "read": effect.read or {},
        "before": effect.before or {},
        "after": effect.after or {},
        "action_id": effect.action_id,
        "by": effect.by[:64],
        "note": effect.note,
    }


def done(
    session: Session,
    receipt_id: int,
    after: dict[str, Any] | None = None,
    action_id: str | None = None,
) -> None:
    """Note that the effect took place; `after` and `action_id` are what Trello's answer added."""
    row = session.get_one(ReceiptRow, receipt_id)
    row.state = "done"
    if after:
        row.after = {**row.after, **after}
    if action_id:
        row.action_id = action_id


def take_for_void(session: Session, receipt_id: int) -> None:
    """Note that the effect never took place."""
    session.get_one(ReceiptRow, receipt_id).state = "void"


def intended(session: Session, card_id: str) -> list[ReceiptRow]:
    """Return the effects on this card whose outcome nobody noted: a crash or a lost answer came between."""
    return list(session.scalars(_INTENDED, {"card": card_id}))


_INTENDED = (
    sa.select(ReceiptRow)
    .where(ReceiptRow.card_id == sa.bindparam("card"), ReceiptRow.state == "intended")
    .order_by(ReceiptRow.id)
)


def left_open(session: Session, before: datetime) -> list[tuple[str, str]]:
    """Return the cards, each with its board, on which an effect intended before then (UTC) is in doubt."""
    row = ReceiptRow
    found = session.execute(
        sa.select(row.card_id, row.board_id)
        .where(row.state == "intended", row.at < before, row.card_id.is_not(None))
        .distinct()
    )
    return [(str(card_id), board_id) for card_id, board_id in found]


def find(
    session: Session,
    *,
    board_id: str | None = None,
    card_id: str | None = None,
    since: datetime | None = None,
    limit: int | None = None,
) -> Sequence[ReceiptRow]:
    """Return receipts of what took place, newest first; `since`: UTC."""
    query = sa.select(ReceiptRow).where(ReceiptRow.state == "done").order_by(ReceiptRow.id.desc())
    if board_id is not None:
        query = query.where(ReceiptRow.board_id == board_id)
    if card_id is not None:
        query = query.where(ReceiptRow.card_id == card_id)
    if since is not None:
        query = query.where(ReceiptRow.at >= since)
    return session.scalars(query.limit(limit)).all()


def latest_of(
    session: Session, card_ids: Collection[str], commands: Collection[str]
) -> tuple[int, str] | None:
    """Return the newest effect of these kinds on these cards: its receipt's id and its card's, or None."""
    row = ReceiptRow
    query = sa.select(row.id, row.card_id).where(
        row.card_id.in_(card_ids), row.command.in_(commands), row.state == "done"
    )
    found = session.execute(query.order_by(row.id.desc()).limit(1)).first()
    return (found.id, str(found.card_id)) if found is not None else None
