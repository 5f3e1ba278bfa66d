"""Whether the database can keep what a browser sends, and UTF-8 can write it. What they cannot is refused
before any view sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any, Final

from sync.storage.whole_number import MOST

DEEPEST: Final = 16
"""How many lists and objects may stand within each other; those of our pages are five at most."""


def is_usable(value: Any) -> bool:
    """Return whether this JSON can be kept: texts without NUL, which PostgreSQL refuses, and without half
    characters (lone surrogates); numbers that a column can hold; no deeper than `DEEPEST`.
    """
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        level = [each for one in level for each in _within(one)]
        if not all(_is_plain(each) for each in level):
            return False
        if not level:
            return True
    return False


def _within(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return (*value.keys(), *value.values())
    return value if isinstance(value, list) else ()


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" not in value and _is_text(value)
    if isinstance(value, float):
        return isfinite(value)
    return not isinstance(value, int) or abs(value) <= MOST


def _is_text(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
