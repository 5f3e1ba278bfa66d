"""Many rows at once: asked for by their ids, or written by one statement without an object for each."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from sync.storage.database import Base, UTCDateTime, dialect_of

Row = TypeVar("Row", bound=Base)
_Make = Callable[[Sequence[Any]], list[Any]]


def among(session: Session, column: Any, ids: Collection[str]) -> sa.ColumnElement[bool]:
    """Return the condition that this column of text is one of these.

    They are one parameter: with one each, the statement would be another for each number of them, and
    making it would take longer than what it asks.
    """
    found: sa.ColumnElement[bool]
    if dialect_of(session) == "sqlite":
        text = sa.bindparam(None, json.dumps(list(ids)), sa.Text)
        found = column.in_(sa.select(sa.func.json_each(text).table_valued("value").c.value))
    else:
        found = column == sa.any_(sa.bindparam(None, list(ids), ARRAY(sa.Text)))
    return found


class Together:
    """New rows that are written at once, a statement a table, in the order in which the first of each table
    was made.

    Until then no session knows them: they are plain values with the names of the columns, which cost a
    twentieth of the session's objects.
    """

    def __init__(self) -> None:
        self._rows: dict[type[Base], list[Any]] = {}

    def new(self, table: type[Row], **values: Any) -> Row:
        """Make a row with these values and the table's defaults; a default that is a list is the caller's
        to give.
        """
        row = SimpleNamespace(**{**_defaults(table), **values})
        self._rows.setdefault(table, []).append(row)
        return cast(Row, row)

    def write(self, session: Session) -> None:
        """Write all of them."""
        for table, rows in self._rows.items():
            insert_many(session, insert_into(table), [vars(each) for each in rows])


def new_row(session: Session, together: Together | None, table: type[Row], **values: Any) -> Row:
    """Make a row: among those that are written together, where there are such, else in the session."""
    if together is not None:
        return together.new(table, **values)
    row = table(**values)
    session.add(row)
    return row


@cache
def _defaults(table: type[Base]) -> dict[str, Any]:
    return {each.name: _default(each) for each in _table(table).columns if not _counts(each)}


def _table(table: type[Base]) -> sa.Table:
    return cast(sa.Table, table.__table__)


def _counts(column: sa.Column[Any]) -> bool:
    return column.autoincrement is True


def _default(column: sa.Column[Any]) -> Any:
    given = column.default
    return given.arg if isinstance(given, sa.ColumnDefault) and given.is_scalar else None


@cache
def insert_into(table: type[Base]) -> sa.Insert:
    """Return the plain INSERT into this table, always the same one."""
    return sa.insert(_table(table))


def insert_many(session: Session, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert these rows, which all name the same columns, by this INSERT, which is always the same one.

    SQLAlchemy would look at each value of each row several times.
    """
    if not rows:
        return
    connection = session.connection()
    plan = plan_of(statement, tuple(rows[0]), connection.dialect)
    connection.exec_driver_sql(plan.text, plan.values(rows))


@dataclass(frozen=True, slots=True)
class Plan:
    """An INSERT as the driver takes it; for each parameter its name, and what makes the driver's values."""

    text: str
    parameters: tuple[tuple[str, _Make | None], ...]
    positional: bool

    def values(self, rows: Sequence[Mapping[str, Any]]) -> Any:
        """Return what the driver takes for these rows."""
        columns = [
            [each[name] for each in rows] if make is None else make([each[name] for each in rows])
            for name, make in self.parameters
        ]
        if self.positional:
            return list(zip(*columns, strict=True))
        names = [name for name, _ in self.parameters]
        return [dict(zip(names, each, strict=True)) for each in zip(*columns, strict=True)]


@lru_cache(64)
def plan_of(statement: Any, names: tuple[str, ...], dialect: sa.Dialect) -> Plan:
    """Return how the rows that name these columns are inserted; the statement is always the same one."""
    made = statement.inline().compile(dialect=dialect, column_keys=list(names))
    ordered = made.positiontup if made.positional else list(made.binds)
    if set(ordered) != set(names):
        raise ValueError(f"columns without a value, or with a default: {set(ordered) ^ set(names)}")
    parameters = tuple((name, _maker(made.binds[name].type, dialect)) for name in ordered)
    return Plan(str(made), parameters, bool(made.positional))


def _maker(kind: Any, dialect: sa.Dialect) -> _Make | None:
    make: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    if make is None:
        return None
    if not isinstance(kind, UTCDateTime):
        return lambda values: [make(each) for each in values]

    def instants(values: Sequence[Any]) -> list[Any]:
        """Many of them are the same, or none."""
        made = {each: make(each) for each in set(values)}
        return [made[each] for each in values]

    return instants
