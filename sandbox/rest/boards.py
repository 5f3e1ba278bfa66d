"""`/1/boards`: reading, making and changing boards, and who belongs to them."""

from __future__ import annotations

from flask import Blueprint

from sandbox.core import Sandbox
from sandbox.errors import TrelloError, not_found
from sandbox.rest import auth
from sandbox.rest.route import Api, Call
from sandbox.state import boards, fields, nested_views, values
from sandbox.state.history import board_history
from sandbox.state.shapes import COLORS, MEMBER_TYPES, Json

# GET /boards/{id}/{part}: the reader, and how `filter`, `fields` and `limit` are called there.
PARTS = {
    "lists": (nested_views.board_lists, {"filter": "lists", "fields": "list_fields"}),
    "labels": (nested_views.board_labels, {"limit": "labels_limit", "fields": "label_fields"}),
    "members": (nested_views.board_members, {"filter": "members", "fields": "member_fields"}),
    "memberships": (nested_views.board_memberships, {"member": "memberships_member"}),
    "customFields": (nested_views.board_fields, {}),
    "checklists": (nested_views.board_checklists, {"fields": "checklist_fields"}),
    "actions": (board_history, {}),
    "plugins": (lambda *_: [], {}),
    "boardPlugins": (lambda *_: [], {}),
}


def renamed(params: Json, names: dict[str, str]) -> Json:
    """Return the parameters of a part under the names that they have in a nested read."""
    return {names.get(name, name): value for name, value in params.items()}


def blueprint(sandbox: Sandbox) -> Blueprint:
    api = Api("boards", sandbox)
    _reads(api)
    _cards(api)
    _writes(api)
    _members(api)
    return api.blueprint


def _reads(api: Api) -> None:
    @api.route("GET", "/boards/<board>")
    def read_board(call: Call, board: str) -> Json:
        return nested_views.board_view(
            call.state, call.board(board), call.params, api.sandbox.reading
        )

    @api.route("GET", "/boards/<board>/<part>")
    def read_part(call: Call, board: str, part: str) -> object:
        found = call.board(board)
        if part in PARTS:
            reader, names = PARTS[part]
            return reader(call.state, found, renamed(call.params, names))
        if part in fields.BOARD_FIELDS:
            return {"_value": fields.board_object(call.state, found, [part])[part]}
        raise TrelloError(404, f"Cannot GET /1/boards/{board}/{part}")

    @api.route("GET", "/boards/<board>/<any(lists,members):part>/<which>")
    def read_filtered(call: Call, board: str, part: str, which: str) -> object:
        reader, names = PARTS[part]
        params = renamed({**call.params, "filter": which}, names)
        return reader(call.state, call.board(board), params)

    @api.route("GET", "/boards/<board>/labels/<label>")
    def read_label(call: Call, board: str, label: str) -> Json:
        call.board(board)
        return fields.label_view(call.state, call.label(label))


def _cards(api: Api) -> None:
    @api.route("GET", "/boards/<board>/cards", "/boards/<board>/cards/<which>")
    def read_cards(call: Call, board: str, which: str = "visible") -> object:
        found = call.board(board)
        which = call.params.get("filter", which)
        if which not in nested_views.CARD_FILTERS:
            return _card_of(call, found, which)
        return list_cards(call, call.state.cards_of(found["id"]), which)


def list_cards(call: Call, cards: list[Json], which: str) -> list[Json]:
    """Answer `…/cards`: a page of cards with the parts asked for, `fields` and not `card_fields`."""
    chosen = nested_views.select_cards(call.state, cards, which)
    parts = [name.removeprefix("card_") for name in nested_views.HEAVY_PARTS]
    heavy = any(values.wanted(call.params.get(part)) for part in parts)
    page = nested_views.page_cards(chosen, call.params)
    if heavy and len(page) > call.sandbox.reading.heavy_cards:
        raise nested_views.TooManyCardsError
    return [nested_views.card_view(call.state, card, call.params) for card in page]


def _card_of(call: Call, board: Json, reference: str) -> Json:
    card = call.card(reference)
    if card["idBoard"] != board["id"]:
        raise not_found()
    return nested_views.card_view(call.state, card, call.params)


def _checked(params: Json) -> Json:
    changes: Json = {}
    if "name" in params:
        changes["name"] = values.text("name", params["name"], required=True)
    if "desc" in params:
        changes["desc"] = values.text("desc", params["desc"])
    if "closed" in params:
        changes["closed"] = values.boolean("closed", params["closed"])
    return changes


def _writes(api: Api) -> None:
    @api.route("POST", "/boards")
    def create(call: Call) -> Json:
        name = values.text("name", call.params.get("name", ""), required=True)
        board = boards.create_board(call.state, call.actor, name)
        if values.boolean("defaultLists", call.params.get("defaultLists", True)):
            for pos, title in enumerate(("To Do", "Doing", "Done"), 1):
                boards.create_list(call.state, call.actor, board, title, 16384 * pos)
        return fields.board_object(call.state, board)

    @api.route("PUT", "/boards/<board>", "/boards/<board>/<any(name,desc,closed):field>")
    def change(call: Call, board: str, field: str = "") -> Json:
        found = call.board(board)
        params = {field: call.params.get("value")} if field else call.params
        boards.change_board(call.state, call.actor, found, _checked(params))
        return fields.board_object(call.state, found)

    @api.route("POST", "/boards/<board>/lists")
    def create_list(call: Call, board: str) -> Json:
        found = call.board(board)
        return new_list(call, found)

    @api.route("POST", "/boards/<board>/labels")
    def create_label(call: Call, board: str) -> Json:
        return new_label(call, call.board(board))


def new_list(call: Call, board: Json) -> Json:
    """Make the list that the parameters describe; without `pos` it is the first."""
    name = values.text("name", call.params.get("name", ""), required=True)
    taken = [entry["pos"] for entry in call.state.lists_of(board["id"])]
    pos = values.position(call.params.get("pos") or "top", taken)
    entry = boards.create_list(call.state, call.actor, board, name, pos)
    return {**fields.list_view(call.state, entry), "limits": {}}


def new_label(call: Call, board: Json) -> Json:
    """Make the label that the parameters describe."""
    name = values.text("name", call.params.get("name", ""))
    color = label_color(call.params.get("color"))
    label = boards.create_label(call.state, call.actor, board, name, color)
    return {**fields.label_view(call.state, label), "limits": {}}


def label_color(value: object) -> str | None:
    """Return one of Trello's thirty colours, or none."""
    if value in (None, "", "null"):
        return None
    return values.choice("color", value, COLORS, "green")


def _members(api: Api) -> None:
    @api.route("PUT", "/boards/<board>/members/<member>")
    def put_member(call: Call, board: str, member: str) -> Json:
        found = call.board(board)
        auth.check_admin(call.state, call.caller, found)
        kind = values.choice("type", call.params.get("type"), MEMBER_TYPES, "normal")
        identifier = call.member(member)["id"]
        boards.put_member(call.state, call.actor, found, identifier, kind)
        return _with_members(call, found)

    @api.route("DELETE", "/boards/<board>/members/<member>")
    def drop_member(call: Call, board: str, member: str) -> Json:
        found = call.board(board)
        auth.check_admin(call.state, call.caller, found)
        boards.drop_member(call.state, call.actor, found, call.member(member)["id"])
        return _with_members(call, found)


def _with_members(call: Call, board: Json) -> Json:
    return {
        "id": board["id"],
        "members": nested_views.board_members(call.state, board, {}),
        "memberships": nested_views.board_memberships(call.state, board, {}),
    }
