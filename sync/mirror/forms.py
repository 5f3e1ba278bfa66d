"""One normal form for a card and for a board, whether they come from Trello or from the tables.

The mirror writes what differs between the two forms, and the drift report names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rules.instants import instant, unusable

Form = dict[str, Any]
Person = tuple[str, str, str]
"""Full name, user name and initials."""


def text(value: object) -> str:
    """Return a text as both databases can hold it: NUL and halves of emoji become a mark; "" for null."""
    if not isinstance(value, str):
        return ""
    if value.isascii() and "\0" not in value:  # a board has ten thousand of them
        return value
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def number(value: object) -> float:
    """Return a position as a float: Trello's `pos` is an int or a float, mixed in one board."""
    return float(value) if isinstance(value, int | float) else 0.0


def card_form(data: Mapping[str, Any], known: Form | None = None) -> Form:
    """Return the normal form of a card as Trello's REST API gives it (`GET /cards/{id}` or nested).

    What hangs on it and is absent from the answer stays as it is `known`.
    """
    form = _card_form(data)
    absent = [part for part, names in _CARRIED_AS.items() if names.isdisjoint(data)]
    return {**form, **{part: known[part] for part in absent}} if known and absent else form


_CARRIED_AS = {
    "labels": {"idLabels", "labels"},
    "members": {"idMembers", "members"},
    "fields": {"customFieldItems"},
    "attachments": {"attachments"},
    "checklists": {"checklists"},
}
"""The parts of a card's normal form, by the keys under which an answer has them."""


def _card_form(data: Mapping[str, Any]) -> Form:
    due = instant(data.get("due"))
    return {
        "id": data["id"],
        "board_id": data.get("idBoard") or "",
        "list_id": data.get("idList") or "",
        "name": text(data.get("name")),
        "desc": text(data.get("desc")),
        "due": due,
        "due_written": unusable(data.get("due")) if due is None else "",
        "due_complete": bool(data.get("dueComplete")),
        "start": instant(data.get("start")),
        "closed": bool(data.get("closed")),
        "is_template": bool(data.get("isTemplate")),
        "role": data.get("cardRole") or None,
        "pos": number(data.get("pos")),
        "url": text(data.get("url") or data.get("shortUrl")),
        "short_link": text(data.get("shortLink")),
        "last_activity": instant(data.get("dateLastActivity")),
        "labels": frozenset(_label_ids(data)),
        "members": frozenset(_member_ids(data)),
        "fields": {
            each["idCustomField"]: (each.get("value"), each.get("idValue"))
            for each in data.get("customFieldItems") or ()
        },
        "attachments": {
            each["id"]: (text(each.get("name")), text(each.get("url")))
            for each in data.get("attachments") or ()
        },
        "checklists": {each["id"]: _checklist(each) for each in data.get("checklists") or ()},
    }


def _label_ids(data: Mapping[str, Any]) -> Iterable[str]:
    if data.get("idLabels") is not None:
        return list(data["idLabels"])
    return [each["id"] for each in data.get("labels") or ()]


def _member_ids(data: Mapping[str, Any]) -> Iterable[str]:
    if data.get("idMembers") is not None:
        return list(data["idMembers"])
    return [each["id"] for each in data.get("members") or ()]


def _checklist(data: Mapping[str, Any]) -> tuple[str, tuple[tuple[str, bool], ...]]:
    items = sorted(data.get("checkItems") or (), key=lambda item: number(item.get("pos")))
    return (
        text(data.get("name")),
        tuple((text(item.get("name")), item.get("state") == "complete") for item in items),
    )


def board_form(data: Mapping[str, Any], known: Form | None = None) -> Form:
    """Return the normal form of a board without its cards, from a nested read of the board.

    Lists, labels, people and fields that are absent from the answer stay as they are `known`.
    """
    form = _board_form(data)
    if not known:
        return form
    absent = [part for name, part in _PARTS_OF_BOARD.items() if name not in data]
    people = {who: kept(said, known["members"].get(who)) for who, said in form["members"].items()}
    return {**form, "members": people, **{part: known[part] for part in absent}}


_PARTS_OF_BOARD = {
    **{name: name for name in ("lists", "labels", "members", "memberships")},
    "customFields": "custom_fields",
}
"""Trello's names of what a board carries, and ours."""


def _board_form(data: Mapping[str, Any]) -> Form:
    return {
        "id": data["id"],
        "name": text(data.get("name")),
        "url": text(data.get("url") or data.get("shortUrl")),
        "closed": bool(data.get("closed")),
        "lists": {
            each["id"]: (text(each.get("name")), bool(each.get("closed")), number(each.get("pos")))
            for each in data.get("lists") or ()
        },
        "labels": {
            each["id"]: (text(each.get("name")), each.get("color"))
            for each in data.get("labels") or ()
        },
        "members": {each["id"]: member_form(each) for each in data.get("members") or ()},
        "memberships": {
            whose: each.get("memberType") or "normal"
            for each in data.get("memberships") or ()
            if not each.get("deactivated") and (whose := _whose(each))
        },
        "custom_fields": {
            each["id"]: (text(each.get("name")), each.get("type") or "text", _options(each))
            for each in data.get("customFields") or ()
        },
    }


def _whose(membership: Mapping[str, Any]) -> str:
    return str(membership.get("idMember") or (membership.get("member") or {}).get("id") or "")


def member_form(data: Mapping[str, Any]) -> Person:
    """Return full name, user name and initials of a member as Trello gives them."""
    return (
        text(data.get("fullName")),
        text(data.get("username")),
        text(data.get("initials"))[:16],
    )


def kept(said: Person, known: Person | None) -> Person:
    """Return what is told of a person, completed by what is known: without a name all stays as it was."""
    if known is None:
        return said
    return (*said[:2], said[2] or known[2]) if said[0] else known


def _options(data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = (
        (each["id"], text((each.get("value") or {}).get("text")))
        for each in data.get("options") or ()
    )
    return tuple(sorted(found))


def attach_checklists(board: Mapping[str, Any]) -> None:
    """Hand a board's checklists to its cards: a nested read gives them at board level, by `idCard`."""
    by_card: dict[str, list[Any]] = {}
    for each in board.get("checklists") or ():
        by_card.setdefault(each.get("idCard") or "", []).append(each)
    for card in board.get("cards") or ():
        if "checklists" not in card and "checklists" in board:
            card["checklists"] = by_card.get(card["id"], [])


def differences(mirror: Form | None, trello: Form | None) -> list[str]:
    """Return the names of what differs between the two forms; ["missing"] or ["extra"] where one is
    absent.
    """
    if mirror is None:
        return ["missing"]
    if trello is None:
        return ["extra"]
    return sorted([key for key in trello if mirror.get(key) != trello[key]])
