"""Making, changing, moving and deleting cards. Each change records the actions that Trello does."""

from __future__ import annotations

from sandbox.state import shapes
from sandbox.state.actions import Actor, board_of, card_ref, list_of, list_ref, record
from sandbox.state.card_parts import set_labels, set_members
from sandbox.state.ids import iso
from sandbox.state.shapes import Json, words
from sandbox.state.store import State

Changes = dict[str, object]
# In this order, whatever the order in the request: one action for each field that really changes.
PLAIN_FIELDS = words("pos name desc closed start dueReminder due dueComplete isTemplate cover")
SILENT_FIELDS = ("subscribed", "idAttachmentCover", "cardRole", "address", "locationName")


def new_card(state: State, id_list: str, name: str, pos: float) -> Json:
    """Make a card in its list, without any action."""
    id_board = state.lists[id_list]["idBoard"]
    identifier = state.new_id()
    card = shapes.card(identifier, state.new_short_link(identifier), id_board, id_list, name)
    card["idShort"] = state.next_short_number(id_board)
    card["pos"] = pos
    card["dateLastActivity"] = iso(state.now())
    state.cards[identifier] = card
    return card


def create_card(
    state: State, actor: Actor, id_list: str, name: str, pos: float, rest: Changes
) -> Json:
    """Make a card: createCard with only the name, then one action for each further field."""
    card = new_card(state, id_list, name, pos)
    record(state, actor, "createCard", _appearance(state, card))
    change_card(state, actor, card, rest)
    return card


def appear(state: State, actor: Actor, card: Json, kind: str, **source: Json) -> None:
    """Record that a card came into being another way: copyCard, emailCard, convertToCard…"""
    record(state, actor, kind, {**source, **_appearance(state, card)})


def _appearance(state: State, card: Json) -> Json:
    return {
        "card": card_ref(card),
        "list": list_of(state, card),
        "board": board_of(state, card),
    }


def copy_card(
    state: State, actor: Actor, source: Json, id_list: str, name: str, pos: float
) -> Json:
    """Copy a card: copyCard; everything but comments comes along, members with `fromCopy`."""
    card = new_card(state, id_list, name, pos)
    for field in ("desc", "due", "start", "dueReminder", "cover"):
        card[field] = source[field]
    if card["idBoard"] == source["idBoard"]:
        card["idLabels"] = list(source["idLabels"])
        card["customFieldItems"] = [
            {**item, "id": state.new_id(), "idModel": card["id"]}
            for item in source["customFieldItems"]
        ]
    appear(state, actor, card, "copyCard", cardSource=card_ref(source))
    set_members(state, actor, card, source["idMembers"], from_copy=True)
    return card


def change_card(state: State, actor: Actor, card: Json, changes: Changes) -> None:
    """Apply checked values; what does not change records nothing."""
    if "idBoard" in changes and changes["idBoard"] != card["idBoard"]:
        _to_board(state, actor, card, str(changes["idBoard"]), str(changes["idList"]))
    elif "idList" in changes and changes["idList"] != card["idList"]:
        _to_list(state, actor, card, str(changes["idList"]))
    for field in PLAIN_FIELDS:
        if field in changes:
            change_field(state, actor, card, field, changes[field])
    card.update({field: changes[field] for field in SILENT_FIELDS if field in changes})
    if "idMembers" in changes:
        set_members(state, actor, card, changes["idMembers"])  # type: ignore[arg-type]
    if "idLabels" in changes:
        set_labels(state, actor, card, changes["idLabels"])  # type: ignore[arg-type]


def change_field(state: State, actor: Actor, card: Json, field: str, value: object) -> None:
    """Change a card: updateCard for one field, with the value before in `old`."""
    before = card[field]
    if before == value:
        return
    card[field] = value
    shown: Json = {field: value}
    if field == "dueComplete":
        card["dateCompleted"] = iso(state.now()) if value else None
        shown["dateCompleted"] = card["dateCompleted"]
    if field == "closed":
        card["dateClosed"] = iso(state.now()) if value else None
    data = {
        "card": card_ref(card, **shown),
        "old": {field: before},
        "board": board_of(state, card),
        "list": list_of(state, card),
    }
    record(state, actor, "updateCard", data)


def _to_list(state: State, actor: Actor, card: Json, id_list: str) -> None:
    before = list_of(state, card)
    card["idList"] = id_list
    data = {
        "card": card_ref(card, idList=id_list),
        "old": {"idList": before["id"]},
        "board": board_of(state, card),
        "listBefore": before,
        "listAfter": list_of(state, card),
    }
    record(state, actor, "updateCard", data)


def _to_board(state: State, actor: Actor, card: Json, id_board: str, id_list: str) -> None:
    source, target = state.boards[card["idBoard"]], state.boards[id_board]
    gone = {
        "boardTarget": {"id": target["id"], "name": target["name"]},
        "card": {"id": card["id"], "name": card["name"]},
        "list": list_of(state, card),
        "board": board_of(state, card),
    }
    adopt(state, card, id_board)
    card["idList"] = id_list
    record(state, actor, "moveCardFromBoard", gone)
    origin = {"id": source["id"], "name": source["name"]}
    appear(state, actor, card, "moveCardToBoard", boardSource=origin)


def adopt(state: State, card: Json, id_board: str) -> None:
    """Make a card belong to another board: labels by name and colour, members of the board only."""
    board = state.boards[id_board]
    known = {(label["name"], label["color"]): label["id"] for label in state.labels_of(id_board)}
    labels = [state.labels[identifier] for identifier in card["idLabels"]]
    names = [(label["name"], label["color"]) for label in labels]
    card["idLabels"] = [known[name] for name in names if name in known]
    card["idMembers"] = [one for one in card["idMembers"] if state.membership(board, one)]
    card["customFieldItems"] = []
    card["idShort"] = state.next_short_number(id_board)
    card["idBoard"] = id_board
    for identifier in card["idChecklists"]:
        state.checklists[identifier]["idBoard"] = id_board


def delete_card(state: State, actor: Actor, card: Json) -> None:
    """Delete a card: deleteCard tells no name; afterwards the card answers 404."""
    data = {
        "card": {key: card[key] for key in ("id", "idShort", "shortLink")},
        "list": list_ref(state.lists[card["idList"]]),
        "board": board_of(state, card),
    }
    del state.cards[card["id"]]
    for identifier in card["idChecklists"]:
        state.checklists.pop(identifier, None)
    record(state, actor, "deleteCard", data)
