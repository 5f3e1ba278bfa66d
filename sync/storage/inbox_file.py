"""SQLite's inbox as whoever puts letters down has it: one connection of the driver, kept open.

What SQLAlchemy does around an INSERT (a place in the pool, events, a look at each value) costs several times
what SQLite itself does.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import PoolProxiedConnection

from sync.storage.database import Database
from sync.storage.many_rows import Plan


class InboxFile:
    """Writes letters into the file as `plan` says. Safe for threads, one of which may close it."""

    def __init__(self, database: Database, plan: Plan) -> None:
        self._database, self._plan = database, plan
        self._kept: PoolProxiedConnection | None = None
        self._lock = (
            threading.RLock()
        )  # closed amid a write by another thread, SQLite ends the process
        sa.event.listen(database.inbox, "engine_disposed", lambda _: self._let_go())

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write these rows, which are on disk when this returns. Raises what SQLite says, with nothing
        written.
        """
        with self._lock:
            try:
                connection = self._connection()
                connection.executemany(self._plan.text, self._plan.values(rows))
                self._database.inbox.dialect.do_commit(connection)
            except BaseException as error:
                self._let_go()
                self._database.room.note(error)
                raise

    def _connection(self) -> Any:
        if self._kept is None:
            self._kept = self._database.inbox.raw_connection()
            driver: Any = self._kept.driver_connection
            driver.execute("PRAGMA synchronous=FULL")  # whoever had it before may have let it lag
        return self._kept.driver_connection

    def _let_go(self) -> None:
        with self._lock:
            kept, self._kept = self._kept, None
            if kept is not None:
                with suppress(Exception):
                    kept.invalidate()
