"""`/1/lists`, `/1/labels`, `/1/checklists` and `/1/customFields`."""

from __future__ import annotations

from flask import Blueprint

from sandbox.core import Sandbox
from sandbox.errors import TrelloError, invalid_value, not_found
from sandbox.rest.boards import label_color, list_cards, new_label, new_list
from sandbox.rest.route import Api, Call
from sandbox.state import boards, checklists, fields, nested_views, values
from sandbox.state.shapes import Json

FIELD_TYPES = ("checkbox", "date", "list", "number", "text")


def blueprint(sandbox: Sandbox) -> Blueprint:
    api = Api("lists", sandbox)
    _lists(api)
    _labels(api)
    _checklists(api)
    _items(api)
    _fields(api)
    return api.blueprint


def _board_param(call: Call, name: str = "idBoard") -> Json:
    identifier = values.identifier(name, call.params.get(name))
    if identifier not in call.state.boards:
        raise invalid_value(name)
    return call.allowed(call.state.boards[identifier])


def _lists(api: Api) -> None:
    @api.route("POST", "/lists")
    def create_list(call: Call) -> Json:
        return new_list(call, _board_param(call))

    @api.route("GET", "/lists/<entry>")
    def read_list(call: Call, entry: str) -> Json:
        found = call.trello_list(entry)
        asked = call.params.get("fields")
        names = values.fields("fields", asked, fields.LIST_FIELDS, fields.LIST_DEFAULT)
        shown = fields.list_view(call.state, found, names)
        if values.wanted(call.params.get("cards")):
            mine = call.state.cards_in(found["id"])
            rules = call.sandbox.reading
            shown["cards"] = nested_views.nested_cards(call.state, mine, call.params, rules)
        return shown

    @api.route("GET", "/lists/<entry>/cards", "/lists/<entry>/cards/<which>")
    def read_cards(call: Call, entry: str, which: str = "open") -> list[Json]:
        found = call.trello_list(entry)
        which = values.choice(
            "filter", call.params.get("filter", which), nested_views.CARD_FILTERS, "open"
        )
        return list_cards(call, call.state.cards_in(found["id"]), which)

    @api.route("PUT", "/lists/<entry>", "/lists/<entry>/<field>")
    def change_list(call: Call, entry: str, field: str = "") -> Json:
        found = call.trello_list(entry)
        params = {field: call.params.get("value")} if field else call.params
        boards.change_list(call.state, call.actor, found, _list_changes(call, found, params))
        return fields.list_view(call.state, found)


def _list_changes(call: Call, entry: Json, params: Json) -> Json:
    changes: Json = {}
    if "name" in params:
        changes["name"] = values.text("name", params["name"], required=True)
    for name in ("closed", "subscribed"):
        if name in params:
            changes[name] = values.boolean(name, params[name])
    if "pos" in params:
        taken = [one["pos"] for one in call.state.lists_of(entry["idBoard"]) if one is not entry]
        changes["pos"] = values.position(params["pos"], taken)
    if "idBoard" in params:
        call.params = params
        changes["idBoard"] = _board_param(call)["id"]
    return changes


def _labels(api: Api) -> None:
    @api.route("POST", "/labels")
    def create_label(call: Call) -> Json:
        return new_label(call, _board_param(call))

    @api.route("GET", "/labels/<label>")
    def read_label(call: Call, label: str) -> Json:
        return fields.label_view(call.state, call.label(label))

    @api.route("PUT", "/labels/<label>", "/labels/<label>/<any(name,color):field>")
    def change_label(call: Call, label: str, field: str = "") -> Json:
        found = call.label(label)
        params = {field: call.params.get("value")} if field else call.params
        changes: Json = {}
        if "name" in params:
            changes["name"] = values.text("name", params["name"])
        if "color" in params:
            changes["color"] = label_color(params["color"])
        boards.change_label(call.state, call.actor, found, changes)
        return fields.label_view(call.state, found)

    @api.route("DELETE", "/labels/<label>")
    def delete_label(call: Call, label: str) -> Json:
        boards.delete_label(call.state, call.actor, call.label(label))
        return {"limits": {}}


