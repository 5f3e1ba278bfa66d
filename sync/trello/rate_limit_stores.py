"""Where calls to Trello are counted: in this process, in a SQLite file, or in PostgreSQL.

The counting is pyrate-limiter's (a log of calls over a sliding window); this module gives it a
clock that all processes share, a lock, and one row that says until when everybody pauses.
"""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pyrate_limiter import InMemoryBucket, PostgresBucket, RateItem, SQLiteBucket
from pyrate_limiter.abstracts import AbstractBucket
from pyrate_limiter.abstracts.algorithm import Decision

from sync.storage.private import private_file
from sync.trello.rates import Rates

PAUSE_TABLE = "ratelimit_pause"
CREATE_PAUSE = sa.text(
    f"CREATE TABLE IF NOT EXISTS {PAUSE_TABLE} (name VARCHAR PRIMARY KEY, until_ms BIGINT NOT NULL)"
)
# A pause only grows, except one so far ahead that a clock must have been wrong when it was written.
SET_PAUSE = sa.text(
    f"INSERT INTO {PAUSE_TABLE} (name, until_ms) VALUES (:name, :until) "  # noqa: S608
    "ON CONFLICT (name) DO UPDATE SET until_ms = excluded.until_ms "
    f"WHERE {PAUSE_TABLE}.until_ms < excluded.until_ms OR {PAUSE_TABLE}.until_ms > :absurd"
)
GET_PAUSE = f"SELECT until_ms FROM {PAUSE_TABLE} WHERE name = :name"  # noqa: S608
POSTGRES_NOW = sa.text(
    f"SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint, ({GET_PAUSE})"  # noqa: S608
)
LEAK_EVERY = 10_000  # milliseconds between two clean-ups of calls that are out of the window
CLOCK_SLACK = 1_000  # milliseconds by which clocks of processes may differ: more is a jump
STORE_TIMEOUT = 3  # seconds
LONGEST_PAUSE = 60.0  # seconds; a longer one comes from a clock that was wrong when it was written


class _Counter:
    """Two buckets: all calls, and the share of bulk work."""

    def __init__(self, every: AbstractBucket, bulk: AbstractBucket, rates: Rates) -> None:
        self._buckets = {False: every, True: bulk}
        self._rates = rates
        self._leaked = 0

    def set_rates(self, rates: Rates) -> None:
        self._rates = rates
        for bulk, bucket in self._buckets.items():
            bucket.rates = rates.as_pyrate(bulk)

    def take(self, weight: int, bulk: bool, now: int) -> float:
        bucket = self._buckets[bulk]
        self._leak(now)
        weight = min(weight, self._rates.limit(bulk))
        decision = bucket.put_decision(RateItem("call", now, weight))
        assert isinstance(decision, Decision)
        if decision.allowed:
            return 0.0
        if decision.retry_after_ms is None:  # another process is counting at this moment
            return random.uniform(0.002, 0.02)
        if decision.retry_after_ms > self._rates.interval + CLOCK_SLACK:
            bucket.flush()  # calls from the future: the clock was set back
            return 0.001
        return max(decision.retry_after_ms, 1) / 1000

    def used(self, now: int) -> int:
        """Return how many calls lie in the window: calls older than it may still be kept beside them."""
        bucket, since = self._buckets[False], now - self._rates.interval
        within, beyond = 0, self._rates.limit(False)
        while within < beyond:
            middle = (within + beyond) // 2
            item = bucket.peek(middle)
            if isinstance(item, RateItem) and item.timestamp > since:
                within = middle + 1
            else:
                beyond = middle
        return within

    def _leak(self, now: int) -> None:
        if abs(now - self._leaked) > LEAK_EVERY:
            self._leaked = now
            for bucket in self._buckets.values():
                bucket.leak(now)


