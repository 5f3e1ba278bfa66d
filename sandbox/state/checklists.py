"""Checklists and their items."""

from __future__ import annotations

from sandbox.errors import not_found
from sandbox.state.actions import Actor, board_of, card_ref, record
from sandbox.state.cards import appear, new_card
from sandbox.state.shapes import Json
from sandbox.state.store import State
from sandbox.state.values import position


def add_checklist(state: State, actor: Actor, card: Json, name: str) -> Json:
    """Add a checklist: addChecklistToCard."""
    checklist: Json = {
        "id": state.new_id(),
        "name": name,
        "idBoard": card["idBoard"],
        "idCard": card["id"],
        "pos": 16384 * (len(card["idChecklists"]) + 1),
        "creationMethod": None,
        "checkItems": [],
    }
    state.checklists[checklist["id"]] = checklist
    card["idChecklists"] = [*card["idChecklists"], checklist["id"]]
    record(state, actor, "addChecklistToCard", _place(state, card, checklist))
    return checklist


def remove_checklist(state: State, actor: Actor, checklist: Json) -> None:
    """Delete a checklist: removeChecklistFromCard; nothing is said of its items."""
    card = state.cards[checklist["idCard"]]
    del state.checklists[checklist["id"]]
    card["idChecklists"] = [one for one in card["idChecklists"] if one != checklist["id"]]
    record(state, actor, "removeChecklistFromCard", _place(state, card, checklist))


def rename_checklist(state: State, actor: Actor, checklist: Json, name: str) -> None:
    """Rename a checklist: updateChecklist, where the name is another."""
    card = state.cards[checklist["idCard"]]
    before, checklist["name"] = checklist["name"], name
    if before != name:
        data = {**_place(state, card, checklist), "old": {"name": before}}
        record(state, actor, "updateChecklist", data)


def _place(state: State, card: Json, checklist: Json) -> Json:
    return {
        "card": card_ref(card),
        "checklist": {"id": checklist["id"], "name": checklist["name"]},
        "board": board_of(state, card),
    }


def _shown(item: Json, **changed: object) -> Json:
    shown = {key: item[key] for key in ("id", "name", "state")}
    return {**changed, **shown, "textData": {"emoji": {}}}


def add_item(state: State, actor: Actor, checklist: Json, name: str, done: bool) -> Json:
    """Add an item: createCheckItem."""
    taken = [item["pos"] for item in checklist["checkItems"]]
    item: Json = {
        "idChecklist": checklist["id"],
        "state": "complete" if done else "incomplete",
        "id": state.new_id(),
        "name": name,
        "nameData": {"emoji": {}},
        "pos": position("bottom", taken),
        "due": None,
        "dueReminder": None,
        "idMember": None,
    }
    checklist["checkItems"].append(item)
    card = state.cards[checklist["idCard"]]
    data = {"checkItem": _shown(item), **_place(state, card, checklist)}
    record(state, actor, "createCheckItem", data)
    return item


def find_item(checklist: Json, identifier: str) -> Json:
    """Return the item of this checklist with that id. Raises `TrelloError` (404)."""
    items: list[Json] = checklist["checkItems"]
    for item in items:
        if item["id"] == identifier:
            return item
    raise not_found()


def change_item(state: State, actor: Actor, checklist: Json, item: Json, changes: Json) -> None:
    """Change an item: updateCheckItemStateOnCard for the mark, updateCheckItem for the rest."""
    card = state.cards[checklist["idCard"]]
    for field, value in changes.items():
        before, item[field] = item[field], value
        if before == value:
            continue
        if field == "state":
            data = {"checkItem": _shown(item), **_place(state, card, checklist)}
            record(state, actor, "updateCheckItemStateOnCard", data)
        else:
            shown = _shown(item, **{field: value})
            data = {"checkItem": shown, "old": {field: before}, **_place(state, card, checklist)}
            record(state, actor, "updateCheckItem", data)


def remove_item(state: State, actor: Actor, checklist: Json, identifier: str) -> None:
    """Delete an item: deleteCheckItem."""
    item = find_item(checklist, identifier)
    checklist["checkItems"].remove(item)
    card = state.cards[checklist["idCard"]]
    data = {"checkItem": _shown(item), **_place(state, card, checklist)}
    record(state, actor, "deleteCheckItem", data)


def convert_item(state: State, actor: Actor, checklist: Json, item: Json) -> Json:
    """Make a card of an item: convertToCardFromCheckItem, no createCard."""
    source = state.cards[checklist["idCard"]]
    checklist["checkItems"].remove(item)
    taken = [card["pos"] for card in state.cards_in(source["idList"])]
    card = new_card(state, source["idList"], item["name"], position("bottom", taken))
    shown = {"id": checklist["id"], "name": checklist["name"]}
    kind = "convertToCardFromCheckItem"
    appear(state, actor, card, kind, cardSource=card_ref(source), checklist=shown)
    return card
