"""Boards, their lists, labels, members and custom fields."""

from __future__ import annotations

from sandbox.errors import not_found
from sandbox.state import shapes
from sandbox.state.actions import Actor, board_of, board_ref, label_ref, list_ref, record
from sandbox.state.cards import adopt
from sandbox.state.shapes import Json
from sandbox.state.store import State

MADE = {
    "admin": "makeAdminOfBoard",
    "normal": "makeNormalMemberOfBoard",
    "observer": "makeObserverOfBoard",
}


def create_board(state: State, actor: Actor, name: str) -> Json:
    """Make a board whose only member is its maker, as admin."""
    identifier = state.new_id()
    board = shapes.board(identifier, state.new_short_link(identifier), name, actor.member)
    board["memberships"] = [_membership(state, actor.member, "admin")]
    state.boards[identifier] = board
    record(state, actor, "createBoard", {"board": board_ref(board)})
    return board


def change_board(state: State, actor: Actor, board: Json, changes: Json) -> None:
    """Change a board: updateBoard for each of name, desc, closed that changes."""
    for field, value in changes.items():
        before = board[field]
        if before == value:
            continue
        board[field] = value
        data = {"board": {field: value, **board_ref(board)}, "old": {field: before}}
        record(state, actor, "updateBoard", data)


def _membership(state: State, member: str, kind: str) -> Json:
    return {
        "id": state.new_id(),
        "idMember": member,
        "memberType": kind,
        "unconfirmed": False,
        "deactivated": False,
    }


def put_member(state: State, actor: Actor, board: Json, member: str, kind: str) -> None:
    """Add someone to the board, or change what they are there."""
    known = state.membership(board, member)
    if known is None:
        board["memberships"].append(_membership(state, member, kind))
        data = {"idMemberAdded": member, "memberType": kind, "board": board_ref(board)}
        record(state, actor, "addMemberToBoard", data, about=member)
    elif known["memberType"] != kind:
        known["memberType"] = kind
        data = {"idMember": member, "board": board_ref(board)}
        record(state, actor, MADE[kind], data, about=member)


def drop_member(state: State, actor: Actor, board: Json, member: str) -> None:
    """Take a member off: removeMemberFromBoard; their cards lose them without an action of their own."""
    known = state.membership(board, member)
    if known is None:
        raise not_found()
    board["memberships"].remove(known)
    for card in state.cards_of(board["id"]):
        card["idMembers"] = [one for one in card["idMembers"] if one != member]
    data = {"idMember": member, "deactivated": False, "board": board_ref(board)}
    record(state, actor, "removeMemberFromBoard", data, about=member)


def create_list(state: State, actor: Actor, board: Json, name: str, pos: float) -> Json:
    """Make a list: createList."""
    entry = shapes.trello_list(state.new_id(), board["id"], name, pos)
    state.lists[entry["id"]] = entry
    record(state, actor, "createList", {"list": list_ref(entry), "board": board_ref(board)})
    return entry


def change_list(state: State, actor: Actor, entry: Json, changes: Json) -> None:
    """Change a list: one updateList for each field that changes. Archiving a list says nothing of its
    cards.
    """
    if changes.get("idBoard", entry["idBoard"]) != entry["idBoard"]:
        _list_to_board(state, actor, entry, changes["idBoard"])
    for field in ("name", "closed", "pos"):
        before = entry[field]
        if changes.get(field, before) == before:
            continue
        entry[field] = changes[field]
        data = {
            "list": {field: entry[field], **list_ref(entry)},
            "old": {field: before},
            "board": board_of(state, entry),
        }
        record(state, actor, "updateList", data)
    for field in ("subscribed", "color"):
        if field in changes:
            entry[field] = changes[field]


def _list_to_board(state: State, actor: Actor, entry: Json, id_board: str) -> None:
    """Move a list to another board: two actions for the whole list, none for its cards."""
    source, target = state.boards[entry["idBoard"]], state.boards[id_board]
    for card in state.cards_in(entry["id"]):
        adopt(state, card, id_board)
    entry["idBoard"] = id_board
    shown = {"list": list_ref(entry)}
    gone = {**shown, "boardTarget": {"id": target["id"]}, "board": board_ref(source)}
    record(state, actor, "moveListFromBoard", gone)
    come = {**shown, "boardSource": {"id": source["id"]}, "board": board_ref(target)}
    record(state, actor, "moveListToBoard", come)


def create_label(state: State, actor: Actor, board: Json, name: str, color: str | None) -> Json:
    """Make a label: createLabel."""
    label = shapes.label(state.new_id(), board["id"], name, color)
    state.labels[label["id"]] = label
    data = {"creationMethod": None, "label": label_ref(label), "board": board_ref(board)}
    record(state, actor, "createLabel", data)
    return label


def change_label(state: State, actor: Actor, label: Json, changes: Json) -> None:
    """Change a label: updateLabel for name and colour; nothing is said of the cards that bear it."""
    for field, value in changes.items():
        before = label[field]
        if before == value:
            continue
        label[field] = value
        shown = {"id": label["id"], "name": label["name"], "color": label["color"]}
        data = {"label": shown, "old": {field: before}, "board": board_of(state, label)}
        record(state, actor, "updateLabel", data)


def delete_label(state: State, actor: Actor, label: Json) -> None:
    """Delete a label: deleteLabel tells only the id; the cards lose the label without an action of their
    own.
    """
    del state.labels[label["id"]]
    for card in state.cards_of(label["idBoard"]):
        card["idLabels"] = [one for one in card["idLabels"] if one != label["id"]]
    data = {"label": {"id": label["id"]}, "board": board_of(state, label)}
    record(state, actor, "deleteLabel", data)


def create_custom_field(
    state: State, actor: Actor, board: Json, name: str, kind: str, options: list[str]
) -> Json:
    """Define a field of type checkbox, date, list, number or text."""
    identifier = state.new_id()
    field: Json = {
        "id": identifier,
        "idModel": board["id"],
        "modelType": "board",
        "fieldGroup": identifier.rjust(64, "0"),
        "display": {"cardFront": True},
        "name": name,
        "pos": 16384 * (len(state.custom_fields) + 1),
        "type": kind,
        "isSuggestedField": False,
    }
    if kind == "list":
        field["options"] = [
            _option(state, identifier, text, pos) for pos, text in enumerate(options, 1)
        ]
    state.custom_fields[identifier] = field
    shown = {"id": identifier, "name": name}
    record(state, actor, "createCustomField", {"board": board_ref(board), "customField": shown})
    return field


def _option(state: State, field: str, text: str, number: int) -> Json:
    return {
        "id": state.new_id(),
        "idCustomField": field,
        "value": {"text": text},
        "color": "none",
        "pos": 16384 * number,
    }


def delete_custom_field(state: State, actor: Actor, field: Json) -> None:
    """Delete a field: deleteCustomField; cards lose its values without an action of their own."""
    board = state.boards[field["idModel"]]
    del state.custom_fields[field["id"]]
    for card in state.cards_of(board["id"]):
        kept = [one for one in card["customFieldItems"] if one["idCustomField"] != field["id"]]
        card["customFieldItems"] = kept
    shown = {"id": field["id"], "name": field["name"]}
    record(state, actor, "deleteCustomField", {"board": board_ref(board), "customField": shown})
