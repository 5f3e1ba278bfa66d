"""Writing requirements into the text of a rulebook: each that stays keeps its comments and its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit


def set_requirements(document: Any, value: Sequence[Mapping[str, Any]]) -> None:
    """Make the document's `[[requirements]]` these. One is known again by its code."""
    known = {str(each.get("code")): each for each in document.get("requirements", ())}
    made = tomlkit.aot()
    for each in value:
        table = known.pop(str(each.get("code")), None)
        if table is None:
            table = tomlkit.table()
        made.append(_rewritten(table, each))
    document["requirements"] = made


def _rewritten(table: Any, value: Mapping[str, Any]) -> Any:
    for key in [key for key in table if key not in value]:
        del table[key]
    for key, each in value.items():
        written = _inline(each) if key == "needs" else each
        if key not in table:
            append(table, key, written)
        elif table[key] != each:
            table[key] = written
    return table


def _inline(value: Mapping[str, Any]) -> Any:
    table = tomlkit.inline_table()
    table.update(value)
    return table


def append(table: Any, key: str, value: Any) -> None:
    """Add a new key, before the comments that end the table: these belong to what follows."""
    body = getattr(table, "body", None) or getattr(getattr(table, "value", None), "body", [])
    tail = []
    while body and body[-1][0] is None:
        tail.append(body.pop())
    table[key] = value
    body.extend(reversed(tail))
