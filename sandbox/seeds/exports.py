"""Loading a board as Trello's "Export as JSON" gives it, whatever is missing from it."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.core import Sandbox
from sandbox.state import shapes
from sandbox.state.ids import ID
from sandbox.state.shapes import Json
from sandbox.state.store import State

DERIVED = ("badges", "labels", "limits", "url", "shortUrl", "descData", "nodeId", "idOrganization")


class UnusableExportError(ValueError):
    """The file is not a board; the text says what is missing."""


def seed_export(sandbox: Sandbox, export: object) -> Json:
    """Add the exported board and return it. Everybody whom the stand-in knows becomes a member of it.

    What an export refers to without carrying it (a member who left, a deleted label) is invented
    or dropped. Raises UnusableExportError when there is no board at all.
    """
    if not isinstance(export, dict) or not isinstance(export.get("lists"), list):
        raise UnusableExportError("not a board's export: an object with “lists” was expected")
    state = sandbox.state
    with state.lock:
        board = _board(state, export)
        _members(sandbox, board, export)
        for table, stored, kind in (
            (export.get("lists"), state.lists, "list"),
            (export.get("labels"), state.labels, "label"),
            (export.get("customFields"), state.custom_fields, "field"),
        ):
            for thing in _objects(table):
                stored[_id(state, thing)] = _complete(state, thing, board, kind)
        for thing in _objects(export.get("cards")):
            _card(state, board, thing)
        for thing in _objects(export.get("checklists")):
            _checklist(state, board, thing)
        for thing in _objects(export.get("actions")):
            _action(state, board, thing)
        state.sort_history()
        return board


def _objects(table: object) -> list[Json]:
    return [one for one in table if isinstance(one, dict)] if isinstance(table, list) else []


def _id(state: State, thing: Json) -> str:
    """Return the thing's own id if it is one, else a new one."""
    if not ID.match(str(thing.get("id", ""))):
        thing["id"] = state.new_id()
    return str(thing["id"]).lower()


def _board(state: State, export: Json) -> Json:
    identifier = _id(state, export)
    link = str(export.get("shortLink") or state.ids.short_link())
    board = shapes.board(identifier, link, str(export.get("name") or "Sans nom"), None)
    board.update({key: export[key] for key in board if key in export and key != "memberships"})
    board["shortLink"] = link
    state.boards[identifier] = board
    state.bind_short_link(link, identifier)
    return board


def _members(sandbox: Sandbox, board: Json, export: Json) -> None:
    state = sandbox.state
    for person in _objects(export.get("members")):
        identifier = _id(state, person)
        name = str(person.get("fullName") or person.get("username") or "Inconnu")
        full = shapes.member(identifier, str(person.get("username") or identifier), name)
        state.members[identifier] = {**full, **person}
    kept = [one for one in _objects(export.get("memberships")) if one["idMember"] in state.members]
    board["memberships"] = [{"deactivated": False, "unconfirmed": False, **one} for one in kept]
    known = {one["idMember"] for one in kept}
    for identifier in state.members:
        if identifier not in known:
            kind = "admin" if not board["memberships"] else "normal"
            board["memberships"].append(_membership(state, identifier, kind))


def _membership(state: State, member: str, kind: str) -> Json:
    return {
        "id": state.new_id(),
        "idMember": member,
        "memberType": kind,
        "unconfirmed": False,
        "deactivated": False,
    }


def _complete(state: State, thing: Json, board: Json, kind: str) -> Json:
    name = str(thing.get("name") or "")
    if kind == "list":
        full = shapes.trello_list(thing["id"], board["id"], name, 0)
    elif kind == "label":
        full = shapes.label(thing["id"], board["id"], name, None)
    else:
        full = {"type": "text", "options": [], "modelType": "board"}
    owner = {"idModel": board["id"]} if kind == "field" else {"idBoard": board["id"]}
    return {**full, **thing, "name": name, **owner}


def _card(state: State, board: Json, thing: Json) -> None:
    identifier = _id(state, thing)
    if thing.get("idList") not in state.lists:
        return
    link = str(thing.get("shortLink") or state.ids.short_link())
    card = shapes.card(identifier, link, board["id"], thing["idList"], str(thing.get("name") or ""))
    card.update({key: value for key, value in thing.items() if key not in DERIVED})
    card.update(id=identifier, shortLink=link, idBoard=board["id"], idChecklists=[])
    card["idLabels"] = _known(card.get("idLabels"), state.labels)
    card["idMembers"] = _known(card.get("idMembers"), state.members)
    for name in ("attachments", "customFieldItems"):
        card[name] = _objects(card.get(name))
    card["desc"] = card.get("desc") or ""
    card["pos"] = card.get("pos") or 0
    card["idShort"] = card.get("idShort") or state.next_short_number(board["id"])
    state.cards[identifier] = card
    state.bind_short_link(link, identifier)


def _known(identifiers: object, table: Iterable[str]) -> list[str]:
    return [one for one in identifiers if one in table] if isinstance(identifiers, list) else []


def _checklist(state: State, board: Json, thing: Json) -> None:
    card = state.cards.get(thing.get("idCard", ""))
    if card is None:
        return
    identifier = _id(state, thing)
    items = [{"state": "incomplete", **item} for item in _objects(thing.get("checkItems"))]
    empty: Json = {"name": "", "pos": 0, "creationMethod": None}
    state.checklists[identifier] = {**empty, **thing, "idBoard": board["id"], "checkItems": items}
    card["idChecklists"].append(identifier)


def _action(state: State, board: Json, thing: Json) -> None:
    """Add an action, only if it can be shown: with type, date and a creator who is still known."""
    if thing.get("idMemberCreator") not in state.members or not thing.get("type"):
        return
    data = thing.get("data") if isinstance(thing.get("data"), dict) else {}
    data = {**(data or {}), "board": {"id": board["id"], "name": board["name"]}}
    identifier = _id(state, thing)
    state.actions[identifier] = {"appCreator": None, "display": {}, **thing, "data": data}
