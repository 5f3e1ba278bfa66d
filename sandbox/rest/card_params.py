"""The parameters of writes to cards, checked before anything is changed."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.errors import TrelloError, invalid_value
from sandbox.rest.route import Call
from sandbox.state import values
from sandbox.state.cards import Changes
from sandbox.state.shapes import CARD_ROLES, Json


def _reminder(name: str, value: object) -> int | None:
    """Read minutes before the due date; -1 and null mean none."""
    if value in (None, "", "null", -1, "-1"):
        return None
    return values.integer(name, value, 0, 0, 10_080)


def _role(name: str, value: object) -> str | None:
    return None if value in (None, "", "null") else values.choice(name, value, CARD_ROLES, "link")


def _name(name: str, value: object) -> str:
    return values.text(name, value, required=True)


PLAIN: dict[str, Callable[[str, object], object]] = {
    "name": _name,
    "desc": values.text,
    "closed": values.boolean,
    "due": values.date,
    "start": values.date,
    "dueReminder": _reminder,
    "dueComplete": values.boolean,
    "subscribed": values.boolean,
    "isTemplate": values.boolean,
    "cover": values.obj,
    "cardRole": _role,
}
WRITABLE = (*PLAIN, "idList", "idBoard", "pos", "idMembers", "idLabels", "idAttachmentCover")


def plain_changes(params: Json) -> Changes:
    """Read fields whose value needs no look at the board."""
    return {name: check(name, params[name]) for name, check in PLAIN.items() if name in params}


def card_changes(call: Call, card: Json) -> Changes:
    """Return everything a PUT asks for, with targets that exist and that the caller may write to."""
    params = call.params
    changes = plain_changes(params)
    target = _target_list(call, card)
    if target is not None:
        changes["idBoard"], changes["idList"] = target["idBoard"], target["id"]
    id_board = str(changes.get("idBoard", card["idBoard"]))
    if "pos" in params:
        id_list = str(changes.get("idList", card["idList"]))
        changes["pos"] = position_in(call, id_list, params["pos"], but=card["id"])
    changes.update(people_and_labels(call, id_board))
    if "idAttachmentCover" in params:
        changes["idAttachmentCover"] = params["idAttachmentCover"] or None
    return changes


def position_in(call: Call, id_list: str, value: object, but: str = "") -> float:
    """Return where `top`, `bottom` or a number is in a list, the card `but` not counted."""
    taken = [card["pos"] for card in call.state.cards_in(id_list) if card["id"] != but]
    return values.position(value, taken)


def people_and_labels(call: Call, id_board: str) -> Changes:
    """Read `idMembers` and `idLabels`, all of them of the board; a label named twice is refused."""
    changes: Changes = {}
    board = call.state.boards[id_board]
    if "idMembers" in call.params:
        members = values.identifiers("idMembers", call.params["idMembers"])
        if not all(call.state.membership(board, one) for one in members):
            raise invalid_value("idMembers")
        changes["idMembers"] = list(dict.fromkeys(members))
    if "idLabels" in call.params:
        labels = values.identifiers("idLabels", call.params["idLabels"])
        known = {label["id"] for label in call.state.labels_of(id_board)}
        if len(set(labels)) != len(labels):
            raise TrelloError(400, "label not found")
        if not set(labels) <= known:
            raise invalid_value("idLabels")
        changes["idLabels"] = labels
    return changes


def _target_list(call: Call, card: Json) -> Json | None:
    id_board = card["idBoard"]
    if call.params.get("idBoard"):
        id_board = values.identifier("idBoard", call.params["idBoard"])
        if id_board not in call.state.boards:
            raise invalid_value("idBoard")
        call.allowed(call.state.boards[id_board])
    if "idList" in call.params:
        return list_named(call, id_board)
    if id_board == card["idBoard"]:
        return None
    opened = [entry for entry in call.state.lists_of(id_board) if not entry["closed"]]
    if not opened:
        raise invalid_value("idBoard")
    return opened[0]


def list_named(call: Call, id_board: str | None = None) -> Json:
    """Return the list of parameter `idList`, on that board if one is given."""
    identifier = values.identifier("idList", call.params.get("idList"))
    entry = call.state.lists.get(identifier)
    if entry is None or (id_board is not None and entry["idBoard"] != id_board):
        raise invalid_value("idList")
    call.allowed(call.state.boards[entry["idBoard"]])
    return entry
