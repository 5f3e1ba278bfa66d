"""A board's lists and labels as they were, from what they are now and the deliveries since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rules.trello_json.arrivals import LIST_ARRIVALS
from sync.mirror.forms import Form, number, text
from sync.simulation.rewind import Told

_LIST_COMES: Final = LIST_ARRIVALS | {"createList"}


def rewind_board(present: Form, deliveries: Sequence[Told]) -> Form:
    """Return the board's normal form before the first of these deliveries, which are in the order of
    their dates. People, roles and fields stay as they are now.
    """
    lists, labels = dict(present["lists"]), dict(present["labels"])
    name = present["name"]
    for told in reversed(deliveries):
        old = _old(told)
        key = told.id_of("list")
        if told.type in _LIST_COMES:
            lists.pop(key, None)
        elif told.type == "moveListFromBoard" and key:
            lists[key] = (_said(told, "list", "name"), False, 0.0)
        elif told.type == "updateList" and key in lists:
            lists[key] = _list_before(lists[key], old)
        elif told.type == "updateBoard" and "name" in old:
            name = text(old["name"])
        else:
            _label(labels, told, old)
    return {**present, "name": name, "lists": lists, "labels": labels}


def _list_before(known: tuple[str, bool, float], old: dict[str, Any]) -> tuple[str, bool, float]:
    name, closed, pos = known
    return (
        text(old["name"]) if "name" in old else name,
        bool(old["closed"]) if "closed" in old else closed,
        number(old["pos"]) if "pos" in old else pos,
    )


def _label(labels: dict[str, tuple[str, str | None]], told: Told, old: dict[str, Any]) -> None:
    key = told.id_of("label")
    if told.type == "createLabel":
        labels.pop(key, None)
    elif told.type == "updateLabel" and key in labels:
        name, color = labels[key]
        labels[key] = (
            text(old["name"]) if "name" in old else name,
            old.get("color", color),
        )


def _old(told: Told) -> dict[str, Any]:
    old = told.data.get("old")
    return dict(old) if isinstance(old, dict) else {}


def _said(told: Told, thing: str, key: str) -> str:
    found = told.data.get(thing)
    return text(found.get(key)) if isinstance(found, dict) else ""
