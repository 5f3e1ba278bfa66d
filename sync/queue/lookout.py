"""Whether a worker has anything to do, asked in one cheap statement: most of the time there is nothing, and
the looks of those who would do it cost fifty times as much.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from sync.queue.engine_rows import in_state, table_of
from sync.storage.database import INBOX, Database
from sync.storage.tables import WakeRow


@dataclass(frozen=True, slots=True)
class Seen:
    """What waits: jobs of cards and boards, jobs of the clock, deliveries or cards of the backlog; and how
    many seconds it takes until the next delayed job is due, None where there is none.
    """

    jobs: bool
    ticks: bool
    deliveries: bool
    due_in: float | None = None

    @property
    def is_due(self) -> bool:
        """Whether a delayed job is to wait no longer."""
        return self.due_in is not None and self.due_in <= 0


UNKNOWN: Final = Seen(jobs=True, ticks=True, deliveries=True)
"""What is seen where the database does not answer: whoever looks next says so."""


class Lookout:
    """Looks on connections of its own that stay open. For one thread."""

    def __init__(self, database: Database, jobs: str, ticks: str) -> None:
        """`jobs`, `ticks`: the names of the engine's queues for both."""
        dialect = database.engine.dialect
        asked = [*_of_engine(dialect.name, jobs, ticks), _behind()]
        letters = sa.exists(sa.select(INBOX.c.number))
        self._asks = [(database.engine, _text(dialect, *asked, letters))]
        if database.is_sqlite:
            one, other = _text(dialect, *asked), _text(dialect, letters)
            self._asks = [(database.engine, one), (database.inbox, other)]
        self._open: list[sa.Connection] = []

    def look(self) -> Seen:
        """Return what waits now."""
        try:
            due_at, jobs, ticks, behind, letters = self._answers()
        except SQLAlchemyError:
            self.close()
            return UNKNOWN
        due_in = None if due_at is None else due_at / 1000 - time.time()
        return Seen(bool(jobs), bool(ticks), bool(behind or letters), due_in)

    def _answers(self) -> Sequence[Any]:
        for engine, _ in self._asks[len(self._open) :]:
            self._open.append(engine.connect().execution_options(isolation_level="AUTOCOMMIT"))
        found = list[Any]()
        for connection, (_, text) in zip(self._open, self._asks, strict=True):
            found += connection.exec_driver_sql(text).one()
        return found

    def close(self) -> None:
        """Look no more, until the next time."""
        was_open, self._open = self._open, []
        for each in was_open:
            with suppress(SQLAlchemyError):
                each.invalidate()  # it commits by itself, which others must not inherit
                each.close()


def _of_engine(dialect: str, jobs: str, ticks: str) -> Sequence[Any]:
    """Return when the next delayed job is due, and whether a job is ready in each of these queues."""
    row = table_of(dialect, "workflow_status", "queue_name", "status", "delay_until_epoch_ms")
    delayed = sa.select(sa.func.min(row.c.delay_until_epoch_ms)).where(in_state(row, "DELAYED"))
    ready = in_state(row, "ENQUEUED")
    return (
        delayed.scalar_subquery(),
        *(sa.exists().where(row.c.queue_name == queue, ready) for queue in (jobs, ticks)),
    )


def _behind() -> Any:
    return sa.exists().where(WakeRow.backlog.is_(True), WakeRow.done < WakeRow.wanted)


def _text(dialect: sa.Dialect, *asked: Any) -> str:
    """Return the statement without places for values: the planner of the database is to see them all."""
    query = sa.select(*asked)
    return str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
