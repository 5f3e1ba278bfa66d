"""Jobs that the engine believes to run, and that nobody runs any more: of dead workers, and of this one.

The engine notes the end of a job in the database. Where that fails for another reason than a lost
connection (the disk is full), it gives up, and as only one job of a card runs at a time, the card
would wait for ever: nobody takes over from a worker that lives.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dbos import DBOS

from sync.queue.older_jobs import OlderJobs

log = logging.getLogger("greffier")

LOOKS = 10
"""How many looks in a row must find a job in nobody's hand until it is left over: one that begins, or
whose end is being written, is not in hand either."""


class Leftovers:
    """Knows the jobs in hand. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._in_hand: Counter[str] = Counter()
        self._seen: Counter[str] = Counter()

    @contextmanager
    def in_hand(self, job_id: str) -> Iterator[None]:
        """Note that this process runs the job, while the context lasts."""
        with self._lock:
            self._in_hand[job_id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._in_hand -= Counter([job_id])

    def __len__(self) -> int:
        with self._lock:
            return self._in_hand.total()

    def look(self, running: set[str]) -> set[str]:
        """Look once: return those of these jobs, which the engine believes to run here, that are left
        over.
        """
        with self._lock:
            idle = running - set(self._in_hand)
        self._seen = Counter({each: self._seen[each] + 1 for each in idle})
        return {each for each, times in self._seen.items() if times >= LOOKS}


def owners(us: str, older: OlderJobs, leftovers: Leftovers) -> set[str]:
    """Return the workers whose jobs are marked as running; let go those of ours that nobody runs."""
    running = []
    if older.is_any_running():
        running = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
    ours = {each.workflow_id for each in running if each.executor_id == us}
    for job in leftovers.look(ours):
        DBOS.cancel_workflow(job)
        log.warning("a job whose end could not be noted was let go")
    return {each.executor_id for each in running if each.executor_id}


def take_over(older: OlderJobs, rung: Callable[[], None], executor: str) -> None:
    """Take over what this dead worker had in hand; `rung` has our queue looked into."""
    older.make_again(executor)
    # Private, because without its vendor's paid service the engine recovers only the jobs of its
    # own executor id: a dead worker's card would stay blocked for ever.
    DBOS._recover_pending_workflows([executor])
    rung()
    log.warning("jobs of a dead worker taken over")
