"""The `greffier` command, also `python -m greffier`."""

from __future__ import annotations

import io
import os
import sys

from greffier.plain_logs import import_structlog
from greffier.stop_signal import end_at_once

SERVING = ("serve", "worker")


def main() -> None:
    """Run the command line; what a terminal cannot show is replaced, a closed pipe ends quietly."""
    if sys.argv[1:2] and sys.argv[1] in SERVING:
        end_at_once()  # before anything slow is imported
        import_structlog()
    from greffier.cli import cli

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        cli.main(prog_name="greffier", standalone_mode=True)
    finally:
        _flush()


def _flush() -> None:
    """Write what is still held; whoever reads us may have gone (`greffier … | head`)."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
