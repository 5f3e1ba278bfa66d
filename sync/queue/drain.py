"""What a worker makes of the inbox: deliveries in our tables, wants, and jobs, many at once."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from sync.queue.bell import hush
from sync.queue.inbox import TOGETHER, Delivery, Inbox, Letter
from sync.queue.wakes import Enqueue, Want, wake
from sync.storage.database import dialect_of, insert_for
from sync.storage.tables import DeliveryRow

QUIET_DELAY = 3.0
"""Seconds that a change of position may wait: a drag is followed by one 40 ms later."""

log = logging.getLogger("greffier")


def drain(inbox: Inbox, enqueue: Enqueue) -> int:
    """Empty the inbox: store each delivery once by its action id, and wake what it concerns.

    Returns how many there were. A letter that cannot be stored does not keep the others; it stays
    where it is. Raises SQLAlchemy's errors where the database cannot be reached.
    """
    taken = 0
    while True:
        try:
            found = inbox.empty(lambda session, letters: keep(session, enqueue, letters))
        except OperationalError:
            raise
        except (DBAPIError, ValueError, TypeError):
            return taken + _one_by_one(inbox, enqueue)
        taken += found
        if found < TOGETHER:
            return taken


def _one_by_one(inbox: Inbox, enqueue: Enqueue) -> int:
    taken = 0
    for number in inbox.numbers():
        try:
            taken += inbox.empty(
                lambda session, letters: keep(session, enqueue, letters), only=[number]
            )
        except OperationalError:
            raise
        except (DBAPIError, ValueError, TypeError) as error:
            log.error("a delivery cannot be stored", extra={"error": type(error).__name__})
    return taken


def keep(session: Session, enqueue: Enqueue, letters: Sequence[Letter]) -> None:
    """Store what is new among these deliveries, and wake what it concerns.

    Deliveries about nothing that we keep and the echoes of our own writes are stored as settled and
    wake nothing: the answer to our write told us all they say.
    """
    hush(session)
    rows = {each.delivery.action_id: _row(each) for each in reversed(letters)}
    stored = set(session.scalars(_insert(dialect_of(session)), list(rows.values())))
    new = [each for each in letters if each.delivery.action_id in stored]
    wake(session, enqueue, *_wants(new))


def _wants(letters: Iterable[Letter]) -> Collection[Want]:
    """Return one want for each target: since the first of its deliveries, in a hurry where one of them is."""
    wants = dict[str, Want]()
    for letter in letters:
        delivery = letter.delivery
        target = delivery.card_id if delivery.scope == "card" else delivery.board_id
        if not _wakes(delivery) or target is None or delivery.board_id is None:
            continue
        delay = QUIET_DELAY if delivery.quiet else None
        known = wants.get(target)
        if known is None:
            job, board, at = delivery.action_id, delivery.board_id, letter.received_at
            wants[target] = Want(job, delivery.scope, target, board, at, delay=delay)
        elif delay is None:
            wants[target] = replace(known, delay=None)
    return wants.values()


def _wakes(delivery: Delivery) -> bool:
    return delivery.scope != "ignored" and not delivery.ours


@cache
def _insert(dialect: str) -> Any:
    """Build the statement once. RETURNING tells what was new."""
    table = DeliveryRow.__table__
    return (
        insert_for(dialect, DeliveryRow)
        .on_conflict_do_nothing(index_elements=["action_id"])
        .returning(table.c.action_id)
    )


def _row(letter: Letter) -> dict[str, Any]:
    delivery = letter.delivery
    return {
        "action_id": delivery.action_id,
        "type": delivery.type[:64],
        "board_id": delivery.board_id,
        "card_id": delivery.card_id,
        "member_id": delivery.member_id,
        "ours": delivery.ours,
        "scope": delivery.scope,
        "date": delivery.date,
        "received_at": letter.received_at,
        "settled_at": None if _wakes(delivery) else letter.received_at,
        "action": dict(delivery.action),
    }
