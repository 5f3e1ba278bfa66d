"""The inbox: a delivery is stored and its card woken in one transaction, once per action id."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Literal

import sqlalchemy as sa

from sync.queue.wakes import Enqueue, wake
from sync.storage.database import Writer, dialect_of, insert_for
from sync.storage.tables import DeliveryRow

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

    def accept(self, session: Writer, delivery: Delivery, received_at: datetime) -> bool:
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


@cache
def _insert(dialect: str) -> Any:
    """Built once. RETURNING, because the row count of ON CONFLICT DO NOTHING does not tell a
    duplicate under psycopg: it counted 40 of 40 duplicates as new.
    """
    table = DeliveryRow.__table__
    return (
        insert_for(dialect, DeliveryRow)
        .values({each.name: sa.bindparam(each.name, type_=each.type) for each in table.columns})
        .on_conflict_do_nothing(index_elements=["action_id"])
        .returning(table.c.action_id)
    )


def _store(
    session: Writer,
    delivery: Delivery,
    scope: Scope,
    received_at: datetime,
    settled_at: datetime | None,
) -> bool:
    values = {
        "action_id": delivery.action_id,
        "type": delivery.type[:64],
        "board_id": delivery.board_id,
        "card_id": delivery.card_id,
        "member_id": delivery.member_id,
        "ours": delivery.ours,
        "scope": scope,
        "date": delivery.date,
        "received_at": received_at,
        "settled_at": settled_at,
        "action": dict(delivery.action),
    }
    if scope == "ignored":
        values["action"] = {}  # nobody will read it, and it may name people
    return session.execute(_insert(dialect_of(session)), values).first() is not None
