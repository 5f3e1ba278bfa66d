"""An action of Trello's, in the shape that it is read in: what is of another shape is as if it were not
there. Whoever reads one afterwards need not ask again what it is made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_THINGS: Final = frozenset(
    {
        *("card", "board", "list", "listBefore", "listAfter", "boardSource", "boardTarget"),
        *("member", "label", "attachment", "checklist", "checkItem", "cardSource"),
        *("customField", "customFieldItem", "old"),
    }
)
"""What `data` has as objects."""

_TEXTS: Final = frozenset({"text", "idMember"})
_NAMED: Final = ("id", "name", "fullName", "username", "idCustomField")
"""What such an object has as text, where it has it."""


BY_AGENT: Final = "agenticIdentity"
"""What an action carries that an AI agent made in somebody's name (Trello, since July 2026)."""


def by_agent(action: Mapping[str, Any]) -> bool:
    """Return whether a person did this by means of an AI agent. Its shape is Trello's to change: that it is
    there is what counts.
    """
    return bool(action.get(BY_AGENT))


def shaped(action: Mapping[str, Any]) -> dict[str, Any]:
    """Return the same action, with objects where objects belong and text where text does."""
    found = {key: value for key, value in action.items() if key not in ("data", "memberCreator")}
    for key in ("idMemberCreator", "date", "type"):
        if not isinstance(found.get(key), str | None):
            found[key] = None
    found["data"] = _data(action.get("data"))
    creator = action.get("memberCreator")
    if isinstance(creator, Mapping):
        found["memberCreator"] = _thing(creator)
    return found


def _data(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        return {}
    found: dict[str, Any] = {}
    for key, each in value.items():
        if key in _THINGS:
            if isinstance(each, Mapping):
                found[key] = each if key == "old" else _thing(each)
        elif key not in _TEXTS or isinstance(each, str):
            found[key] = each
    return found


def _thing(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: each
        for key, each in value.items()
        if key not in _NAMED or isinstance(each, str | None)
    }
