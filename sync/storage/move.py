"""Moving everything from one database to another, SQLite or PostgreSQL, in either direction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from sync.storage.database import Base, Database

AT_ONCE: Final = 500
"""Rows per statement."""

WHOLE: Final = 1 << 256

NOTES: Final = frozenset({"facts"})
"""What a program notes of itself as soon as the tables are there."""

Progress = Callable[[str, int], None]
"""Told after each table: its name, and how many rows it has."""


class NotEmpty(Exception):
    """The target holds something else already. `table` is the first in which it differs."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


class Differs(Exception):
    """What was written is not what was read. Nothing was kept."""

    def __init__(self, tables: list[str]) -> None:
        super().__init__(", ".join(tables))
        self.tables = tables


@dataclass(frozen=True, slots=True)
class Moved:
    """What came over. `before`: the target held the same already, so nothing was written."""

    tables: int
    rows: int
    before: bool = False


def move(source: Database, target: Database, told: Progress, *, replace: bool = False) -> Moved:
    """Copy every table of ours to `target`, whose tables are there, in one transaction, and compare
    each row at the end. Where it is cut short nothing is kept; done twice it changes nothing.

    The engine's jobs stay behind: they are made again from what cards want. `replace`: what the target
    holds is deleted first. Raises `NotEmpty`, `Differs`, SQLAlchemy's errors.
    """
    with source.engine.connect() as read, target.engine.begin() as write:
        if source.engine.dialect.name != "sqlite":
            read.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        tables = _tables(read)
        known = {each.name: _mark(read, each) for each in tables}
        if not replace:
            there = {each.name: _mark(write, each) for each in tables}
            if all(there[x] == known[x] for x in known if x not in NOTES):
                return Moved(len(tables), sum(count for count, _ in known.values()), before=True)
            _refuse_other(tables, there, known)
        for each in reversed(tables):
            write.execute(sa.delete(each))
        for each in tables:
            _copy(read, write, each)
            told(each.name, known[each.name][0])
        _continue_numbers(write, tables)
        wrong = [each.name for each in tables if _mark(write, each) != known[each.name]]
        if wrong:
            raise Differs(wrong)
        return Moved(len(tables), sum(count for count, _ in known.values()))


def _refuse_other(tables: list[sa.Table], there: dict[str, Any], known: dict[str, Any]) -> None:
    """Refuse a target that was used. What a migration wrote there is in the source too."""
    for each in tables:
        other = there[each.name] != known[each.name] and each.name not in NOTES
        if other and there[each.name][0]:
            raise NotEmpty(each.name)


def _tables(connection: sa.Connection) -> list[sa.Table]:
    """Return our tables, those that others point to first."""
    there = set(sa.inspect(connection).get_table_names())
    return [each for each in Base.metadata.sorted_tables if each.name in there]


def _rows(connection: sa.Connection, table: sa.Table) -> Iterator[list[Any]]:
    found = connection.execute(sa.select(table).execution_options(yield_per=AT_ONCE))
    for part in found.mappings().partitions(AT_ONCE):
        yield [dict(each) for each in part]


def _copy(read: sa.Connection, write: sa.Connection, table: sa.Table) -> None:
    for part in _rows(read, table):
        write.execute(sa.insert(table), part)


def _mark(connection: sa.Connection, table: sa.Table) -> tuple[int, int]:
    """Return how many rows there are, and a number that differs when any of them does, in whatever order
    they come: databases sort texts in ways of their own.
    """
    count, total = 0, 0
    for part in _rows(connection, table):
        for row in part:
            count += 1
            text = repr([row[column.name] for column in table.columns])
            total += int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return count, total % WHOLE


def _continue_numbers(connection: sa.Connection, tables: list[sa.Table]) -> None:
    """Set PostgreSQL's counters, which it keeps apart from its rows, behind the last id that came over."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        column = table.autoincrement_column
        if column is None or column.foreign_keys:
            continue
        name = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, column.name)))
        if name is None:
            continue
        last = connection.scalar(sa.select(sa.func.max(column)))
        connection.execute(sa.select(sa.func.setval(name, last or 1, last is not None)))
