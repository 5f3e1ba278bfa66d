"""Files and folders that only their owner reads: they hold what cards say, and so names of students."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

FILE: Final = 0o600
FOLDER: Final = 0o700
OTHERS: Final = 0o077
BESIDE: Final = ("", "-wal", "-shm")
"""What SQLite keeps beside a database, by the end of its name."""


def private_folder(path: Path) -> None:
    """Make this folder, or close one of ours to others. One that many people share (`/tmp`), that
    somebody works in or lives in, or that belongs to somebody else, is left as it is. Raises OSError.
    """
    if not path.exists():
        path.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        return
    lived_in = {Path.cwd(), Path("/"), Path(os.path.expanduser("~"))}  # noqa: PTH111 - HOME may lack
    found = path.stat()
    if path.resolve() in lived_in or found.st_mode & stat.S_ISVTX:
        return
    if found.st_uid == os.geteuid() and found.st_mode & OTHERS:
        path.chmod(found.st_mode & ~OTHERS & 0o7777)


def private_file(path: Path) -> None:
    """Make this file where it is missing, and close it and what SQLite keeps beside it to others, as
    far as it is ours to close. Raises OSError where it cannot be made.
    """
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, FILE))
    for each in open_to_others(path):
        with suppress(PermissionError):  # somebody else's: `greffier doctor` tells of it
            each.chmod(FILE)


def open_to_others(path: Path) -> list[Path]:
    """Return the files, this one and what SQLite keeps beside it, that others than their owner may read."""
    found = []
    for end in BESIDE:
        beside = path.with_name(path.name + end)
        with suppress(FileNotFoundError, NotADirectoryError):
            if beside.stat().st_mode & OTHERS:
                found.append(beside)
    return found


def write_private(path: Path, content: bytes) -> None:
    """Put this content there, whole or not at all, for the owner alone, whatever was there and however
    open it was. What is no file (`/dev/stdout`) is written to as it is. Raises OSError.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    target = path.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
