"""How often a secret address may be asked: enough for a person, too little for whoever guesses addresses.

On SQLite there is one web process, which counts for itself, by a clock that only goes forward. On PostgreSQL
there may be many, on many machines: they count in the database, minute by minute.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from pyrate_limiter import InMemoryBucket, Rate, RateItem
from pyrate_limiter.abstracts.algorithm import Decision

from sync.clock import now
from sync.storage.database import Database
from sync.storage.paces import one_more

MINUTE: Final = 60_000  # milliseconds
KNOWN: Final = 1_000
"""How many addresses are counted at a time; the one that was quiet longest is forgotten first."""


class Pace(Protocol):
    """How often each key is allowed."""

    def allows(self, key: str) -> bool:
        """Count one more time for this key; return False where it is one too many."""


def pace(database: Database, name: str, each: int) -> Pace:
    """Return what allows each key `each` times a minute, however many web processes there are. `name` tells
    it from others.
    """
    return OwnPace(each) if database.is_sqlite else SharedPace(database, name, each)


def _milliseconds() -> int:
    return time.monotonic_ns() // 1_000_000


@dataclass(slots=True)
class OwnPace:
    """Allows each key `each` times a minute in this process. `clock` gives milliseconds. Safe for threads."""

    each: int
    clock: Callable[[], int] = _milliseconds
    _buckets: OrderedDict[str, InMemoryBucket] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def allows(self, key: str) -> bool:
        at = self.clock()
        with self._lock:
            bucket = self._buckets.pop(key, None) or InMemoryBucket([Rate(self.each, MINUTE)])
            self._buckets[key] = bucket
            if len(self._buckets) > KNOWN:
                self._buckets.popitem(last=False)
            bucket.leak(at)
            decision = bucket.put_decision(RateItem("", at, 1))
        assert isinstance(decision, Decision)
        return decision.allowed


@dataclass(frozen=True, slots=True)
class SharedPace:
    """Allows each key `each` times in a minute of the clock, for all that share the database."""

    database: Database
    name: str
    each: int

    def allows(self, key: str) -> bool:
        with self.database.transaction() as session:
            return one_more(session, self.name, key, int(now().timestamp()) // 60) <= self.each
