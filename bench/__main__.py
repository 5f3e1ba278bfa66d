"""`make bench`: every figure, with its bar. `make bench ARGS="rules path"` prints only those."""

from __future__ import annotations

import importlib
import sys

from rich.console import Console
from rich.table import Table

PARTS = ("rules", "path", "deliveries", "mirror", "burst", "badges", "whatif", "mentoring", "month")
ON_DEMAND = ("peers",)  # `make bench-peers` installs what it needs


def main(wanted: list[str]) -> int:
    """0 when every bar is reached, 1 when one is not, 2 for a part that does not exist."""
    known = (*PARTS, *ON_DEMAND)
    unknown = [each for each in wanted if each not in known]
    if unknown:
        sys.stderr.write(f"bench: {', '.join(unknown)}: there are {', '.join(known)}\n")
        return 2
    console, missed = Console(), 0
    for part in wanted or PARTS:
        table = Table(title=part, title_justify="left", expand=False)
        for column in ("what", "measured", "bar", ""):
            table.add_column(column)
        for figure in importlib.import_module(f"bench.{part}").figures():
            mark = "" if figure.ok is None else "✓" if figure.ok else "✗"
            missed += figure.ok is False
            table.add_row(figure.what, figure.value, figure.bar, mark)
        console.print(table)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
