"""What wakes a worker: it looks into the inbox and the queue when it is told, and from time to time."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from sync.queue.bell import Listener
from sync.queue.lookout import Lookout

LOOK_EVERY = 0.5
"""Seconds between two looks where nobody rings."""

HEARS_END = 1.0
"""Seconds within which the thread that listens notices that it is to end."""

AGAIN = 1.0
"""Seconds until an inbox that could not be emptied is looked into again."""

LONGEST = 60.0
"""Seconds after which the engine looks into its queue though nobody rang: what it is told of may get lost."""

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
    """Stands for the event on which the engine waits between two looks into a queue, and lets it look only
    when somebody rings. Safe for threads.
    """

    def __init__(self) -> None:
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

    def wait(self, timeout: float = LONGEST) -> bool:
        """Wait until somebody rings, or for `LONGEST`: as often as the engine would look (`timeout`) the
        lookout does. Return whether it is all over.
        """
        with self._changed:
            rung = self._changed.wait_for(lambda: self._rung or self._stopped, LONGEST)
        if rung and not self._stopped:
            time.sleep(GATHER)
        with self._changed:
            self._rung = False
            return self._stopped


@dataclass(frozen=True, slots=True)
class Bells:
    """What is rung where something waits: for jobs of cards and boards, and for those of the clock."""

    jobs: Doorbell = field(default_factory=Doorbell)
    ticks: Doorbell = field(default_factory=Doorbell)

    def set(self) -> None:
        """End every wait."""
        self.jobs.set()
        self.ticks.set()


class Attendant:
    """A thread that drains the inbox at each ring, and looks whether anything waits where nobody rings, until
    it is stopped. `ripen` has the engine take up the delayed jobs that are due; `every`: seconds
    between two looks.
    """

    def __init__(
        self,
        drain: Callable[[], int],
        ear: Listener,
        bells: Bells,
        lookout: Lookout,
        ripen: Callable[[], None] = lambda: None,
        every: float = LOOK_EVERY,
    ) -> None:
        self._drain, self._ripen, self._ear = drain, ripen, ear
        self._bells, self._lookout, self._every = bells, lookout, every
        self._failing = self._stopped = False
        self._thread = threading.Thread(target=self._go, name="greffier-inbox", daemon=True)
        self._thread.start()

    def _go(self) -> None:
        give_way()
        rung, next_look = True, 0.0
        while not self._stopped:
            if rung:
                self._empty()
                self._bells.jobs.ring()
            if time.monotonic() >= next_look:
                next_look = time.monotonic() + self._look()
            left = max(next_look - time.monotonic(), 0.0)
            rung = self._ear.wait(min(left, HEARS_END))
        self._ear.close()
        self._lookout.close()

    def _look(self) -> float:
        """Look once, and ring for what waits. Returns the seconds until the next look."""
        seen = self._lookout.look()
        if seen.is_due:
            self._tried(self._ripen)
        if seen.ticks:
            self._bells.ticks.ring()
        if (seen.deliveries and self._empty()) or seen.jobs or seen.is_due:
            self._bells.jobs.ring()
        due_in = seen.due_in
        return min(due_in, self._every) if due_in is not None and due_in > 0 else self._every

    def _empty(self) -> int:
        return self._tried(self._drain)

    def _tried(self, work: Callable[[], int | None]) -> int:
        try:
            found = work()
        except Exception as error:  # the next look is in a second, and the clock looks as well
            if not self._failing:
                log.warning("the inbox cannot be emptied just now: %s", type(error).__name__)
            self._failing = True
            time.sleep(AGAIN)
            return 0
        self._failing = False
        return found or 0

    def stop(self) -> None:
        """End, and wait for the look in hand."""
        self._stopped = True
        self._bells.set()
        self._thread.join(timeout=10)
