"""The first mirror of a board into an empty database, in a process of its own as the others.

Prints on stderr the seconds until the mirror stands, and those of the processor; then the seconds
until every card is judged too, which the others do not do. Its start does not count.
"""

import os
import sys
import time
from pathlib import Path

from bench.mirror import rulebook_of
from sync.migrations.migrate import migrate
from sync.runs.snapshot import Snapshots
from sync.storage.database import Database
from sync.trello.gateway import Access, Gateway
from sync.trello.rate_limit import Unlimited


class Watched(Snapshots):
    """Notes when the mirror stands and judging begins."""

    def _review(self, *args):
        stands.append((time.monotonic(), time.process_time()))
        super()._review(*args)


board, intake, incomplete, folder = sys.argv[1:]
stands = []
database = Database(f"sqlite:///{Path(folder) / 'mirror.db'}")
migrate(database)
access = Access(
    os.environ["BENCH_URL"], os.environ["TRELLO_API_KEY"], os.environ["TRELLO_TOKEN"], "bench"
)
rulebook = rulebook_of(board, intake, incomplete)
snapshots = Watched(database, Gateway(access, Unlimited()), lambda: rulebook, lambda *_, **__: None)
started, used = time.monotonic(), time.process_time()
snapshots.take(board, "full")
judged = time.monotonic() - started
sys.stderr.write(f"\nseconds {stands[0][0] - started} {stands[0][1] - used} {judged}\n")
database.close()
