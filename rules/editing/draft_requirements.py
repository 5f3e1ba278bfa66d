"""The school's own requirements in a draft: tables as the file has them, checked for their shape alone.

What they mean is told by `rules.rulebook.requirements` once they are in the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

KEYS: Final = frozenset(("code", "boards", "lists", "severity", "needs", "fr", "en"))
MOST_VALUES: Final = 200
"""The most values in one list of a requirement: more than anybody reads."""


def is_requirement(value: object) -> bool:
    """Return whether this has the shape of one `[[requirements]]` that TOML can write."""
    if not isinstance(value, dict) or not set(value) <= KEYS:
        return False
    needs = value.get("needs", {})
    if not isinstance(needs, dict) or not all(map(_is_value, needs.values())):
        return False
    return all(_is_value(each) for key, each in value.items() if key != "needs")


def _is_value(value: object) -> bool:
    if isinstance(value, list):
        return len(value) <= MOST_VALUES and all(isinstance(x, str | int | float) for x in value)
    return isinstance(value, str | int | float)


def plain_requirement(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table without what says nothing: no boards (all), no lists (the usual ones), no sentence."""
    return {key: each for key, each in value.items() if each not in ("", [])}
