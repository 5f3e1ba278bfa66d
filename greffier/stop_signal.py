"""How a process that serves ends: at a signal, or with the process that started it."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)

PARENT = "GREFFIER_PARENT"
"""The process id of whoever started us, where we are not to outlive it, even if it is killed."""

LOOK_EVERY = 0.5


def end_at_once() -> None:
    """Have a signal end this process with status 0 from here on: nothing has begun yet."""
    for each in SIGNALS:
        signal.signal(each, _leave)


def _leave(_number: int, _frame: FrameType | None) -> None:
    # Not SystemExit: it would be raised in the middle of whatever is being imported.
    os._exit(0)


class Stopping:
    """Whether a signal has told the process to end.

    No `threading.Event`: its `set` waits for a lock that `wait` holds for an instant, and a handler
    that comes in that instant, in the same thread, would wait for ever.
    """

    def __init__(self) -> None:
        self._told, self._is_set = SimpleQueue[None](), False

    def set(self) -> None:
        """Set it, from a signal's handler."""
        self._is_set = True
        self._told.put(None)

    def is_set(self) -> bool:
        return self._is_set

    def wait(self, seconds: float | None = None) -> bool:
        """Wait so long at most (for ever without), and say whether it is set. For one thread."""
        if not self._is_set:
            with suppress(Empty):
                self._told.get(timeout=seconds)
        return self._is_set


def wait_for_end() -> Stopping:
    """Return what a signal sets from here on, in place of ending the process: work in hand is finished."""
    stopping = Stopping()
    for each in SIGNALS:
        signal.signal(each, lambda *_: stopping.set())
    return stopping


def follow_parent() -> None:
    """End as by SIGTERM once the process named by `GREFFIER_PARENT`, if any, is gone."""
    parent = os.environ.get(PARENT)
    if parent is not None:
        name = "greffier-parent"
        threading.Thread(target=_follow, args=(int(parent),), name=name, daemon=True).start()


def is_left_alone() -> bool:
    """Return whether the process named by `GREFFIER_PARENT`, if any, is gone."""
    parent = os.environ.get(PARENT)
    return parent is not None and os.getppid() != int(parent)


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
