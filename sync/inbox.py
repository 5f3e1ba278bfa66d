"""The inbox: a delivery is stored and its card woken in one transaction, once per action id."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from sync.records import DeliveryRow
from sync.wakes import Enqueue, insert_for, wake

Scope = Literal["card", "board", "ignored"]

QUIET_DELAY = 3.0
"""Seconds that a change of position may wait: a drag is followed by one 40 ms later."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook delivery, as read by `webhooks.payload`.

    `scope` says what it concerns: one card, a whole board (a label renamed, a list archived, …), or
    nothing that we keep. `ours`: the echo of a write of our own. `quiet`: nothing that is checked
    has changed (a card's position in its list). `date` carries UTC.
    """

    action_id: str
    type: str
    date: datetime
    scope: Scope
    board_id: str | None = None
    card_id: str | None = None
    member_id: str | None = None
    ours: bool = False
    quiet: bool = False
    action: Mapping[str, Any] = field(default_factory=dict)


class Inbox:
    """Accepts deliveries for the watched boards."""

    def __init__(self, boards: Collection[str], enqueue: Enqueue) -> None:
        self._boards = frozenset(boards)
        self._enqueue = enqueue

    def accept(self, session: Session, delivery: Delivery, received_at: datetime) -> bool:
        """Store the delivery and wake what it concerns. False for one that was here already.

        Deliveries about boards that nobody watches and the echoes of our own writes are stored as
        settled and wake nothing: the answer to our write told us all they say.
        """
        scope: Scope = delivery.scope if delivery.board_id in self._boards else "ignored"
        wakes = scope != "ignored" and not delivery.ours
        settled_at = None if wakes else received_at
        if not _store(session, delivery, scope, received_at, settled_at):
            return False
        target = delivery.card_id if scope == "card" else delivery.board_id
        if wakes and target and delivery.board_id:
            job = delivery.action_id
            delay = QUIET_DELAY if delivery.quiet else None
            board = delivery.board_id
            wake(session, self._enqueue, job, scope, target, board, received_at, delay=delay)
        return True


def _store(
    session: Session,
    delivery: Delivery,
    scope: Scope,
    received_at: datetime,
    settled_at: datetime | None,
) -> bool:
    # RETURNING, because the row count of ON CONFLICT DO NOTHING does not tell a duplicate under
    # psycopg: it counted 40 of 40 duplicates as new.
    statement = (
        insert_for(session)(DeliveryRow)
        .values(
            action_id=delivery.action_id,
            type=delivery.type[:64],
            board_id=delivery.board_id,
            card_id=delivery.card_id,
            member_id=delivery.member_id,
            ours=delivery.ours,
            scope=scope,
            date=delivery.date,
            received_at=received_at,
            settled_at=settled_at,
            action=dict(delivery.action),
        )
        .on_conflict_do_nothing(index_elements=["action_id"])
        .returning(DeliveryRow.action_id)
    )
    return session.execute(statement).first() is not None