def _checklists(api: Api) -> None:
    @api.route("POST", "/checklists", "/cards/<card>/checklists")
    def create_checklist(call: Call, card: str = "") -> Json:
        found = call.card(card or values.identifier("idCard", call.params.get("idCard")))
        name = values.text("name", call.params.get("name") or "Checklist")
        checklist = checklists.add_checklist(call.state, call.actor, found, name)
        return {**fields.checklist_view(call.state, checklist, {}), "limits": {}}

    @api.route("GET", "/checklists/<checklist>")
    def read_checklist(call: Call, checklist: str) -> Json:
        return fields.checklist_view(call.state, call.checklist(checklist), call.params)

    @api.route("PUT", "/checklists/<checklist>", "/checklists/<checklist>/name")
    def change_checklist(call: Call, checklist: str) -> Json:
        found = call.checklist(checklist)
        asked = call.params.get("name", call.params.get("value", found["name"]))
        name = values.text("name", asked, required=True)
        checklists.rename_checklist(call.state, call.actor, found, name)
        return fields.checklist_view(call.state, found, {})

    @api.route("DELETE", "/checklists/<checklist>", "/cards/<card>/checklists/<checklist>")
    def delete_checklist(call: Call, checklist: str, card: str = "") -> Json:
        checklists.remove_checklist(call.state, call.actor, call.checklist(checklist))
        return {"limits": {}}


def _items(api: Api) -> None:
    @api.route("POST", "/checklists/<checklist>/checkItems")
    def create_item(call: Call, checklist: str) -> Json:
        found = call.checklist(checklist)
        name = values.text("name", call.params.get("name", ""), required=True)
        done = values.boolean("checked", call.params.get("checked", False))
        item = checklists.add_item(call.state, call.actor, found, name, done)
        return {**item, "limits": {}}

    @api.route(
        "PUT",
        "/cards/<card>/checkItem/<item>",
        "/cards/<card>/checklist/<checklist>/checkItem/<item>",
    )
    def change_item(call: Call, card: str, item: str, checklist: str = "") -> Json:
        holder, found = _item_of(call, call.card(card), item)
        changes = _item_changes(holder, call.params)
        checklists.change_item(call.state, call.actor, holder, found, changes)
        return found

    @api.route("DELETE", "/checklists/<checklist>/checkItems/<item>")
    def delete_item(call: Call, checklist: str, item: str) -> Json:
        checklists.remove_item(call.state, call.actor, call.checklist(checklist), item)
        return {"limits": {}}


def _item_of(call: Call, card: Json, identifier: str) -> tuple[Json, Json]:
    for one in card["idChecklists"]:
        checklist = call.state.checklists[one]
        for item in checklist["checkItems"]:
            if item["id"] == identifier:
                return checklist, item
    raise not_found()


def _item_changes(checklist: Json, params: Json) -> Json:
    changes: Json = {}
    if "name" in params:
        changes["name"] = values.text("name", params["name"], required=True)
    if "state" in params:
        done = str(params["state"]).lower() in ("complete", "true")
        changes["state"] = "complete" if done else "incomplete"
    if "pos" in params:
        taken = [item["pos"] for item in checklist["checkItems"]]
        changes["pos"] = values.position(params["pos"], taken)
    return changes


def _fields(api: Api) -> None:
    @api.route("POST", "/customFields")
    def create_field(call: Call) -> Json:
        if call.params.get("modelType") != "board":
            raise invalid_value("modelType")
        board = _board_param(call, "idModel")
        kind = call.params.get("type")
        if kind not in FIELD_TYPES:
            raise TrelloError(400, "invalid value for type")
        name = values.text("name", call.params.get("name", ""), required=True)
        options = [one["value"]["text"] for one in call.params.get("options") or []]
        field = boards.create_custom_field(call.state, call.actor, board, name, str(kind), options)
        return {**field, "limits": {"customFieldOptions": {"perField": {"status": "ok"}}}}

    @api.route("GET", "/customFields/<field>")
    def read_field(call: Call, field: str) -> Json:
        return call.custom_field(field)

    @api.route("DELETE", "/customFields/<field>")
    def delete_field(call: Call, field: str) -> Json:
        boards.delete_custom_field(call.state, call.actor, call.custom_field(field))
        return {"limits": {}}
