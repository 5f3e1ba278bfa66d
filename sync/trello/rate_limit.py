"""Trello's rate limit as one budget for all processes: 90 calls in 10 s for a token.

Trello allows 100 in 10 s (https://developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits);
the rest is room for clocks and for calls under way. Bulk work gets at most 60 % of it, so that a
card in front of a person never waits for a snapshot. Trello's own headers and its 429 have the last
word: they lower the rate and pause everybody.
"""

from __future__ import annotations

import hashlib
import logging
import os
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

import sqlalchemy as sa

from sync.trello.errors import RateLimited
from sync.trello.rate_limit_stores import LONGEST_PAUSE, LocalStore, PostgresStore, SQLiteStore
from sync.trello.rates import Rates, Store

log = logging.getLogger(__name__)
T = TypeVar("T")

CALLS, INTERVAL = 90, 10_000  # calls in so many milliseconds
SHARE_OF_LIMIT = 0.9  # of what a server's headers say that it allows
BULK_SHARE = 0.6
LOCAL_SHARE = 0.5  # of the budget for one process, while the shared count is out of reach
MAX_WAIT = 20.0  # seconds that a call may wait for its turn
JITTER = 0.05  # seconds at most by which those who wait for the same turn part
STORE_RETRY = 15.0  # seconds before a store that failed is tried again


_UNHURRIED: ContextVar[bool] = ContextVar("unhurried", default=False)


@contextmanager
def unhurried() -> Iterator[None]:
    """Have what is asked of Trello here wait behind what people wait for: it is bulk work."""
    token = _UNHURRIED.set(True)
    try:
        yield
    finally:
        _UNHURRIED.reset(token)


def is_hurried() -> bool:
    """Return whether somebody may be waiting for what is asked here."""
    return not _UNHURRIED.get()


class Usage(NamedTuple):
    """`used` of `calls` in the last `seconds`; everybody waits for another `paused` seconds."""

    used: int
    calls: int
    seconds: float
    paused: float


class Budget(Protocol):
    """Who may call Trello, and when. Safe for threads."""

    def acquire(self, weight: int = 1, *, interactive: bool = True) -> None:
        """Wait until `weight` calls may be made. Raises `RateLimited` as soon as that is too far away."""

    def refused(self, seconds: float) -> None:
        """Pause for everybody: Trello answered 429, nobody calls for so many seconds."""

    def observe(self, headers: Mapping[str, str]) -> None:
        """Learn from the `x-rate-limit-*` headers (lower-case names) of an answer."""

    def usage(self) -> Usage | None:
        """Return how much of it is used just now; None where that is not known."""

    def close(self) -> None:
        """Give connections back; the next call opens them again."""


class Unlimited:
    """No limit: for tests, and for a server that has none."""

    def acquire(self, weight: int = 1, *, interactive: bool = True) -> None:
        """Go ahead."""

    def refused(self, seconds: float) -> None:
        """Do nothing: there is nothing to pause."""

    def observe(self, headers: Mapping[str, str]) -> None:
        """Do nothing: there is nothing to learn."""

    def usage(self) -> Usage | None:
        """Return None: nothing is counted."""

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""


def make_budget(database_url: str, data_dir: Path, key_hash: str) -> Budget:
    """Return the budget of one token, shared by every process with the same database.

    PostgreSQL: counted there. SQLite: in `budget.db` in `data_dir`, apart from the mirror, whose
    writers would be in the way. `key_hash` names the token without telling it. Opens nothing yet.
    """
    name = hashlib.sha256(key_hash.encode()).hexdigest()[:12]
    rates = Rates(CALLS, INTERVAL, BULK_SHARE)
    url = sa.make_url(database_url)
    if not url.drivername.startswith("postgres"):
        return SharedBudget(partial(SQLiteStore, data_dir / "budget.db", name), rates)
    address = url.set(drivername="postgresql+psycopg")
    return SharedBudget(partial(PostgresStore, address, name), rates)


