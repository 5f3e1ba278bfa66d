"""Where a demonstration keeps its things, and at which ports it answers."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FAVOURITE = 8000


@contextmanager
def fresh_folder(parent: Path) -> Iterator[Path]:
    """An empty folder below `parent`: `demo`, or `demo-2` while another demonstration plays there.

    Raises OSError where nothing can be written.
    """
    parent.mkdir(parents=True, exist_ok=True)
    for number in range(1, 100):
        name = "demo" if number == 1 else f"demo-{number}"
        lock = os.open(parent / f".{name}.lock", os.O_CREAT | os.O_RDWR)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            continue
        try:
            folder = parent / name
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            yield folder
        finally:
            os.close(lock)
        return
    raise OSError(f"99 demonstrations play in {parent} already")


def free_port(wanted: int | None = None) -> int:
    """`wanted` if nobody has it, else any free port; without a wish, 8000 if it is free."""
    for port in (wanted or FAVOURITE, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no port is free on this machine")
