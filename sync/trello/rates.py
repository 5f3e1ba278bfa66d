"""What the budget of calls allows, and what a store of its count must do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from pyrate_limiter import Rate


@dataclass(frozen=True)
class Rates:
    """`calls` in `interval` milliseconds; bulk work at most `bulk_share` of them."""

    calls: int
    interval: int
    bulk_share: float

    def fraction(self, factor: float) -> Rates:
        """Return the same interval with this part of its calls, at least one."""
        return replace(self, calls=max(1, int(self.calls * factor)))

    def limit(self, bulk: bool) -> int:
        """Return the calls in one interval, for everything or for bulk work."""
        return max(1, int(self.calls * self.bulk_share)) if bulk else self.calls

    def as_pyrate(self, bulk: bool) -> list[Rate]:
        """Return the limit as pyrate-limiter wants it."""
        return [Rate(self.limit(bulk), self.interval)]


class Store(Protocol):
    """A count of calls. Not safe for threads: the budget holds a lock."""

    def take(self, weight: int, bulk: bool) -> float:
        """Return 0 when the calls are granted, else the seconds until it is worth asking again."""

    def pause(self, seconds: float) -> None:
        """Grant nothing for so many seconds, in every process."""

    def used(self) -> tuple[int, float]:
        """Return how many calls the window holds, and the seconds that are left of a pause."""

    def set_rates(self, rates: Rates) -> None:
        """Count against these limits from now on, in this process."""

    def close(self) -> None:
        """Give connections back."""
