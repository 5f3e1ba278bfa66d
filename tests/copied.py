"""A school's first minutes are lived once in a process; the next like it begins as a copy."""

from __future__ import annotations

import itertools
import pickle
import sqlite3
from collections.abc import Hashable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sandbox.core import Sandbox
from sandbox.jwts import _Key
from sync.gc_pause import uncollected

FRESH = timedelta(minutes=5)
"""How old a copy may be of a school that begins now: what is said of its dates must still hold."""

OWN = ("lock", "ids", "listeners", "watchers", "_now", "_short_numbers")
"""What of a sandbox's state is not copied as it is."""

NO_LOG = b"\x01\x01"
"""In the header of a SQLite file: it has no write-ahead log, which one in memory cannot have."""

_SIGNING_KEY = _Key()


def with_our_key(sandbox: Sandbox) -> Sandbox:
    """Making a key takes longer than most tests: all sandboxes of a process begin with one."""
    sandbox.jwt_keys._keys = [_SIGNING_KEY]
    return sandbox


@dataclass(frozen=True)
class Kept:
    """All that a school was when it began to be lived in."""

    start: datetime
    address: str
    state: bytes
    ids: dict[str, Any]
    numbers: dict[str, int]
    tables: bytes
    bot: dict[str, Any]
    queue: list[Any]
    outcomes: list[Any]


_kept: dict[Hashable, dict[str, Kept]] = {}
"""By kind and address: two schools that are open at once live at two."""


def kind(start: datetime, *options: Hashable) -> Hashable:
    """Schools of one kind begin alike; those that begin now are of one kind for a while."""
    now = abs(datetime.now(UTC) - start) < timedelta(seconds=5)
    return ("now" if now else start, *options)


def addresses(wanted: Hashable) -> list[str]:
    """Where a school of this kind may be a copy, the first that was lived first."""
    return [*_kept.get(wanted, ())]


def find(wanted: Hashable, address: str) -> Kept | None:
    """The school to copy, where one was kept at this address that is not too old."""
    kept = _kept.get(wanted, {}).get(address)
    assert isinstance(wanted, tuple)
    if kept is None:
        return None
    old = wanted[0] == "now" and datetime.now(UTC) - kept.start > FRESH
    return None if old else kept


def keep(wanted: Hashable, kept: Kept) -> None:
    """Let schools of this kind begin as this copy."""
    _kept.setdefault(wanted, {})[kept.address] = kept


def copy(
    start: datetime,
    address: str,
    sandbox: Sandbox,
    file: Path,
    bot: dict[str, Any],
    queue: list[Any],
    outcomes: list[Any],
) -> Kept:
    """This school, in which nothing is on its way."""
    state, ids = sandbox.state, sandbox.state.ids
    with state.lock:
        tables = {name: part for name, part in vars(state).items() if name not in OWN}
        return Kept(
            start,
            address,
            pickle.dumps((tables, sandbox.requests, sandbox.deliveries.log)),
            {
                "process": ids._process,
                "next": _peek(ids, "_counter"),
                "chance": ids._random.getstate(),
            },
            {board: _peek(state._short_numbers, board) for board in state._short_numbers},
            _serialized(file),
            bot,
            list(queue),
            list(outcomes),
        )


def restore(kept: Kept, sandbox: Sandbox, file: Path) -> None:
    """Make the sandbox and the database of the kept school's."""
    state, ids = sandbox.state, sandbox.state.ids
    with state.lock, uncollected():
        tables, requests, log = pickle.loads(kept.state)
        vars(state).update(tables)
        state._short_numbers = {board: itertools.count(n) for board, n in kept.numbers.items()}
        ids._process, ids._counter = kept.ids["process"], itertools.count(kept.ids["next"])
        ids._random.setstate(kept.ids["chance"])
        for ours, copied in ((sandbox.requests, requests), (sandbox.deliveries.log, log)):
            ours.clear()
            ours.extend(copied)
    if file.exists():
        _write_over(kept.tables, file)
    else:
        file.write_bytes(kept.tables)


def _write_over(tables: bytes, file: Path) -> None:
    """As another process would, in one transaction: whoever has the file open sees it."""
    with closing(sqlite3.connect(":memory:")) as source, closing(sqlite3.connect(file)) as here:
        source.deserialize(tables[:18] + NO_LOG + tables[20:])
        source.backup(here)


def _peek(where: Any, name: str) -> int:
    """The next number of this counter, which goes on as before."""
    counters = where if isinstance(where, dict) else vars(where)
    counter: Iterator[int] = counters[name]
    number = next(counter)
    counters[name] = itertools.count(number)
    return number


def _serialized(file: Path) -> bytes:
    connection = sqlite3.connect(file)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return connection.serialize()
    finally:
        connection.close()
