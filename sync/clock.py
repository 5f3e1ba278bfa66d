"""The one clock of Greffier, which a simulation may replace by its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path


def _wall() -> datetime:
    return datetime.now(UTC)


_clock: Callable[[], datetime] = _wall


def now() -> datetime:
    """Return the present instant, UTC."""
    return _clock()


@contextmanager
def pretend(clock: Callable[[], datetime]) -> Iterator[None]:
    """Take the time from `clock` (UTC) while the context lasts, in this whole process."""
    global _clock
    before, _clock = _clock, clock
    try:
        yield
    finally:
        _clock = before


def follow(clock: Callable[[], datetime]) -> None:
    """Take the time from `clock` (UTC) until this process ends: several share a `Dial`."""
    global _clock
    _clock = clock


class Dial:
    """A clock that is ahead of the real one by the seconds written in `file`, so that processes can
    live the same weeks in minutes. Raises OSError where the file cannot be opened.
    """

    WIDTH = 16

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        if not os.pread(self._file, 1, 0):
            self._write(timedelta(0))

    def __call__(self) -> datetime:
        """Return the present of those who share the file, UTC."""
        return _wall() + self._ahead()

    def turn(self, span: timedelta) -> None:
        """Let so much time pass at once. One process turns, the others follow."""
        self._write(self._ahead() + span)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def _ahead(self) -> timedelta:
        return timedelta(seconds=float(os.pread(self._file, self.WIDTH, 0)))

    def _write(self, ahead: timedelta) -> None:
        text = f"{ahead.total_seconds():0{self.WIDTH}.3f}"
        os.pwrite(self._file, text.encode("ascii"), 0)
