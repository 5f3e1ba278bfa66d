"""How often a secret address may be asked: enough for a person, too little for whoever guesses addresses.

Each process counts for itself, by a clock that only goes forward.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from pyrate_limiter import InMemoryBucket, Rate, RateItem
from pyrate_limiter.abstracts.algorithm import Decision

MINUTE: Final = 60_000  # milliseconds
KNOWN: Final = 1_000
"""How many addresses are counted at a time; the one that was quiet longest is forgotten first."""


def _milliseconds() -> int:
    return time.monotonic_ns() // 1_000_000


@dataclass(slots=True)
class Pace:
    """Allows each key `each` times a minute. `clock` gives milliseconds. Safe for threads."""

    each: int
    clock: Callable[[], int] = _milliseconds
    _buckets: OrderedDict[str, InMemoryBucket] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def allows(self, key: str) -> bool:
        """Count one more time for this key; return False where it is one too many."""
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
