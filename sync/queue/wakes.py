"""Who wants a run: the counters that turn a burst of deliveries into one or two runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.queue import wake_queries
from sync.storage.database import Writer, dialect_of
from sync.storage.tables import WakeRow

PARK_AFTER = 8
"""Tries of one card that may fail for a reason of its own before it is parked."""

LONGEST_WAIT = timedelta(minutes=10)
"""The longest pause between two tries of a card that fails."""

OUTAGE_WAIT = timedelta(minutes=1)
"""The longest pause while Trello itself cannot be reached: it comes back without notice."""


EARLY = timedelta(seconds=2)
"""How long before its time a timer may come: the engine cuts to milliseconds, and the clocks of two
machines differ. A timer that is not taken for one would leave its card waiting for minutes."""


class Enqueue(Protocol):
    """Puts a job into the engine, inside the transaction."""

    def __call__(
        self, session: Writer, job_id: str, scope: str, target: str, delay: float | None = None
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Run:
    """A run that began: it serves all wants up to `wanted`, and settles these deliveries. `error`: why
    the try before failed, "" if it did not. `backlog`: nobody waits for it.
    """

    scope: str
    target: str
    board_id: str
    wanted: int
    deliveries: tuple[str, ...]
    fresh_at: datetime | None
    by_timer: bool
    error: str = ""
    backlog: bool = False


@dataclass(frozen=True, slots=True)
class Want:
    """One more run that is wanted of a card or board, since `at` (UTC).

    `job_id`: of the job that is put into the engine where none waits. `fresh_at`: the mirror holds the
    target as it was then, so it need not be read again. `delay`: nobody is in a hurry; whatever wakes the
    target within so many seconds serves this want too. `backlog`: nobody waits for it; it gets a job when
    it is its turn, unless somebody wants the same target and waits.
    """

    job_id: str
    scope: str
    target: str
    board_id: str
    at: datetime
    fresh_at: datetime | None = None
    delay: float | None = None
    backlog: bool = False


def wake(session: Session, enqueue: Enqueue, *wants: Want) -> None:
    """Ask for one more run of each of these (all different); put a job into the engine unless one waits.

    A job that has not begun yet will see this want too, because it reads `wanted` when it begins
    and clears `queued` in the same transaction. That is why a burst costs one or two runs.
    """
    if not wants:
        return
    values = [
        {
            "id": each.target,
            "board_id": each.board_id,
            "scope": each.scope,
            "wanted_at": each.at,
            "fresh_at": each.fresh_at,
            "backlog": each.backlog,
        }
        for each in wants
    ]
    found = session.execute(wake_queries.want(dialect_of(session)), values).all()
    provided = {each.id for each in found if each.queued or each.backlog}
    todo = [each for each in wants if each.target not in provided]
    hurried = [{"target": each.target} for each in todo if each.delay is None]
    if hurried:
        session.connection().execute(wake_queries.QUEUED, hurried)
    for each in todo:
        enqueue(session, each.job_id, each.scope, each.target, each.delay)


def begin(session: Session, target: str, now: datetime) -> Run | None:
    """Begin a run; return it, or None where nothing is wanted: another run has served it already."""
    row = session.scalar(wake_queries.BEGIN, {"target": target})
    if row is None:
        return None
    by_timer = row.timer_at is not None and row.timer_at <= now + EARLY
    if by_timer:  # wanted until it is settled, so that a crash on the way does not lose it
        if row.done >= row.wanted:
            row.wanted_at, row.backlog = now, False
        row.timer_at = None
        row.wanted += 1
    elif row.done >= row.wanted:
        return None
    return Run(
        scope=row.scope,
        target=target,
        board_id=row.board_id,
        wanted=row.wanted,
        deliveries=_waiting(session, row),
        fresh_at=row.fresh_at,
        by_timer=by_timer,
        error=row.error,
        backlog=row.backlog,
    )


def _waiting(session: Session, row: WakeRow) -> tuple[str, ...]:
    query = wake_queries.WAITING["card" if row.scope == "card" else "board"]
    return tuple(session.scalars(query, {"target": row.id}))


def wanting(session: Session, targets: Sequence[str]) -> set[str]:
    """Return the targets of which a run is due or in hand."""
    row = WakeRow
    query = sa.select(row.id).where(row.id.in_(targets), row.done < row.wanted)
    return set(session.scalars(query))


def settle(session: Session, run: Run, now: datetime) -> None:
    """Note that the run did its work: its deliveries are settled, and its wants served."""
    connection = session.connection()
    if run.deliveries:
        values = [{"of_action": each, "at": now} for each in run.deliveries]
        connection.execute(wake_queries.SETTLED, values)
    connection.execute(wake_queries.SERVED, {"target": run.target, "upto": run.wanted})


def served(session: Session, target: str) -> Run | None:
    """Return the run that served this target last, with nothing left to settle; None for an unknown one."""
    row = session.get(WakeRow, target)
    if row is None:
        return None
    return Run(row.scope, target, row.board_id, row.done, (), None, by_timer=False)


def is_served(session: Session, run: Run) -> bool:
    """Return whether somebody else has settled what this run is for: its process was taken for dead."""
    done = session.scalar(wake_queries.DONE, {"target": run.target})
    return done is not None and done >= run.wanted


def ensure(session: Session, run: Run, at: datetime) -> None:
    """See to it that the target of this run is known here."""
    if session.get(WakeRow, run.target) is None:
        row = WakeRow(id=run.target, board_id=run.board_id, scope=run.scope, wanted_at=at)
        row.wanted = row.done = row.failures = 0
        row.queued, row.error, row.backlog = False, "", False
        session.add(row)
        session.flush()


def again_at(
    session: Session, enqueue: Enqueue, job_id: str, run: Run, at: datetime, now: datetime
) -> None:
    """Have the engine wake the target at that instant, unless it will do so before anyway.

    A timer that comes too early does no harm: the run finds what is still to wait for, and sets it
    again. So a card that is edited all day has one timer, not one an edit.
    """
    row = session.get(WakeRow, run.target)
    if row is None or (row.timer_at is not None and now < row.timer_at <= at):
        return
    row.timer_at = at
    enqueue(session, job_id, run.scope, run.target, (at - now).total_seconds())


def failed(
    session: Session,
    enqueue: Enqueue,
    job_id: str,
    run: Run,
    error: str,
    now: datetime,
    *,
    outage: bool,
    wait: float | None = None,
) -> timedelta | None:
    """Note that the run failed, and try again later, more and more rarely. Returns the wait, None when
    parked.

    `outage`: the fault is Trello's or the network's, so every card waits, none is parked, and it does
    not count: a card with a fault of its own after it has all its tries. `wait`: seconds that Trello
    asked for; such a try does not count either.
    """
    row = session.get(WakeRow, run.target)
    if row is None:
        return None
    row.error, row.handed_at = error[:500], None
    if outage:
        row.failures = row.failures or int(wait is None)
    elif wait is None:
        row.failures += 1
    if not outage and row.failures >= PARK_AFTER:
        row.parked_at = now
        return None
    seconds = wait if wait is not None else _pause(row, now, outage=outage)
    row.timer_at = now + timedelta(seconds=seconds)
    enqueue(session, job_id, run.scope, run.target, seconds)
    return timedelta(seconds=seconds)


def _pause(row: WakeRow, now: datetime, *, outage: bool) -> float:
    """Return the seconds until the next try, each time about twice as long: by the count of failures, or
    by the age of the want while nobody can be reached.
    """
    if outage:
        return min(max((now - row.wanted_at).total_seconds(), 2.0), OUTAGE_WAIT.total_seconds())
    return min(2.0**row.failures, LONGEST_WAIT.total_seconds())


def forgotten(session: Session, before: datetime) -> list[WakeRow]:
    """Return the wants and timers that should have been served before that instant (UTC). Parked ones are
    among them only where they are wanted again: then a job was to try once more.

    The safety net: if the engine lost its jobs, these are woken again. A want that failed waits for
    the timer of its next try; any other timer (a window, a hold) says nothing about a want.
    """
    row = WakeRow
    late_want = sa.and_(
        row.done < row.wanted,
        row.backlog.is_(False),  # the backlog is handed over again by itself
        row.wanted_at < before,
        sa.or_(row.error == "", row.timer_at.is_(None), row.timer_at < before),
    )
    found = session.scalars(
        sa.select(row).where(
            sa.or_(row.parked_at.is_(None), row.queued), sa.or_(late_want, row.timer_at < before)
        )
    )
    return list(found)
