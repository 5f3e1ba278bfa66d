"""`/1/cards`: reading, making, changing and deleting; what hangs on a card is in `card_parts`."""

from __future__ import annotations

from flask import Blueprint

from sandbox.core import Sandbox
from sandbox.errors import TrelloError
from sandbox.rest import card_params
from sandbox.rest.route import Api, Call
from sandbox.state import cards, fields, nested_views, values
from sandbox.state.card_parts import attach
from sandbox.state.history import card_history
from sandbox.state.shapes import Json, words

# GET /cards/{id}/{part} gives what a nested read gives under this name.
PARTS = words("attachments customFieldItems checklists members list board stickers pluginData")


def blueprint(sandbox: Sandbox) -> Blueprint:
    api = Api("cards", sandbox)
    _reads(api)
    _writes(api)
    return api.blueprint


def _reads(api: Api) -> None:
    @api.route("GET", "/cards/<card>")
    def read_card(call: Call, card: str) -> Json:
        return nested_views.card_view(call.state, call.card(card), call.params)

    @api.route("GET", "/cards/<card>/actions")
    def read_actions(call: Call, card: str) -> list[Json]:
        return card_history(call.state, call.card(card), call.params)

    @api.route("GET", "/cards/<card>/<part>")
    def read_part(call: Call, card: str, part: str) -> object:
        found = call.card(card)
        if part in PARTS:
            params = _renamed(call.params, part)
            return nested_views.CARD_PARTS[part](call.state, found, params)
        if part in fields.CARD_FIELDS:
            return {"_value": fields.card_object(call.state, found, [part])[part]}
        raise TrelloError(404, f"Cannot GET /1/cards/{card}/{part}")


def _renamed(params: Json, part: str) -> Json:
    """Return `fields` of a part under its name in a nested read; nothing else of it counts."""
    name = part.removesuffix("s") + "_fields"
    kept = {key: value for key, value in params.items() if key != "fields"}
    return {**kept, name: params["fields"]} if "fields" in params else kept


def _writes(api: Api) -> None:
    @api.route("POST", "/cards")
    def create(call: Call) -> Json:
        entry = card_params.list_named(call)
        pos = card_params.position_in(call, entry["id"], call.params.get("pos") or "bottom")
        card = _copy(call, entry, pos) or _new(call, entry, pos)
        shown = nested_views.card_view(
            call.state, card, {"attachments": "true", "stickers": "true"}
        )
        return {**shown, "limits": {}}

    @api.route("PUT", "/cards/<card>")
    def change(call: Call, card: str) -> Json:
        found = call.card(card)
        changes = card_params.card_changes(call, found)
        cards.change_card(call.state, call.actor, found, changes)
        return nested_views.card_view(call.state, found, {})

    @api.route("PUT", "/cards/<card>/<field>")
    def change_field(call: Call, card: str, field: str) -> Json:
        found = call.card(card)
        if field not in card_params.WRITABLE:
            raise TrelloError(404, f"Cannot PUT /1/cards/{card}/{field}")
        call.params = {**call.params, field: call.params.get("value")}
        changes = card_params.card_changes(call, found)
        cards.change_card(call.state, call.actor, found, changes)
        return nested_views.card_view(call.state, found, {})

    @api.route("DELETE", "/cards/<card>")
    def delete(call: Call, card: str) -> Json:
        cards.delete_card(call.state, call.actor, call.card(card))
        return {"limits": {}}


def _new(call: Call, entry: Json, pos: float) -> Json:
    name = values.text("name", call.params.get("name", ""))
    params = {key: value for key, value in call.params.items() if key != "name"}
    rest = card_params.plain_changes(params)
    rest.update(card_params.people_and_labels(call, entry["idBoard"]))
    card = cards.create_card(call.state, call.actor, entry["id"], name, pos, rest)
    link = call.params.get("urlSource")
    if link:
        attach(call.state, call.actor, card, {"name": str(link), "url": str(link)})
    return card


def _copy(call: Call, entry: Json, pos: float) -> Json | None:
    reference = call.params.get("idCardSource")
    if not reference:
        return None
    source = call.card(str(reference))
    name = values.text("name", call.params.get("name") or source["name"])
    return cards.copy_card(call.state, call.actor, source, entry["id"], name, pos)
