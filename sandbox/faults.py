"""What can go wrong, at will: with a probability, or exactly for the next requests of a kind."""

from __future__ import annotations

import random
import re
import threading
from dataclasses import dataclass

# Statuses answered without doing anything, and the rest by name.
REST_KINDS = (
    "401",
    "404",
    "429",
    "500",
    "503",
    "504",
    "hang",  # no answer for a long time, then none at all
    "reset",  # the connection breaks before anything was done
    "garbage",  # 200 with a page of HTML
    "202",  # done, with an unusual status
    "lost",  # done, and the connection breaks before the answer
    "slow",  # done after a while
    "502",  # a page of HTML instead of an error's text
    "cut",  # done, and the answer ends half-way
)
DELIVERY_KINDS = ("dropped", "doubled", "late", "reordered")


class UnknownFaultError(ValueError):
    """A fault that the stand-in does not know; the text names those it knows."""


@dataclass
class Planned:
    """A fault for the next `count` requests whose method and path match."""

    kind: str
    method: str
    path: re.Pattern[str]
    count: int


class Faults:
    """Chooses the fault of each request and delivery. The same seed gives the same choices."""

    def __init__(self, seed: int = 0) -> None:
        self._lock = threading.Lock()
        self.hang_seconds = 30.0
        self.slow_seconds = 1.0
        self.late_seconds = 5.0
        self.seed(seed)
        self.clear()

    def seed(self, seed: int) -> None:
        """Begin all random choices anew from this seed."""
        self._random = random.Random(seed)

    def clear(self) -> None:
        """Remove all faults, planned or by chance."""
        self.rates: dict[str, float] = {}
        self._planned: list[Planned] = []
        self.counts: dict[str, int] = {}

    def set(self, **rates: float) -> None:
        """Set probabilities by kind, 0 to 1; a status as `s429`. Kinds not named stay as they are."""
        checked = {known_kind(_plain(kind)): rate for kind, rate in rates.items()}
        if any(not 0 <= rate <= 1 for rate in checked.values()):
            raise UnknownFaultError("a probability is between 0 and 1")
        with self._lock:
            self.rates.update(checked)

    def next(self, kind: str, method: str = "*", path: str = ".*", count: int = 1) -> None:
        """Give the next `count` requests with this method (or `*`) and path this fault."""
        known_kind(kind)
        with self._lock:
            self._planned.append(Planned(kind, method.upper(), re.compile(path), count))

    def for_request(self, method: str, path: str) -> str | None:
        """Return the fault of one request; `lost` only meets requests that write."""
        with self._lock:
            kind = self._take(method, path) or self._draw(REST_KINDS)
            if kind == "lost" and method == "GET":
                return None
            return self._counted(kind)

    def for_delivery(self) -> str | None:
        """Return the fault of one delivery to one webhook."""
        with self._lock:
            kind = self._take("DELIVERY", "/") or self._draw(DELIVERY_KINDS)
            return self._counted(kind)

    def spread(self, seconds: float) -> float:
        """Return a random part of `seconds`."""
        with self._lock:
            return self._random.uniform(0, seconds)

    def _counted(self, kind: str | None) -> str | None:
        if kind:
            self.counts[kind] = self.counts.get(kind, 0) + 1
        return kind

    def _take(self, method: str, path: str) -> str | None:
        for planned in self._planned:
            delivery = planned.kind in DELIVERY_KINDS
            if delivery != (method == "DELIVERY"):
                continue
            if planned.method in ("*", method) and planned.path.search(path):
                planned.count -= 1
                self._planned = [one for one in self._planned if one.count > 0]
                return planned.kind
        return None

    def _draw(self, kinds: tuple[str, ...]) -> str | None:
        chances = [(kind, self.rates[kind]) for kind in kinds if self.rates.get(kind)]
        if not chances:
            return None
        drawn = self._random.random()
        for kind, rate in chances:
            if drawn < rate:
                return kind
            drawn -= rate
        return None


def _plain(kind: str) -> str:
    """Read `s429`, a way to write 429 as a keyword."""
    return kind[1:] if kind[1:].isdigit() else kind


def known_kind(kind: str) -> str:
    """Return `kind` if there is such a fault, else raise UnknownFaultError."""
    if kind not in REST_KINDS and kind not in DELIVERY_KINDS:
        raise UnknownFaultError(f"{kind}: not one of {', '.join(REST_KINDS + DELIVERY_KINDS)}")
    return kind
