"""Which workers are alive: each holds a lock for as long as it lives, so nobody needs a clock.

SQLite: a lock on a file beside the database (freed by the system when the process dies).
PostgreSQL: a session's advisory lock (freed by the server when the connection is gone).
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import socket
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol

import sqlalchemy as sa

from sync.storage.database import Database

LOOK_EVERY = 3.0
# A lock found free once may belong to a worker that is just starting or reconnecting.
FREE_IN_A_ROW = 2

log = logging.getLogger("greffier.database")


class Locks(Protocol):
    """Locks named after workers."""

    def take(self, name: str) -> bool:
        """Hold this worker's lock until the process ends; False if another holds it."""

    def is_free(self, name: str) -> bool:
        """Return whether nobody holds this worker's lock."""

    def any_held(self) -> bool:
        """Return whether somebody holds a lock of this database: a worker lives."""

    def keep(self) -> bool:
        """Make sure that the lock is still held; return False where it had been lost meanwhile."""

    def release(self) -> None:
        """Give the lock back."""


class FileLocks:
    """Locks on files in a directory of this machine."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._held: IO[str] | None = None
        directory.mkdir(parents=True, exist_ok=True)

    def _path(self, name: str) -> Path:
        return self._directory / f"{name}.lock"

    def take(self, name: str) -> bool:
        handle = self._path(name).open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.close()
            return False
        self._held = handle
        return True

    def is_free(self, name: str) -> bool:
        path = self._path(name)
        if not path.exists():
            return True
        with path.open("r+") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return False
        path.unlink(missing_ok=True)
        return True

    def any_held(self) -> bool:
        return any(not self.is_free(each.stem) for each in self._directory.glob("*.lock"))

    def keep(self) -> bool:
        return True  # the system keeps it as long as the process lives

    def release(self) -> None:
        if self._held is not None:
            Path(self._held.name).unlink(missing_ok=True)
            self._held.close()
            self._held = None


class PostgresLocks:
    """Advisory locks, on a connection of their own that stays open."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._connection: sa.Connection | None = None
        self._name, self._held = "", False

    def take(self, name: str) -> bool:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        taken = connection.execute(
            sa.text("SELECT pg_try_advisory_lock(:key)"), {"key": _key(name)}
        )
        self._connection, self._name, self._held = connection, name, bool(taken.scalar())
        return self._held

    def is_free(self, name: str) -> bool:
        with self._engine.connect() as connection, connection.begin():
            taken = connection.execute(
                sa.text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _key(name)}
            )
            return bool(taken.scalar())

    def any_held(self) -> bool:
        with self._engine.connect() as connection:
            found = connection.scalar(sa.text(_OTHERS))
        return bool(found)

    def keep(self) -> bool:
        """Take the lock again where it is gone with its connection, as after a restart of the database.
        Where only the network was cut, the server holds it for the old connection a while longer.
        """
        try:
            if self._connection is not None and self._held:
                self._connection.execute(sa.text("SELECT 1"))
                return True
        except sa.exc.DBAPIError:
            self._held = False
        self.release()
        self.take(self._name)
        return False

    def release(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
        self._connection, self._held = None, False


_OTHERS = """
SELECT count(*) FROM pg_locks
WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


class Liveness:
    """This worker's life, and the watch over the others."""

    def __init__(self, locks: Locks) -> None:
        self._locks = locks
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"

    def hold(self) -> str:
        """Take this worker's lock; returns its name. Raises `RuntimeError` where another has that lock."""
        if not self._locks.take(self.name):
            raise RuntimeError("another worker already lives under this name")
        return self.name

    def release(self) -> None:
        """Say that this worker ends."""
        self._locks.release()

    def keep(self) -> bool:
        """Go on living; False where the lock had been lost and was taken again."""
        return self._locks.keep()

    def anybody(self) -> bool:
        """Return whether a worker of this database lives, on whatever machine."""
        return self._locks.any_held()

    def watch(
        self,
        owners: Callable[[], set[str]],
        take_over: Callable[[str], None],
        came_back: Callable[[], None],
    ) -> Watch:
        """Look every three seconds for workers that died, and take over what they held. `came_back` is
        called once the database answers again after it was away.
        """
        return Watch(self, owners, take_over, came_back)

    def dead(self, names: set[str]) -> set[str]:
        """Return those of these workers whose process does not live any more."""
        return {each for each in names if each != self.name and self._locks.is_free(each)}


class Watch:
    """A thread that takes over from dead workers until it is stopped."""

    def __init__(
        self,
        liveness: Liveness,
        owners: Callable[[], set[str]],
        take_over: Callable[[str], None],
        came_back: Callable[[], None] = lambda: None,
    ) -> None:
        self._liveness, self._owners, self._take_over = liveness, owners, take_over
        self._came_back, self._missed = came_back, False
        self._seen_free: Counter[str] = Counter()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._go, name="greffier-liveness", daemon=True)
        self._thread.start()

    def _go(self) -> None:
        while not self._stopped.wait(LOOK_EVERY):
            try:
                self.look()
            except Exception:
                # The database may be away for a while; the next look is in three seconds.
                log.warning("cannot look after other workers just now", exc_info=False)

    def look(self) -> None:
        """Look once: whoever is found dead twice in a row is taken over. Where our own lock was lost
        others may have lost theirs too: they get the time to come back.
        """
        if not self._liveness.keep():
            self._seen_free.clear()
            self._missed = True
        if self._missed:
            self._came_back()
            self._missed = False
            return
        dead = self._liveness.dead(self._owners())
        self._seen_free = Counter({each: self._seen_free[each] + 1 for each in dead})
        for each, times in self._seen_free.items():
            if times >= FREE_IN_A_ROW:
                self._take_over(each)

    def stop(self) -> None:
        """End the watch and wait for the look in hand."""
        self._stopped.set()
        self._thread.join(timeout=10)


def liveness_for(database: Database) -> Liveness:
    """Return the way of knowing who is alive that suits this database."""
    if database.is_sqlite:
        file = Path(database.engine.url.database or "greffier.db")
        return Liveness(FileLocks(file.parent / f"{file.stem}.workers"))
    return Liveness(PostgresLocks(database.engine))
