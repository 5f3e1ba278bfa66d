"""Counts over the whole database, for `/metrics`: no names, no texts, nothing about one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.queue.inbox import unopened
from sync.storage.board_tables import WebhookRow
from sync.storage.database import Database
from sync.storage.tables import DeliveryRow, ReceiptRow, VerdictRow
from sync.storage.trello_tables import CardRow


@dataclass(frozen=True, slots=True)
class Figures:
    """`verdicts` by board id and state, `receipts` by board id and command, `webhooks` that are
    active by board id; `deliveries` kept (sixty days), `unsettled` those among them not served yet.
    """

    verdicts: Mapping[tuple[str, str], int]
    receipts: Mapping[tuple[str, str], int]
    webhooks: Mapping[str, int]
    deliveries: int
    unsettled: int


def read_figures(database: Database) -> Figures:
    """Count everything now. Raises SQLAlchemy's errors where the database cannot be reached."""
    arrived = unopened(database).count
    with database.transaction() as session:
        return Figures(
            verdicts=_verdicts(session),
            receipts=_receipts(session),
            webhooks=_webhooks(session),
            deliveries=arrived + _count(session, sa.select(DeliveryRow.action_id)),
            unsettled=arrived
            + _count(
                session, sa.select(DeliveryRow.action_id).where(DeliveryRow.settled_at.is_(None))
            ),
        )


def _count(session: Session, rows: sa.Select[Any]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0


def _verdicts(session: Session) -> dict[tuple[str, str], int]:
    row = VerdictRow
    query = (
        sa.select(row.board_id, row.state, sa.func.count())
        .join(CardRow, CardRow.id == row.card_id)
        .where(CardRow.gone_at.is_(None))
        .group_by(row.board_id, row.state)
    )
    return {(board, state): count for board, state, count in session.execute(query)}


def _receipts(session: Session) -> dict[tuple[str, str], int]:
    row = ReceiptRow
    query = sa.select(row.board_id, row.command, sa.func.count()).where(row.state == "done")
    query = query.group_by(row.board_id, row.command)
    return {(board, command): count for board, command, count in session.execute(query)}


def _webhooks(session: Session) -> dict[str, int]:
    row = WebhookRow
    query = sa.select(row.board_id, sa.func.count()).where(row.active.is_(True))
    found = session.execute(query.group_by(row.board_id))
    return {str(board): int(count) for board, count in found}
