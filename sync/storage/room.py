"""Whether there is room to write: what the disk refused lately, and what is left on it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

SCARCE: Final = 32 * 1024 * 1024
"""Bytes left beside SQLite's file below which the next burst may not fit."""

REMEMBERED: Final = 120.0
"""Seconds for which a refused write counts: Trello sends again, and the clock writes every minute."""

REFUSALS: Final = ("disk is full", "disk i/o", "no space left", "readonly", "could not extend")
"""What databases say, in small letters, where nothing can be written any more."""


class Room:
    """What this process met when it wrote to a database."""

    def __init__(self) -> None:
        self._refused, self._at = "", 0.0

    def watch(self, engine: sa.Engine) -> None:
        """Remember from now on what is refused to this engine."""
        sa.event.listen(engine, "handle_error", self._note)

    def _note(self, context: Any) -> None:
        self.note(context.original_exception)

    def note(self, error: BaseException) -> None:
        """Remember it where it says that nothing can be written."""
        said = str(error).strip().splitlines()[:1] or [""]
        if any(each in said[0].lower() for each in REFUSALS):
            self._refused, self._at = said[0][:120], time.monotonic()

    def refused(self) -> str:
        """Return what the database said of the last write it refused, "" where it refused none lately."""
        return self._refused if time.monotonic() - self._at < REMEMBERED else ""


def left(url: sa.URL) -> int | None:
    """Return the bytes left where SQLite's file lies; None where that is not ours to know."""
    if not url.drivername.startswith("sqlite"):
        return None
    try:
        return shutil.disk_usage(Path(url.database or "").parent).free
    except OSError:
        return None
