"""Jobs that were not written as portable JSON: taken out unread, and made again from the wants.

The engine unpickles any row that calls itself pickled, and a pickle may run what it likes: whoever can
write a row could run code here. Greffier's own jobs were written so once; what they were for stands in
the wants, so nothing of such a row has to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.queue.engine_rows import engine_table
from sync.queue.refused_rows import is_clock
from sync.queue.wakes import Enqueue
from sync.storage.tables import WakeRow

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


def take_out(session: Session, dead: str = "") -> list[str]:
    """Delete the rows that are not portable: those that wait or were refused, and what the worker
    `dead` left running. Returns the targets of their jobs.
    """
    row = _jobs(session)
    theirs = sa.or_(
        row.c.status.in_((*BEFORE_A_RUN, REFUSED)),
        sa.and_(row.c.status == "PENDING", row.c.executor_id == dead),
    )
    return _delete(session, row, theirs, row.c.serialization != PORTABLE)


def keep_clock(session: Session, line: str, version: str) -> bool:
    """Delete every schedule but the clock of this cron line, and every version but ours, for which the
    engine would write its jobs. Returns whether the clock is still there.
    """
    table = engine_table(session, "workflow_schedules", *SCHEDULE)
    found = session.execute(sa.select(table)).mappings().all()
    odd = [row["schedule_id"] for row in found if not is_clock(row, line)]
    if odd:
        session.execute(sa.delete(table).where(table.c.schedule_id.in_(odd)))
    versions = engine_table(session, "application_versions", "version_name")
    others = versions.c.version_name != version
    if session.scalar(sa.select(versions.c.version_name).where(others).limit(1)) is not None:
        session.execute(sa.delete(versions).where(others))
    return len(found) > len(odd)


def forget_ticks(session: Session) -> None:
    """Delete the jobs that the clock has written and nobody began."""
    row = _jobs(session)  # rows of the clock do not say how they are written
    _delete(session, row, row.c.status.in_(BEFORE_A_RUN), row.c.serialization.is_(None))


def _delete(session: Session, row: sa.TableClause, *where: sa.ColumnElement[bool]) -> list[str]:
    """Delete these jobs with what they were given. Returns their targets."""
    gone = sa.delete(row).where(*where).returning(row.c.workflow_uuid, row.c.queue_partition_key)
    found = session.execute(gone).all()
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


def _jobs(session: Session) -> sa.TableClause:
    names = ("workflow_uuid", "status", "executor_id", "serialization", "queue_partition_key")
    return engine_table(session, "workflow_status", *names)
