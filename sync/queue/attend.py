"""What wakes a worker: it looks into the inbox and the queue when it is told, and from time to time."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from sync.queue.bell import Listener

LOOK_EVERY = 1.0
"""Seconds between two looks into the inbox where nobody rings."""

GATHER = 0.01
"""Seconds that a ring waits for others, and for a job that ends to be noted as ended."""

log = logging.getLogger("greffier.database")


WAY = 5
"""How much a worker gives way to the web process (its niceness), where both want the same processor."""


def give_way() -> None:
    """From here on, have this thread and those that it starts work after those that answer people."""
    with suppress(OSError, AttributeError):  # a system that cannot do it for a thread
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), WAY)


class Doorbell:
    """Stands for the event on which the engine waits between two looks into its queue, and ends the
    wait before its time when somebody rings. Safe for threads.

    `waits`: whether there is anything to look for. Where there is not, the engine goes on waiting.
    """

    def __init__(self, waits: Callable[[], bool] = lambda: True) -> None:
        self._waits = waits
        self._changed = threading.Condition()
        self._rung = self._stopped = False

    def ring(self) -> None:
        """Tell the workers that there is something in the queue."""
        with self._changed:
            self._rung = True
            self._changed.notify_all()

    def set(self) -> None:
        """End every wait, now and later."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def is_set(self) -> bool:
        """Return whether every wait is over."""
        return self._stopped

    def wait(self, timeout: float) -> bool:
        """Wait so many seconds, or until somebody rings, and again where nothing waits then; return whether
        it is all over.
        """
        while not (rung := self._is_rung(timeout)) and not self._waits():
            pass
        if rung and not self._stopped:
            time.sleep(GATHER)
        with self._changed:
            self._rung = False
            return self._stopped

    def _is_rung(self, timeout: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._rung or self._stopped, timeout)


class Attendant:
    """A thread that drains the inbox at each ring, until it is stopped."""

    def __init__(self, drain: Callable[[], int], ear: Listener, doorbell: Doorbell) -> None:
        self._drain, self._ear, self._doorbell = drain, ear, doorbell
        self._failing = False
        self._thread = threading.Thread(target=self._go, name="greffier-inbox", daemon=True)
        self._thread.start()

    def _go(self) -> None:
        give_way()
        rung = True
        while not self._doorbell.is_set():
            if self._look() or rung:
                self._doorbell.ring()
            rung = self._ear.wait(LOOK_EVERY)
        self._ear.close()

    def _look(self) -> int:
        try:
            found = self._drain()
        except Exception as error:  # the next look is in a second, and the clock looks as well
            if not self._failing:
                log.warning("the inbox cannot be emptied just now: %s", type(error).__name__)
            self._failing = True
            time.sleep(LOOK_EVERY)
            return 0
        self._failing = False
        return found

    def stop(self) -> None:
        """End, and wait for the look in hand."""
        self._doorbell.set()
        self._thread.join(timeout=10)
