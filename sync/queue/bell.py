"""Telling workers that something waits: at once, where they can be told; else they look by themselves.

SQLite: a named pipe beside the database, for the processes of this machine. PostgreSQL: NOTIFY, which
comes with the commit, to workers on any machine.
"""

from __future__ import annotations

import os
import select
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.storage.database import Database, Writer
from sync.storage.private import FILE

CHANNEL = "greffier"
RINGS = "greffier_rings"
SHORT = 0.4
"""Seconds between two looks of a worker whose database is away."""


def hush(session: Session) -> None:
    """Tell nobody of what this transaction puts into the queue: whoever does it looks there next, and the
    others from time to time.
    """
    session.info[RINGS] = True


class Listener(Protocol):
    """A worker's ear. For one thread."""

    def wait(self, seconds: float) -> bool:
        """Wait for a ring, so many seconds at most; return whether there was one."""

    def close(self) -> None:
        """Listen no more."""


class Bell(Protocol):
    """Rings for all workers of a database. Safe for threads."""

    def ring_with(self, writer: Writer) -> None:
        """Ring once this transaction is committed."""

    def ring_after(self) -> None:
        """Ring now, after the commit of a bare connection."""

    def listener(self) -> Listener:
        """Begin to listen."""


class Pipe:
    """The bell of one machine."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._held: tuple[int, Callable[[], object]] | None = None

    def ring_after(self) -> None:
        """Ring now. Where nobody listens, nobody hears."""
        with self._lock:
            held = self._held is not None
            if not self._rung() and held:
                self._rung()  # whoever listened is gone; there may be another

    def _rung(self) -> bool:
        try:
            if self._held is None:
                handle = os.open(self._path, os.O_WRONLY | os.O_NONBLOCK)
                self._held = handle, weakref.finalize(self, os.close, handle)
            os.write(self._held[0], b"!")
        except BlockingIOError:  # so many rings that it is full
            return True
        except OSError:  # no pipe, or nobody at its other end
            if self._held is not None:
                self._held[1]()
            self._held = None
            return False
        return True

    def ring_with(self, writer: Writer) -> None:
        """Ring at the commit of a session; a bare connection does not tell of it."""
        if isinstance(writer, Session) and RINGS not in writer.info:
            writer.info[RINGS] = True
            sa.event.listen(writer, "after_commit", lambda _: self.ring_after(), once=True)

    def listener(self) -> Listener:
        try:
            return _PipeEnd(self._path)
        except OSError:  # a file system without pipes
            return _Clock()


class _PipeEnd:
    def __init__(self, path: Path) -> None:
        with suppress(FileExistsError):
            os.mkfifo(path, FILE)
        self._handle = os.open(path, os.O_RDWR | os.O_NONBLOCK)  # both ways: it never ends

    def wait(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._handle], [], [], seconds)
        if ready:
            with suppress(BlockingIOError):  # another worker was quicker
                os.read(self._handle, 65536)
        return bool(ready)

    def close(self) -> None:
        os.close(self._handle)


class _Clock:
    def wait(self, seconds: float) -> bool:
        time.sleep(seconds)
        return False

    def close(self) -> None:
        """Do nothing: nothing is open."""


class Notices:
    """The bell of PostgreSQL."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def ring_with(self, writer: Writer) -> None:
        if not writer.info.get(RINGS):
            writer.info[RINGS] = isinstance(writer, Session)  # a connection is used again
            writer.execute(sa.text(f"NOTIFY {CHANNEL}"))

    def ring_after(self) -> None:
        """Do nothing more: the notice came with the commit."""

    def listener(self) -> Listener:
        return _NoticesHeard(self._engine)


class _NoticesHeard:
    """An ear on a connection of its own; while there is none, the worker looks from time to time."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._connection: sa.Connection | None = None
        with suppress(Exception):  # the first wait tries again
            self._listening()

    def wait(self, seconds: float) -> bool:
        try:
            driver: Any = self._listening().connection.driver_connection
            # The driver's own wait looks ten times a second whether there is anything.
            ready, _, _ = select.select([driver], [], [], seconds)
            return bool(ready) and any(True for _ in driver.notifies(timeout=0))
        except Exception:  # the database is away: whoever looks next says so
            self.close()
            time.sleep(SHORT)
            return True

    def _listening(self) -> sa.Connection:
        if self._connection is None:
            plain = self._engine.connect()
            self._connection = plain.execution_options(isolation_level="AUTOCOMMIT")
            self._connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        return self._connection

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                connection.invalidate()
                connection.close()


def bell_for(database: Database) -> Bell:
    """Return the bell that suits this database."""
    if not database.is_sqlite:
        return Notices(database.engine)
    file = Path(database.engine.url.database or "greffier.db")
    return Pipe(file.with_name(f"{file.stem}.bell"))
