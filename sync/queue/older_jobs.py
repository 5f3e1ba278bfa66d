"""Jobs that were not written as portable JSON: taken out unread, and made again from the wants.

The engine unpickles any row that calls itself pickled, and a pickle may run what it likes: whoever can
write a row could run code here. Greffier's own jobs were written so once; what they were for stands in
the wants, so nothing of such a row has to be read.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.clock import now
from sync.queue.engine_rows import engine_table, in_state
from sync.queue.refused_rows import is_clock
from sync.queue.wakes import Enqueue
from sync.storage.database import Database, Writer
from sync.storage.tables import WakeRow

log = logging.getLogger("greffier")

PORTABLE = "portable_json"
"""What the engine calls JSON."""

BEFORE_A_RUN = ("ENQUEUED", "DELAYED")
SCHEDULE = (
    *("schedule_id", "schedule_name", "workflow_name", "workflow_class_name", "schedule", "status"),
    *("context", "automatic_backfill", "cron_timezone", "queue_name"),
    "application_name",
)
REFUSED = "ERROR"
"""The engine has tried to read the row, and was refused."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether any job is marked as running, and whether any row is not as ours are."""

    running: bool
    odd: bool


def look(writer: Writer, line: str, version: str) -> Seen:
    """Look, in two cheap queries, whether there is anything for `take_out` or `keep_clock`."""
    row = _jobs(writer)
    others = _versions(writer).c.version_name != version
    asked = sa.select(
        sa.exists().where(in_state(row, "PENDING")),
        *(sa.exists().where(each, row.c.serialization != PORTABLE) for each in _unread(row)),
        sa.exists().where(others),
    )
    running, *odd = writer.execute(asked).one()
    clocks = [is_clock(each, line) for each in _schedules(writer)]
    return Seen(bool(running), any(odd) or clocks != [True])


def take_out(session: Session, dead: str = "") -> list[str]:
    """Delete the rows that are not portable: those that wait or were refused, and what the worker
    `dead` left running. Returns the targets of their jobs.
    """
    row = _jobs(session)
    theirs = [*_unread(row)]
    if dead:
        theirs.append(sa.and_(in_state(row, "PENDING"), row.c.executor_id == dead))
    targets = list[str]()
    for each in theirs:
        targets += _delete(session, row, each, row.c.serialization != PORTABLE)
    return targets


def _unread(row: sa.TableClause) -> Sequence[sa.ColumnElement[bool]]:
    return [in_state(row, each) for each in (*BEFORE_A_RUN, REFUSED)]


def keep_clock(session: Session, line: str, version: str) -> bool:
    """Delete every schedule but the clock of this cron line, and every version but ours, for which the
    engine would write its jobs. Returns whether the clock is still there.
    """
    table, found = _schedule(session), _schedules(session)
    odd = [row["schedule_id"] for row in found if not is_clock(row, line)]
    if odd:
        session.execute(sa.delete(table).where(table.c.schedule_id.in_(odd)))
    versions = _versions(session)
    others = versions.c.version_name != version
    if session.scalar(sa.select(versions.c.version_name).where(others).limit(1)) is not None:
        session.execute(sa.delete(versions).where(others))
    return len(found) > len(odd)


def forget_ticks(session: Session) -> None:
    """Delete the jobs that the clock has written and nobody began."""
    row = _jobs(session)  # rows of the clock do not say how they are written
    for each in BEFORE_A_RUN:
        _delete(session, row, in_state(row, each), row.c.serialization.is_(None))


def _delete(session: Session, row: sa.TableClause, *where: sa.ColumnElement[bool]) -> list[str]:
    """Delete these jobs with what they were given. Returns their targets."""
    gone = sa.delete(row).where(*where).returning(row.c.workflow_uuid, row.c.queue_partition_key)
    found = session.execute(gone).all()
    if not found:
        return []
    given = engine_table(session, "workflow_input", "workflow_uuid")
    session.execute(sa.delete(given).where(given.c.workflow_uuid.in_([each for each, _ in found])))
    return [target for _, target in found if target]


def make_again(
    session: Session,
    enqueue: Enqueue,
    new_id: Callable[[str], str],
    targets: Sequence[str],
    at: datetime,
) -> None:
    """Give these cards and boards the jobs that their wants and timers ask for."""
    for row in session.scalars(sa.select(WakeRow).where(WakeRow.id.in_(targets))):
        if row.timer_at is not None:
            wait = (row.timer_at - at).total_seconds()
            enqueue(session, new_id("again"), row.scope, row.id, wait)
        if row.done < row.wanted and (row.queued or row.timer_at is None):
            enqueue(session, new_id("again"), row.scope, row.id)
            row.queued = True


def _jobs(writer: Writer) -> sa.TableClause:
    names = ("workflow_uuid", "status", "executor_id", "serialization", "queue_partition_key")
    return engine_table(writer, "workflow_status", *names)


def _versions(writer: Writer) -> sa.TableClause:
    return engine_table(writer, "application_versions", "version_name")


def _schedule(writer: Writer) -> sa.TableClause:
    return engine_table(writer, "workflow_schedules", *SCHEDULE)


def _schedules(writer: Writer) -> Sequence[Mapping[Any, Any]]:
    return writer.execute(sa.select(_schedule(writer))).mappings().all()


@dataclass(frozen=True, slots=True)
class Clock:
    """The one schedule that there is: its cron line, the version of its jobs, and what writes it."""

    line: str
    version: str
    write: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class OlderJobs:
    """Makes jobs again whose rows the engine may not read, and the clock. `new_id` returns the id of a new
    job, given a prefix.
    """

    database: Database
    enqueue: Enqueue
    new_id: Callable[[str], str]
    clock: Clock

    def is_any_running(self) -> bool:
        """Return whether any job is marked as running. What is not as ours is put right on the way."""
        with self.database.engine.connect() as connection:
            found = look(connection, self.clock.line, self.clock.version)
        if found.odd:
            self.make_again()
        return found.running

    def make_again(self, dead: str = "", *, start: bool = False) -> None:
        """Make again jobs that are not portable (of the worker `dead` too); keep one schedule, the clock."""
        clock = self.clock
        with self.database.transaction() as session:
            ticks = keep_clock(session, clock.line, clock.version)
            if start:
                forget_ticks(session)
            targets = take_out(session, dead)
            make_again(session, self.enqueue, self.new_id, targets, now())
        if not ticks and not start:
            clock.write(clock.line)
            log.warning("the clock was not as it was written: set again")
        if targets:
            log.warning("jobs that were not portable were made again")
