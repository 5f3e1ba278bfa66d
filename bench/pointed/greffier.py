"""The first mirror of a board into an empty database, in a process of its own as the others.

Prints on stderr the seconds until the mirror stands, and those of the processor; then the seconds
until every card is judged too, which the others do not do. Its start does not count.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from bench.mirror import rulebook_of
from sync.clock import now
from sync.judging.context import Settings
from sync.migrations.migrate import migrate
from sync.rulebook.boards import public_holidays
from sync.runs.snapshot import Snapshots
from sync.storage.database import Database
from sync.trello.gateway import Access, Gateway
from sync.trello.rate_limit import Unlimited

STANDS: list[tuple[float, float]] = []


class Watched(Snapshots):
    """Notes when the mirror stands and judging begins."""

    def _review(self, *args: Any) -> None:
        STANDS.append((time.monotonic(), time.process_time()))
        super()._review(*args)


def main(board: str, intake: str, incomplete: str, folder: str) -> None:
    """Mirror the board with these lists into a database in that folder."""
    database = Database(f"sqlite:///{Path(folder) / 'mirror.db'}")
    migrate(database)
    url, key, token = (os.environ[x] for x in ("BENCH_URL", "TRELLO_API_KEY", "TRELLO_TOKEN"))
    gateway = Gateway(Access(url, key, token, "bench"), Unlimited())
    rulebook = rulebook_of(board, intake, incomplete)
    public_holidays(now())  # a table of all countries, which is imported when it is first asked
    snapshots = Watched(database, gateway, Settings(lambda: rulebook), lambda *_, **__: None)
    started, used = time.monotonic(), time.process_time()
    snapshots.take(board, "full")
    judged = time.monotonic() - started
    stands, stands_used = STANDS[0]
    sys.stderr.write(f"\nseconds {stands - started} {stands_used - used} {judged}\n")
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
