"""trello-full-backup as it is, but for the address that it asks. Run by the Python of its own
environment.

Prints the seconds of its work on stderr, and those of the processor; its start does not count.
"""

import os
import sys
import time

from trello_full_backup import backup

backup.API = os.environ["BENCH_URL"] + "/"
started, used = time.monotonic(), time.process_time()
backup.cli()
sys.stderr.write(f"\nseconds {time.monotonic() - started} {time.process_time() - used}\n")
