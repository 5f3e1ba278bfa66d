"""The pauses of the engine: it waits longer and longer for a database that is away, up to a minute and a
half, and would sleep on when that is back. A private part of it is replaced: no setting bounds them.
"""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any, Final

from dbos import _sys_db

LONGEST: Final = 4.0
"""Seconds between two tries, however long the database has been away."""


def _sleep(seconds: float) -> None:
    time.sleep(min(seconds, LONGEST))


def shorten() -> None:
    """Bound every pause of the engine in this process from now on."""
    engine: Any = _sys_db
    engine.time = SimpleNamespace(**vars(time) | {"sleep": _sleep})
