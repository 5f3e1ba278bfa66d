"""Where a demonstration keeps its things, and at which ports it answers."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FAVOURITE = 8000


@contextmanager
def fresh_folder(parent: Path) -> Iterator[Path]:
    """Make an empty folder below `parent`: `demo`, or `demo-2` while another demonstration plays there.

    Raises OSError where nothing can be written.
    """
    parent.mkdir(parents=True, exist_ok=True)
    for number in range(1, 100):
        name = "demo" if number == 1 else f"demo-{number}"
        lock = _locked(parent / f".{name}.lock")
        if lock is None:
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


@contextmanager
def own_port(wanted: int | None = None) -> Iterator[int]:
    """Hold a port: `wanted` if nobody has it, else any free one; without a wish, 8000 if it is free.

    It is this demonstration's while the block lasts: another one that starts at the same moment
    takes another, though nobody listens yet. Raises OSError where no port can be had.
    """
    for port in (wanted or FAVOURITE, 0, 0, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            number = int(probe.getsockname()[1])
        lock = _of_port(number)
        if lock is None:
            continue
        try:
            yield number
        finally:
            os.close(lock)
        return
    raise OSError("no port is free on this machine")


def _of_port(port: int) -> int | None:
    try:
        return _locked(Path(tempfile.gettempdir()) / f"greffier-demo-{port}.lock")
    except OSError:  # another user's demonstration
        return None


def _locked(path: Path) -> int | None:
    """Return this file, held until it is closed or the process ends; None where another has it. Raises
    OSError where it cannot be made.
    """
    lock = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock
