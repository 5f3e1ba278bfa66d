"""The one clock of Greffier, which a simulation may replace by its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime


def _wall() -> datetime:
    return datetime.now(UTC)


_clock: Callable[[], datetime] = _wall


def now() -> datetime:
    """The present instant, UTC."""
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
