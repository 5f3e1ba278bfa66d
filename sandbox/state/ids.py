"""Identifiers and dates in Trello's forms."""

from __future__ import annotations

import itertools
import random
import re
import string
import threading
from datetime import UTC, datetime

ID = re.compile(r"^[0-9a-fA-F]{24}$")
SHORT_LINK = re.compile(r"^[0-9A-Za-z]{8}$")
LETTERS = string.ascii_letters + string.digits


class IdFactory:
    """Makes ids that grow with time: 8 hex digits of Unix seconds, a random part, a counter."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)
        self._process = f"{self._random.getrandbits(40):010x}"
        self._counter = itertools.count(self._random.getrandbits(20))
        self._lock = threading.Lock()

    def new(self, moment: datetime) -> str:
        """Return a fresh id whose first 8 digits tell `moment` (UTC, to the second)."""
        with self._lock:
            number = next(self._counter) & 0xFFFFFF
        return f"{int(moment.timestamp()):08x}{self._process}{number:06x}"

    def short_link(self) -> str:
        """Return 8 letters and digits, as in the address of a card or board."""
        with self._lock:
            return "".join(self._random.choices(LETTERS, k=8))


def id_at(moment: datetime) -> str:
    """Return the smallest id of that second: where a page that starts at a date begins."""
    return f"{int(moment.timestamp()):08x}" + "0" * 16


def moment_of(identifier: str) -> datetime:
    """Return when the thing with this id was made (UTC)."""
    return datetime.fromtimestamp(int(identifier[:8], 16), UTC)


def iso(moment: datetime) -> str:
    """Write an instant as `2026-03-10T09:41:00.000Z`: UTC with milliseconds."""
    utc = moment.astimezone(UTC)
    return f"{utc.year:04d}-{utc:%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


def parse_iso(text: str) -> datetime:
    """Read an instant as `iso` writes it, forgiving; a date without zone is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