class SharedBudget:
    """Counted in a store that all processes see; counted here alone while that store fails."""

    def __init__(
        self, open_store: Callable[[Rates], Store], rates: Rates, *, max_wait: float = MAX_WAIT
    ) -> None:
        self._max_wait = max_wait
        self._most = self._rates = rates
        self._local = LocalStore(rates.fraction(LOCAL_SHARE))
        self._shared = _Shared(lambda: open_store(self._rates))
        self._paused_until = 0.0  # monotonic
        self._window = _Window()

    def acquire(self, weight: int = 1, *, interactive: bool = True) -> None:
        deadline = time.monotonic() + self._max_wait
        # Bulk work takes from its own share first, and keeps that while it waits for the rest.
        for bulk in (False,) if interactive else (True, False):
            while (wait := self._wait(weight, bulk)) > 0:
                if time.monotonic() + wait > deadline:
                    raise RateLimited(
                        "our budget of calls to Trello is used up", None, "budget", wait
                    )
                time.sleep(wait + random.uniform(0.0, min(wait / 10, JITTER)))

    def refused(self, seconds: float) -> None:
        seconds = min(seconds, LONGEST_PAUSE)
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)
        self._shared.use(lambda store: store.pause(seconds))

    def observe(self, headers: Mapping[str, str]) -> None:
        token, key = _limits(headers, "token"), _limits(headers, "key")
        if token is not None:
            self._adapt(token)
            self._window.note(token.remaining)
        for limits in (token, key):
            if limits is not None and limits.remaining <= 0:
                self.refused(self._window.rest(limits.interval))

    def usage(self) -> Usage | None:
        rates = self._rates
        found = self._shared.use(lambda store: store.used())
        if found is None:
            return None
        used, paused = found
        paused = max(paused, self._paused_until - time.monotonic(), 0.0)
        return Usage(used, rates.calls, rates.interval / 1000, paused)

    def close(self) -> None:
        self._shared.close()

    def _adapt(self, limits: _Limits) -> None:
        """Ask a server less often that allows less than Trello does."""
        most = self._most.calls * limits.interval // self._most.interval
        calls = max(1, min(int(limits.most * SHARE_OF_LIMIT), most))
        rates = Rates(calls, limits.interval, self._most.bulk_share)
        if rates != self._rates:
            self._rates = rates
            self._local.set_rates(rates.fraction(LOCAL_SHARE))
            self._shared.use(lambda store: store.set_rates(rates))

    def _wait(self, weight: int, bulk: bool) -> float:
        """Return seconds to wait before asking again; 0 when the calls are granted."""
        paused = self._paused_until - time.monotonic()
        if paused > 0:
            return paused
        wait = self._shared.use(lambda store: store.take(weight, bulk))
        return self._local.take(weight, bulk) if wait is None else wait


class _Shared:
    """The shared store, opened at first use in each process; its failures are None, not errors."""

    def __init__(self, open_store: Callable[[], Store]) -> None:
        self._open_store = open_store
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._inherited: Store | None = None
        self._owner = 0
        self._again = 0.0  # monotonic: not before this is a store that failed tried again
        self._failing = False

    def use(self, work: Callable[[Store], T]) -> T | None:
        """Return what `work` returns on the store, None while it is out of reach."""
        with self._lock:
            if time.monotonic() < self._again:
                return None
            try:
                result = work(self._opened())
            except Exception as error:  # a count that fails must never stop a card
                self._give_up(error)
                return None
            if self._failing:
                self._failing = False
                log.info("the shared count of calls to Trello is back")
            return result

    def close(self) -> None:
        with self._lock:
            store, self._store = self._store, None
            if store is not None:
                store.close()

    def _opened(self) -> Store:
        if self._store is None or self._owner != os.getpid():  # a fork shares no connection
            self._inherited = self._store  # kept, not closed: closing would free the parent's locks
            self._store, self._owner = self._open_store(), os.getpid()
        return self._store

    def _give_up(self, error: Exception) -> None:
        self._again = time.monotonic() + STORE_RETRY
        store, self._store = self._store, None
        if not self._failing:  # once an outage; the error's text may hold an address
            self._failing = True
            log.warning(
                "calls to Trello are counted by each process alone: %s", type(error).__name__
            )
        if store is not None:
            with suppress(Exception):
                store.close()


class _Limits(NamedTuple):
    """`x-rate-limit-…` headers: `most` calls in `interval` milliseconds, `remaining` now."""

    most: int
    interval: int
    remaining: int


def _limits(headers: Mapping[str, str], whose: str) -> _Limits | None:
    prefix = f"x-rate-limit-api-{whose}-"
    try:
        numbers = [int(headers[prefix + each]) for each in ("max", "interval-ms", "remaining")]
    except (KeyError, ValueError):
        return None
    return _Limits(*numbers) if numbers[0] > 0 and 0 < numbers[1] <= 900_000 else None


class _Window:
    """When Trello's present window began, guessed from the remaining calls going up again."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._remaining = 0

    def note(self, remaining: int) -> None:
        if remaining > self._remaining:
            self._began = time.monotonic()
        self._remaining = remaining

    def rest(self, interval: int) -> float:
        """Return seconds until a window of `interval` milliseconds ends, at least a moment."""
        return max(self._began + interval / 1000 - time.monotonic(), 0.2)