class LocalStore:
    """Counts in this process only."""

    def __init__(self, rates: Rates) -> None:
        self._lock = threading.Lock()
        self._counter = _Counter(
            InMemoryBucket(rates.as_pyrate(False)), InMemoryBucket(rates.as_pyrate(True)), rates
        )

    def take(self, weight: int, bulk: bool) -> float:
        """Do as `Store.take`, safe for threads; pauses are the budget's own."""
        with self._lock:
            return self._counter.take(weight, bulk, time.monotonic_ns() // 1_000_000)

    def set_rates(self, rates: Rates) -> None:
        """Count against these limits from now on."""
        with self._lock:
            self._counter.set_rates(rates)


class _WriteLock:
    """SQLite's own write lock around count and insert: held by one process, freed when it dies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self._connection.in_transaction:  # the bucket commits what it writes
            self._connection.rollback()


class SQLiteStore:
    """Counts in a file of its own, for the processes of one machine."""

    def __init__(self, path: Path, name: str, rates: Rates) -> None:
        self._name = name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        private_file(path)
        self._connection = sqlite3.connect(
            path, timeout=STORE_TIMEOUT, isolation_level=None, check_same_thread=False
        )
        with suppress(sqlite3.OperationalError):  # locked: another process is doing the same
            self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute(CREATE_PAUSE.text)
        self._buckets = (self._bucket(path, False, rates), self._bucket(path, True, rates))
        self._counter = _Counter(*self._buckets, rates)

    def _bucket(self, path: Path, bulk: bool, rates: Rates) -> SQLiteBucket:
        table = f"{'bulk' if bulk else 'calls'}_{self._name}"
        bucket = SQLiteBucket.init_from_file(rates.as_pyrate(bulk), table=table, db_path=str(path))
        bucket.conn.execute(f"PRAGMA busy_timeout={STORE_TIMEOUT * 1000}")
        bucket.conn.execute("PRAGMA synchronous=OFF")
        bucket.conn.isolation_level = None
        bucket.lock = _WriteLock(bucket.conn)  # type: ignore[assignment]
        return bucket

    def take(self, weight: int, bulk: bool) -> float:
        now = _wall_clock()
        return self._paused(now) or self._counter.take(weight, bulk, now)

    def used(self) -> tuple[int, float]:
        now = _wall_clock()
        return self._counter.used(now), self._paused(now)

    def _paused(self, now: int) -> float:
        row = self._connection.execute(GET_PAUSE, {"name": self._name}).fetchone()
        return _pause_left(row[0] if row else None, now)

    def pause(self, seconds: float) -> None:
        self._connection.execute(SET_PAUSE.text, _pause_row(self._name, _wall_clock(), seconds))

    def set_rates(self, rates: Rates) -> None:
        self._counter.set_rates(rates)

    def close(self) -> None:
        for bucket in self._buckets:
            bucket.conn.close()
        self._connection.close()


class _Pool:
    """The part of psycopg's pool that the bucket uses, on SQLAlchemy's."""

    closed = False

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @contextmanager
    def connection(self) -> Iterator[Any]:
        with self._engine.begin() as connection:
            yield connection.connection.driver_connection

    def close(self) -> None:
        self._engine.dispose()


class PostgresStore:
    """Counts in PostgreSQL, by its clock, for processes on any machine."""

    def __init__(self, url: sa.URL, name: str, rates: Rates) -> None:
        self._name = name
        self._engine = sa.create_engine(
            url,
            pool_size=1,
            max_overflow=1,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": STORE_TIMEOUT,
                "tcp_user_timeout": STORE_TIMEOUT * 1000,  # a cut network
            },
        )
        sa.event.listen(self._engine, "connect", _prepare_postgres)
        with self._engine.begin() as connection:
            # Two processes that create the same table at once would make one of them fail.
            connection.execute(sa.text(f"SELECT pg_advisory_xact_lock(hashtext('{PAUSE_TABLE}'))"))
            connection.execute(CREATE_PAUSE)
        pool = _Pool(self._engine)
        every = PostgresBucket(pool, f"calls_{name}", rates.as_pyrate(False))
        self._counter = _Counter(
            every, PostgresBucket(pool, f"bulk_{name}", rates.as_pyrate(True)), rates
        )

    def take(self, weight: int, bulk: bool) -> float:
        with self._engine.begin() as connection:
            now, until = connection.execute(POSTGRES_NOW, {"name": self._name}).one()
        return _pause_left(until, now) or self._counter.take(weight, bulk, now)

    def used(self) -> tuple[int, float]:
        with self._engine.begin() as connection:
            now, until = connection.execute(POSTGRES_NOW, {"name": self._name}).one()
        return self._counter.used(now), _pause_left(until, now)

    def pause(self, seconds: float) -> None:
        with self._engine.begin() as connection:
            now, _ = connection.execute(POSTGRES_NOW, {"name": self._name}).one()
            connection.execute(SET_PAUSE, _pause_row(self._name, now, seconds))

    def set_rates(self, rates: Rates) -> None:
        self._counter.set_rates(rates)

    def close(self) -> None:
        self._engine.dispose()


def _prepare_postgres(connection: Any, _record: object) -> None:
    """Set the session's zone and its limits of time: the bucket's TIMESTAMP has no zone, and a server
    that hangs must not hold calls up.
    """
    connection.execute("SET TIME ZONE 'UTC'")
    connection.execute(f"SET statement_timeout = {STORE_TIMEOUT * 1000}")
    connection.commit()


def _wall_clock() -> int:
    return time.time_ns() // 1_000_000


def _pause_row(name: str, now: int, seconds: float) -> dict[str, Any]:
    absurd = now + int(LONGEST_PAUSE * 1000) + CLOCK_SLACK
    return {"name": name, "until": now + int(seconds * 1000), "absurd": absurd}


def _pause_left(until: int | None, now: int) -> float:
    """Return seconds of the pause that is left; none for one so long that a clock was wrong."""
    left = 0.0 if until is None else (until - now) / 1000
    return left if 0 < left <= LONGEST_PAUSE + CLOCK_SLACK / 1000 else 0.0
