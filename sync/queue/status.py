"""What waits, runs, failed or was given up, and why; and a second chance for what was given up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.clock import now
from sync.queue.jobs import FAILED, Jobs, new_id
from sync.queue.wakes import Enqueue, Want, wake
from sync.storage.database import Database, flush_alone
from sync.storage.tables import HoldRow, WakeRow
from sync.storage.trello_tables import CardRow

State = Literal["running", "waiting", "later", "retry", "parked", "failed", "backlog"]
ORDER: tuple[State, ...] = ("parked", "failed", "running", "waiting", "retry", "later", "backlog")
RUNNING = ["PENDING"]


@dataclass(frozen=True, slots=True)
class Item:
    """A card or board with something to be done. Times are UTC.

    `later`: it will be looked at again at `next_at`, because of its settle window or (`held`) the
    end of a suspension. `retry`: it failed `failures` times in a row, last with `error`. `parked`:
    given up at `since`. `backlog`: it waits behind those on which people act. `failed`: the engine of
    jobs gave the run up.
    """

    id: str
    scope: str
    board_id: str
    state: State
    since: datetime | None = None
    next_at: datetime | None = None
    failures: int = 0
    error: str = ""
    held: bool = False


def listing(database: Database, jobs: Jobs) -> list[Item]:
    """Return everything in the queue: what needs a person first, then what runs, waits, and comes later."""
    # Raises where the database is away: the engine would wait for it for ever.
    with database.transaction() as session:
        session.execute(sa.select(WakeRow.id).limit(1))
    running = {each.target for each in jobs.listing(RUNNING) if each.target}
    failed = {each.target: each for each in jobs.listing(FAILED) if each.target}
    with database.transaction() as session:
        items = [_item(session, row, running) for row in session.scalars(_rows(running))]
        known = {each.id for each in items}
        for target in failed.keys() - known:
            row = session.get(WakeRow, target)
            if row is not None and row.done < row.wanted:
                items.append(Item(target, row.scope, row.board_id, "failed", row.wanted_at))
    return sorted(items, key=lambda each: (ORDER.index(each.state), _place(each)))


def _rows(running: Collection[str]) -> sa.Select[Any]:
    row = WakeRow
    wants = sa.or_(
        row.done < row.wanted,
        row.timer_at.is_not(None),
        row.parked_at.is_not(None),
        row.id.in_(running),
    )
    return sa.select(row).where(wants)


def _item(session: Session, row: WakeRow, running: Collection[str]) -> Item:
    state = _state(row, running)
    hold = session.get(HoldRow, row.id) if state == "later" else None
    return Item(
        id=row.id,
        scope=row.scope,
        board_id=row.board_id,
        state=state,
        since=row.parked_at if state == "parked" else row.wanted_at,
        next_at=row.timer_at,
        failures=row.failures,
        error=row.error,
        held=hold is not None and hold.until is not None and hold.until == row.timer_at,
    )


def _state(row: WakeRow, running: Collection[str]) -> State:
    if row.parked_at is not None:
        return "parked"
    if row.id in running:
        return "running"
    if row.failures or row.error:
        return "retry"
    if row.done >= row.wanted:
        return "later"
    return "backlog" if row.backlog else "waiting"


def _place(item: Item) -> datetime:
    found = item.next_at if item.state in ("later", "retry") else item.since
    return found or now()


def replay(session: Session, enqueue: Enqueue, target: str, at: datetime) -> bool:
    """Give a card or board a new run at once, parked or not. False where it is not known."""
    row = session.get(WakeRow, target)
    if row is None:
        card = session.get(CardRow, target)
        if card is None:
            return False
        wake(session, enqueue, Want(new_id("replay"), "card", target, card.board_id, at))
        return True
    row.parked_at, row.failures, row.error = None, 0, ""
    row.queued = False  # the job that should have served it may be among those that failed
    flush_alone(session)
    wake(session, enqueue, Want(new_id("replay"), row.scope, target, row.board_id, at))
    return True


def parked(session: Session) -> list[str]:
    """Return the ids of all that was given up."""
    return list(session.scalars(sa.select(WakeRow.id).where(WakeRow.parked_at.is_not(None))))
