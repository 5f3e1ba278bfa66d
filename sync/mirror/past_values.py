"""What a card or board was before a change: as little as is needed to walk back from what it became.

Each field that changed is kept whole as it was, but for two: of what hangs on a card by ids only the things
that changed, and of a description only the piece that is not in the later one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sync.mirror.forms import Form, card_form

THERE: Final = "there"
"""Whether the card was on a board that we watch, in what is kept of a change."""

UNKEPT: Final = frozenset({"id", "read_at", "last_activity"})
"""What is not kept of a card: no rule asks when something happened on it last."""

OF_BOARD: Final = ("name", "url", "closed", "lists", "labels", "custom_fields")
"""What is kept of a board. People are called as they are called today."""

_INSTANTS: Final = frozenset({"due", "start"})


def was(before: Form, after: Form, changed: Iterable[str]) -> dict[str, Any]:
    """Return what `changed`, as it was `before`, for a card or board that became `after`."""
    return {key: _kept(key, before[key], after[key]) for key in changed if key not in UNKEPT}


def was_not_there() -> dict[str, Any]:
    """Return what is kept of a card that came."""
    return {THERE: False}


def was_there(before: Form) -> dict[str, Any]:
    """Return what is kept of a card that left: all of it, for it may come back another."""
    nothing = card_form({"id": before["id"]})
    return {THERE: True, **was(before, nothing, nothing)}


def written(kept: Mapping[str, Any]) -> str:
    """Return it as text for the database."""
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def card_before(card_id: str, after: Form | None, kept: Mapping[str, Any]) -> Form | None:
    """Return how the card was before a change, from how it was after it; None: it was not there."""
    there = kept.get(THERE)
    if there is False:
        return None
    if there:
        after = {**card_form({"id": card_id}), "read_at": None}
    return before(after, kept) if after is not None else None


def before(after: Form, kept: Mapping[str, Any]) -> Form:
    """Return how a card that is there, or a board, was before a change."""
    known = {key: _back(key, after[key], old) for key, old in kept.items() if key in after}
    return {**after, **known}


def _kept(key: str, old: Any, new: Any) -> Any:
    if isinstance(old, frozenset):
        return sorted(old)
    if isinstance(old, dict):
        keys = sorted(each for each in {*old, *new} if old.get(each) != new.get(each))
        return {each: old.get(each) for each in keys}
    if key == "desc":
        return _piece(old, new)
    return old.isoformat() if isinstance(old, datetime) else old


def _back(key: str, new: Any, old: Any) -> Any:
    if isinstance(new, frozenset):
        return frozenset(old)
    if isinstance(new, dict):
        both = {**new, **{each: _tuples(value) for each, value in old.items()}}
        return {each: value for each, value in both.items() if value is not None}
    if key == "desc":
        start, end, piece = old
        return new[:start] + piece + new[len(new) - end :]
    return datetime.fromisoformat(old) if key in _INSTANTS and old else old


def _piece(old: str, new: str) -> tuple[int, int, str]:
    """Return how much both have in common at the start and at the end, and what `old` has between."""
    start = _alike(old, new)
    rest = min(len(old), len(new)) - start
    end = _alike(old[len(old) - rest :][::-1], new[len(new) - rest :][::-1])
    return start, end, old[start : len(old) - end]


def _alike(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (x, y) in pairs if x != y), min(len(one), len(other)))


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
