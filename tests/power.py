"""A power cut: of a SQLite database only what SQLite had put on the disk is left.

SQLite's write-ahead log is on the disk up to the last commit that waited for it (`synchronous=FULL`),
and up to what a checkpoint took over. All that came after is cut off, as a disk may after a power cut.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from sync.storage.database import Database

HEADER, FRAME_HEADER = 32, 24
FULL = 2


class Log(NamedTuple):
    """How far the log has come, as SQLite's own index of it tells: its salts (others after a restart
    of the log), its frames up to the last commit, those that a checkpoint took over, its page size.
    """

    salts: bytes = b""
    frames: int = 0
    taken_over: int = 0
    page: int = 0


class Power:
    """What keeps a database going, until it is cut. For a process that is alone with the file."""

    def __init__(self, database: Database) -> None:
        assert database.is_sqlite
        self._database = database
        self._file = Path(str(database.engine.url.database))
        self._on_disk = self._log()
        for engine in (database.engine, database._swift):
            self._watch(engine.dialect)

    def _watch(self, dialect: Any) -> None:
        commit: Callable[[Any], None] = dialect.do_commit

        def watched(connection: Any) -> None:
            before = self._log()
            level = connection.cursor().execute("PRAGMA synchronous").fetchone()[0]
            commit(connection)
            after = self._log()
            if level >= FULL and after != before:
                self._on_disk = after

        dialect.do_commit = watched

    def cut(self) -> int:
        """Cut it, and put it back on. Gives the number of frames of the log that are gone."""
        now, log = self._log(), self._file.with_name(self._file.name + "-wal")
        kept = self._on_disk.frames if self._on_disk.salts == now.salts else 0
        kept = max(kept, now.taken_over)
        tables, frames = self._file.read_bytes(), log.read_bytes() if log.exists() else b""
        self._database.close()
        for each in ("-wal", "-shm"):
            self._file.with_name(self._file.name + each).unlink(missing_ok=True)
        self._file.write_bytes(tables)
        if kept:
            log.write_bytes(frames[: HEADER + kept * (FRAME_HEADER + now.page)])
        self._on_disk = now._replace(frames=kept, taken_over=0)
        return now.frames - kept

    def _log(self) -> Log:
        index = self._file.with_name(self._file.name + "-shm")
        head = index.read_bytes()[:100] if index.exists() else b""
        if len(head) < 100:
            return Log()
        page, frames = struct.unpack_from("=HI", head, 14)
        return Log(head[32:40], frames, struct.unpack_from("=I", head, 96)[0], page)
