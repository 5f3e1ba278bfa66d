"""Moving 5,000 cards and a year of history from SQLite to PostgreSQL and back, every row compared.

The reference is what must be done at the least: every row read from SQLite and given to PostgreSQL's COPY
as it is, nothing compared.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from bench.figure import Figure
from bench.postgres import own_postgres
from mentoring.sessions import tables as sessions
from mentoring.students import tables as students
from sync.migrations.migrate import migrate
from sync.storage import board_tables, tables, trello_tables
from sync.storage.database import Base, Database, UTCDateTime, database_url
from sync.storage.move import move

CARDS: Final = 5_000
ROWS: Final = {
    "cards": CARDS, "card_labels": CARDS, "card_members": 2 * CARDS, "attachments": CARDS,
    "checklists": CARDS, "wakes": CARDS, "cases": CARDS, "verdicts": CARDS, "stays": 4 * CARDS,
    "deliveries": 6 * CARDS, "receipts": 6 * CARDS, "verdict_changes": 8 * CARDS,
    "mirror_changes": 20 * CARDS, "students": 2_000, "mentoring_sessions": 100_000,
}  # fmt: skip
"""Rows of each table after a year; deliveries are kept for sixty days."""

KNOWN: Final = (board_tables, sessions, students, tables, trello_tables)
AT: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
DESCRIPTION: Final = (
    "Élève n° {0}, soutenance du projet « Application web » ; livrables : https://exemple.fr/{0}. "
    * 6
)


def figures(database: str = "") -> Iterator[Figure]:
    """There and back, on a PostgreSQL of its own unless one is given."""
    own = nullcontext(database) if database else own_postgres()
    with tempfile.TemporaryDirectory() as folder, own as url:
        source = _made(f"sqlite:///{folder}/source.db")
        count = _fill(source)
        target = _made(url)
        least, least_cpu = _timed(lambda: _bare_copy(source, target))
        for what, ends in (
            ("to PostgreSQL", (source, target)),
            ("back to SQLite", (target, _made(f"sqlite:///{folder}/back.db"))),
        ):
            moved: list[int] = []
            wall, cpu = _timed(partial(_move, *ends, moved))
            assert moved == [count], (moved, count)
            yield Figure(
                f"{CARDS:,} cards and a year, {count:,} rows, {what}",
                f"{wall:.1f} s",
                "< 60 s",
                wall < 60,
            )
            yield Figure("… processor time of ours", f"{cpu:.1f} s")
        yield Figure(
            "every row read and copied, nothing compared",
            f"{least:.1f} s ({least_cpu:.1f} s of processor)",
        )


def _move(source: Database, target: Database, moved: list[int]) -> None:
    moved.append(move(source, target, lambda *_: None, replace=True).rows)


def _timed(do: Callable[[], Any]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    do()
    return time.perf_counter() - wall, time.process_time() - cpu


def _made(url: str) -> Database:
    made = Database(database_url(url, Path()))
    migrate(made)
    return made


def _fill(database: Database) -> int:
    with database.engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            for first in range(0, ROWS.get(table.name, 0), 5_000):
                last = min(first + 5_000, ROWS[table.name])
                connection.execute(sa.insert(table), [_row(table, x) for x in range(first, last)])
        return sum(
            connection.scalar(sa.select(sa.func.count()).select_from(each)) or 0
            for each in Base.metadata.sorted_tables
        )


def _row(table: sa.Table, number: int) -> dict[str, Any]:
    return {each.name: _value(each, number) for each in table.columns}


def _value(column: sa.Column[Any], number: int) -> Any:
    kind = column.type
    if isinstance(kind, UTCDateTime):
        return AT + timedelta(minutes=number, microseconds=number)
    if isinstance(kind, sa.JSON):
        return {
            "card": f"{number:024x}",
            "name": "Élève",
            "old": {"due": None},
            "list": [1, 2.5, "é"],
        }
    if isinstance(kind, sa.Boolean):
        return number % 2 == 0
    if isinstance(kind, sa.Float | sa.Numeric):
        return number * 65536.5
    if isinstance(kind, sa.Integer):
        return number + 1
    if isinstance(kind, sa.Date):
        return (AT + timedelta(days=number % 365)).date()
    if column.name in ("desc", "text"):
        return DESCRIPTION.format(number)
    return f"{number:024x}"[-(getattr(kind, "length", None) or 24) :]


def _bare_copy(source: Database, target: Database) -> None:
    """Give what SQLite holds to COPY, into tables of text that vanish."""
    with source.engine.connect() as read, target.engine.connect() as write:
        driver: Any = write.connection.driver_connection
        for table in Base.metadata.sorted_tables:
            names = ", ".join(f'"{each.name}" text' for each in table.columns)
            driver.execute(f'CREATE TEMP TABLE "bare_{table.name}" ({names}) ON COMMIT DROP')
            found = read.exec_driver_sql(f'SELECT * FROM "{table.name}"')
            with driver.cursor().copy(f'COPY "bare_{table.name}" FROM STDIN') as copy:
                for row in found:
                    copy.write_row(row)
        driver.rollback()
