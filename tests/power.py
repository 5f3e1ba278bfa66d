"""A power cut: of a SQLite database only what SQLite had put on the disk is left.

SQLite's write-ahead log is on the disk up to the last commit that waited for it (`synchronous=FULL`),
and up to what a checkpoint took over. All that came after is cut off, as a disk may after a power cut.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from sync.storage.database import Database

HEADER, FRAME_HEADER = 32, 24
BESIDE = ("-wal", "-shm")
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
    """What keeps a database going, until it is cut. For a process that is alone with its files."""

    def __init__(self, database: Database) -> None:
        assert database.is_sqlite
        self._database = database
        self._disks = [_Disk(each) for each in (database.engine, database.inbox)]

    def cut(self) -> int:
        """Cut it, and put it back on. Gives the number of frames of the logs that are gone."""
        left = [each.left() for each in self._disks]
        self._database.close()
        return sum(disk.restart(*each) for disk, each in zip(self._disks, left, strict=True))


class _Disk:
    """One file of SQLite, and how much of its log is on the disk."""

    def __init__(self, engine: sa.Engine) -> None:
        self._file = Path(str(engine.url.database))
        self._wal, self._index = (self._file.with_name(self._file.name + e) for e in BESIDE)
        self._on_disk = self._log()
        dialect: Any = engine.dialect
        commit: Callable[[Any], None] = dialect.do_commit

        def watched(connection: Any) -> None:
            before = self._log()
            level = connection.cursor().execute("PRAGMA synchronous").fetchone()[0]
            commit(connection)
            after = self._log()
            if level >= FULL and after != before:
                self._on_disk = after

        dialect.do_commit = watched

    def left(self) -> tuple[bytes, bytes, Log]:
        """What lies on the disk, with too much of the log, and how far that had come."""
        tables, frames = (e.read_bytes() if e.exists() else b"" for e in (self._file, self._wal))
        return tables, frames, self._log()

    def restart(self, tables: bytes, frames: bytes, now: Log) -> int:
        """Begin again with that, but for what was not on the disk: so many frames."""
        kept = self._on_disk.frames if self._on_disk.salts == now.salts else 0
        kept = max(kept, now.taken_over)
        for each in (self._wal, self._index):
            each.unlink(missing_ok=True)
        if tables:
            self._file.write_bytes(tables)
        if kept:
            self._wal.write_bytes(frames[: HEADER + kept * (FRAME_HEADER + now.page)])
        self._on_disk = now._replace(frames=kept, taken_over=0)
        return now.frames - kept

    def _log(self) -> Log:
        head = self._index.read_bytes()[:100] if self._index.exists() else b""
        if len(head) < 100:
            return Log()
        page, frames = struct.unpack_from("=HI", head, 14)
        return Log(head[32:40], frames, struct.unpack_from("=I", head, 96)[0], page)
