"""`/1/batch`, `/1/search`, and the keys that sign a Power-Up's tokens."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request

from sandbox.core import Sandbox
from sandbox.errors import TrelloError
from sandbox.rest.route import Api, Call, json_response
from sandbox.state import nested_views, values
from sandbox.state.shapes import Json

BATCH_MAX = 10


def blueprint(sandbox: Sandbox) -> Blueprint:
    api = Api("misc", sandbox)

    @api.route("GET", "/batch", locked=False)
    def batch(call: Call) -> list[Json]:
        # A comma inside a path must still be escaped after the query was decoded.
        urls = [url for url in str(call.params.get("urls", "")).split(",") if url]
        if not 1 <= len(urls) <= BATCH_MAX or not all(url.startswith("/") for url in urls):
            raise TrelloError(400, "invalid value for urls")
        return [_one(call, url) for url in urls]

    @api.route("GET", "/search")
    def search(call: Call) -> Json:
        return _search(call)

    @api.blueprint.get("/resource/jwt-public-keys")
    def jwt_public_keys() -> Response:
        return json_response({"keys": sandbox.jwt_keys.public()})

    return api.blueprint


def _one(call: Call, url: str) -> Json:
    key, token = call.caller.key, call.caller.token
    header = f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'
    response = current_app.test_client().get(
        "/1" + url, headers={"Authorization": header}, base_url=request.host_url
    )
    if response.status_code == 200:
        return {"200": response.get_json()}
    text = response.get_data(as_text=True)
    return {"name": "Error", "message": text, "statusCode": response.status_code}


def _search(call: Call) -> Json:
    """Return cards and boards whose name or description holds all words of `query`."""
    query = values.text("query", call.params.get("query", ""), required=True)
    words = query.lower().split()
    limit = values.integer("cards_limit", call.params.get("cards_limit"), 10, 0, 1000)
    kinds = str(call.params.get("modelTypes") or "all")
    boards = [one for one in call.state.boards.values() if _visible(call, one)]
    within = values.identifiers("idBoards", call.params.get("idBoards", ""))
    if within:
        boards = [one for one in boards if one["id"] in within]
    cards = [card for board in boards for card in call.state.cards_of(board["id"])]
    found: Json = {}
    if kinds == "all" or "cards" in kinds:
        hits = [card for card in cards if _holds(card, words)][:limit]
        found["cards"] = [nested_views.card_view(call.state, card, {}) for card in hits]
    if kinds == "all" or "boards" in kinds:
        hits = [board for board in boards if _holds(board, words)]
        rules = call.sandbox.reading
        found["boards"] = [nested_views.board_view(call.state, one, {}, rules) for one in hits]
    return {**found, "options": {"terms": [{"text": word} for word in words]}}


def _visible(call: Call, board: Json) -> bool:
    return call.state.membership(board, call.caller.member) is not None


def _holds(thing: Json, words: list[str]) -> bool:
    text = f"{thing['name']} {thing['desc']}".lower()
    return all(word in text for word in words)
