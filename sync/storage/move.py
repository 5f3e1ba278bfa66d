"""Moving everything from one database to another, SQLite or PostgreSQL, in either direction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

import sqlalchemy as sa

from sync.storage.database import Base, Database, UTCDateTime

AT_ONCE: Final = 2000
"""Rows at a time."""

WHOLE: Final = 1 << 128

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


Mark = tuple[int, int]
"""How many rows there are, and a number that differs when any of them does, in whatever order they come:
databases sort texts in ways of their own.
"""


def move(source: Database, target: Database, told: Progress, *, replace: bool = False) -> Moved:
    """Copy every table of ours to `target`, whose tables are there, in one transaction, and compare
    each row at the end. Where it is cut short nothing is kept; done twice it changes nothing.

    The engine's jobs stay behind: they are made again from what cards want. `replace`: what the target
    holds is deleted first. Raises `NotEmpty`, `Differs`, SQLAlchemy's errors.
    """
    with source.engine.connect() as read, target.engine.begin() as write:
        if read.dialect.name == "postgresql":
            read.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        if write.dialect.name == "postgresql":
            write.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
        tables = _tables(read)
        if not replace and (there := _is_there(read, write, tables)) is not None:
            return Moved(len(tables), there, before=True)
        for each in reversed(tables):
            write.execute(sa.delete(each))
        known = dict[str, Mark]()
        for each in tables:
            known[each.name] = _copy(read, write, each)
            told(each.name, known[each.name][0])
        _continue_numbers(write, tables)
        wrong = [each.name for each in tables if _mark(write, each) != known[each.name]]
        if wrong:
            raise Differs(wrong)
        return Moved(len(tables), sum(count for count, _ in known.values()))


def _is_there(read: sa.Connection, write: sa.Connection, tables: list[sa.Table]) -> int | None:
    """Return how many rows there are where the target holds them all already, else None. Raises
    `NotEmpty` where it holds something else; what a migration wrote there is in the source too.
    """
    rows, same = 0, True
    for each in tables:
        count, there = (_count(connection, each) for connection in (read, write))
        alike = count == there and _mark(read, each) == _mark(write, each)
        if there and not alike and each.name not in NOTES:
            raise NotEmpty(each.name)
        rows, same = rows + count, same and (alike or each.name in NOTES)
    return rows if same else None


def _tables(connection: sa.Connection) -> list[sa.Table]:
    """Return our tables, those that others point to first."""
    there = set(sa.inspect(connection).get_table_names())
    return [each for each in Base.metadata.sorted_tables if each.name in there]


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def _rows(connection: sa.Connection, table: sa.Table) -> Iterator[list[tuple[Any, ...]]]:
    """Return the rows as SQLite holds them, whichever database they come from: nothing of them is made
    into Python's values and back.
    """
    plain = _of_postgresql if connection.dialect.name == "postgresql" else _of_sqlite
    query = sa.select(*(plain(each) for each in table.columns))
    found = connection.execute(query.execution_options(yield_per=AT_ONCE))
    for part in found.partitions():
        yield [tuple(each) for each in part]


def _of_sqlite(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    if isinstance(column.type, UTCDateTime):
        text = sa.type_coerce(column, sa.Text)
        return sa.case((sa.func.length(text) == 19, text.concat(".000000")), else_=text)
    if isinstance(column.type, sa.JSON | sa.Date):
        return sa.type_coerce(column, sa.Text)
    return sa.type_coerce(column, sa.Integer) if _is_bool(column) else column


def _of_postgresql(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    if isinstance(column.type, UTCDateTime):
        return sa.func.to_char(sa.func.timezone("UTC", column), "YYYY-MM-DD HH24:MI:SS.US")
    if isinstance(column.type, sa.JSON | sa.Date):
        return sa.cast(column, sa.Text)
    return sa.cast(column, sa.Integer) if _is_bool(column) else column


def _is_bool(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.Boolean)


def _copy(read: sa.Connection, write: sa.Connection, table: sa.Table) -> Mark:
    """Copy the rows, and return the mark of what was read."""
    put = _put_in_postgresql if write.dialect.name == "postgresql" else _put_in_sqlite
    mark = 0, 0
    for part in _rows(read, table):
        put(write, table, part)
        mark = _with(mark, part)
    return mark


def _put_in_postgresql(write: sa.Connection, table: sa.Table, rows: list[tuple[Any, ...]]) -> None:
    quoted = write.dialect.identifier_preparer.quote
    names = ", ".join(quoted(each.name) for each in table.columns)
    driver: Any = write.connection.driver_connection
    with driver.cursor().copy(f"COPY {quoted(table.name)} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _put_in_sqlite(write: sa.Connection, table: sa.Table, rows: list[tuple[Any, ...]]) -> None:
    quoted = write.dialect.identifier_preparer.quote
    names = ", ".join(quoted(each.name) for each in table.columns)
    places = ", ".join("?" * len(table.columns))
    into = f"INSERT INTO {quoted(table.name)} ({names})"
    write.exec_driver_sql(f"{into} VALUES ({places})", rows)


def _mark(connection: sa.Connection, table: sa.Table) -> Mark:
    """Return the mark of a whole table."""
    mark = 0, 0
    for part in _rows(connection, table):
        mark = _with(mark, part)
    return mark


def _with(mark: Mark, rows: list[tuple[Any, ...]]) -> Mark:
    """Return the mark of what was seen so far and these rows."""
    count, total = mark
    for row in rows:
        text = repr(row).encode("utf-8", "surrogatepass")
        total += int.from_bytes(blake2b(text, digest_size=16).digest())
    return count + len(rows), total % WHOLE


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
