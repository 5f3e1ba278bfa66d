"""`python -m tests.chaos [HOW MANY] [FIRST SEED] [--wide] [--postgres]`: many storms, and what broke
in which. `--wide` adds outages, other boards and robots; `--postgres` keeps all in PostgreSQL.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from tests.chaos.chaos_run import Result, run
from tests.databases import own_server, postgres_database


def storm(seed: int, server: str | None, *, wide: bool) -> Result:
    """One run in a folder of its own."""
    own = postgres_database(server) if server else nullcontext()
    with tempfile.TemporaryDirectory() as folder, own as database:
        return run(seed, Path(folder), wide=wide, database=database)


def main(many: int, first: int, *, wide: bool, postgres: bool) -> int:
    """Run them; 1 if anything broke."""
    broken, began = 0, time.monotonic()
    with own_server() if postgres else nullcontext() as server:
        address = server.get_uri() if server else None
        for seed in range(first, first + many):
            result = storm(seed, address, wide=wide)
            broken += bool(result.problems)
            if result.problems:
                _say(f"seed {seed} at {result.level:.0%}:")
                for each in result.problems:
                    _say(f"  {each}")
    _say(f"{many} storms from seed {first}, {broken} broken, {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser("tests.chaos")
    parser.add_argument("many", nargs="?", type=int, default=100)
    parser.add_argument("first", nargs="?", type=int, default=0)
    parser.add_argument("--wide", action="store_true")
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    sys.exit(main(given.many, given.first, wide=given.wide, postgres=given.postgres))
