"""A run that cannot write down how it went begins again: nothing else would remember it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from sqlalchemy import exc

AWAY = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError)
"""What a database says that has gone away, or has no connection left to give."""

PAUSE = 1.0
"""Seconds until a database that has gone away is asked again."""

log = logging.getLogger("greffier.database")


def patiently(work: Callable[[], None], stopping: threading.Event, pause: float = PAUSE) -> None:
    """Do this work, from its beginning again while the database is away.

    The engine would mark its job as failed, and the want stay until the safety net finds it, minutes
    later. Raises what the database said where the worker is `stopping`: the next one begins anew.
    """
    told = False
    while True:
        try:
            return work()
        except AWAY as away:
            if not told:
                log.warning("the database is away, the run begins again: %s", type(away).__name__)
                told = True
            if stopping.wait(pause):
                raise
