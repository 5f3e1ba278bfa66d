"""`make bench`: every figure, with its bar. `make bench ARGS="rules path"` prints only those.

`--postgres` runs the parts that start a service on a PostgreSQL of their own instead of SQLite.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import nullcontext
from inspect import signature
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.postgres import own_postgres

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
    with own_postgres() if POSTGRES in wanted else nullcontext("") as database:
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
