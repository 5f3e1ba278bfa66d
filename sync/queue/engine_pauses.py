"""How often the engine looks, and how long it waits. Private parts of it are replaced: no setting does that.

Its loops look into the database once a second each, and more often, whatever waits there: here they wait
until they are rung for. And it waits longer and longer for a database that is away, up to 90 seconds,
and would sleep on when that is back.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace
from typing import Any, Final

from dbos import DBOS, _dbos, _sys_db
from dbos._queue import queue_worker_thread
from sqlalchemy.exc import SQLAlchemyError

from sync.queue.attend import Doorbell, give_way

LONGEST: Final = 4.0
"""Seconds between two tries, however long the database has been away."""


def _sleep(seconds: float) -> None:
    time.sleep(min(seconds, LONGEST))


def shorten() -> None:
    """Bound every pause of the engine in this process from now on."""
    engine: Any = _sys_db
    engine.time = SimpleNamespace(**vars(time) | {"sleep": _sleep})


def still() -> None:
    """Have the engine of this process look into no queue of its own accord from now on, wake no delayed job
    and look for none that has lasted too long (none of ours has a deadline).
    """
    replaced: Any = _dbos
    replaced.queue_thread = replaced.background_jobs_thread = _wait


def _wait(stopping: threading.Event, _engine: object) -> None:
    stopping.wait()


def ripen(engine: DBOS) -> None:
    """Put the delayed jobs that are due among those that are ready."""
    engine._sys_db.transition_delayed_workflows()


def look(engine: DBOS, queue: Callable[[], Any], bell: Doorbell, name: str) -> threading.Thread:
    """Start a thread that looks into this queue at each ring, until the bell is set. The loop is the engine's
    own and private.
    """
    thread = threading.Thread(target=_look, args=(engine, queue, bell), name=name, daemon=True)
    thread.start()
    return thread


def _look(engine: DBOS, queue: Callable[[], Any], bell: Doorbell) -> None:
    give_way()  # and so do the hands, which this thread hires
    while not bell.is_set():
        with suppress(SQLAlchemyError):  # the database is away: it is tried again
            if (found := queue()) is not None:
                found.database_backed_queue = False  # nobody changes it while we look
                queue_worker_thread(bell, engine, found)  # type: ignore[arg-type]
        bell.wait(1.0)
