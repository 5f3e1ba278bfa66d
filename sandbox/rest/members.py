"""`/1/members`, `/1/tokens`, `/1/webhooks`."""

from __future__ import annotations

from flask import Blueprint

from sandbox.core import Sandbox
from sandbox.errors import TrelloError, not_found, unauthorized
from sandbox.rest.auth import check_board
from sandbox.rest.route import Api, Call
from sandbox.state import fields, values
from sandbox.state.nested_views import member_fields
from sandbox.state.shapes import Json
from sandbox.webhooks import registry


def blueprint(sandbox: Sandbox) -> Blueprint:
    api = Api("members", sandbox)
    _members(api)
    _tokens(api)
    _webhooks(api)
    return api.blueprint


def _boards_of(call: Call, member: Json, params: Json) -> list[Json]:
    """Return boards of a member that the caller sees too; `filter`: all, open or closed."""
    which = values.choice("filter", params.get("filter"), ("all", "open", "closed"), "all")
    asked = params.get("fields")
    names = values.fields("fields", asked, fields.BOARD_FIELDS, fields.BOARD_FIELDS)
    keep = {"open": (False,), "closed": (True,)}.get(which, (True, False))
    found = [
        board
        for board in call.state.boards.values()
        if board["closed"] in keep
        and call.state.membership(board, member["id"])
        and call.state.membership(board, call.caller.member)
    ]
    return [fields.board_object(call.state, board, names) for board in found]


def _members(api: Api) -> None:
    @api.route("GET", "/members/<member>")
    def read_member(call: Call, member: str) -> Json:
        found = call.member(member)
        shown = fields.member_view(
            call.state, found, member_fields(call.params, "fields", fields.MEMBER_FIELDS)
        )
        if values.wanted(call.params.get("boards")):
            asked = {"filter": call.params["boards"], "fields": call.params.get("board_fields")}
            shown["boards"] = _boards_of(call, found, asked)
        return shown

    @api.route("GET", "/members/<member>/boards")
    def read_boards(call: Call, member: str) -> list[Json]:
        return _boards_of(call, call.member(member), call.params)

    @api.route("GET", "/members/<member>/<field>")
    def read_field(call: Call, member: str, field: str) -> Json:
        if field not in fields.MEMBER_FIELDS:
            raise TrelloError(404, f"Cannot GET /1/members/{member}/{field}")
        return {"_value": fields.member_view(call.state, call.member(member), [field])[field]}


def _tokens(api: Api) -> None:
    @api.route("GET", "/tokens/<reference>")
    def read_token(call: Call, reference: str) -> Json:
        return _token_view(_own_token(call, reference))

    @api.route("GET", "/tokens/<reference>/webhooks")
    def read_webhooks(call: Call, reference: str) -> list[Json]:
        own = call.caller.token if reference == "me" else reference
        _own_token(call, reference)
        mine = [one for one in call.state.webhooks.values() if one["token"] == own]
        return [registry.public(one) for one in mine]

    @api.route("DELETE", "/tokens/<reference>")
    def revoke(call: Call, reference: str) -> Json:
        _own_token(call, reference)
        own = call.caller.token if reference == "me" else reference
        del call.state.tokens[own]
        kept = {key: one for key, one in call.state.webhooks.items() if one["token"] != own}
        call.state.webhooks = kept
        return {"_value": None}


def _own_token(call: Call, reference: str) -> Json:
    """Return the token, only if it is the calling member's."""
    grant = call.state.tokens.get(call.caller.token if reference == "me" else reference)
    if grant is None:
        raise TrelloError(401, "invalid token")
    if grant["idMember"] != call.caller.member:
        raise unauthorized()
    return grant


def _token_view(grant: Json) -> Json:
    rights = {"read": "read" in grant["scopes"], "write": "write" in grant["scopes"]}
    models = ((grant["idMember"], "Member"), ("*", "Board"), ("*", "Organization"))
    permissions = [{"idModel": one, "modelType": kind, **rights} for one, kind in models]
    names = ("id", "identifier", "idMember", "dateCreated", "dateExpires")
    return {**{name: grant[name] for name in names}, "permissions": permissions}


def _webhooks(api: Api) -> None:
    @api.route("POST", "/webhooks", "/tokens/<token>/webhooks", locked=False)
    def create_webhook(call: Call, token: str = "") -> Json:
        if token and token not in ("me", call.caller.token):
            raise unauthorized()
        return _create(call)

    @api.route("GET", "/webhooks/<webhook>")
    def read_webhook(call: Call, webhook: str) -> Json:
        return registry.public(_own_webhook(call, webhook))

    @api.route("PUT", "/webhooks/<webhook>", locked=False)
    def change_webhook(call: Call, webhook: str) -> Json:
        return _change(call, webhook)

    @api.route("DELETE", "/webhooks/<webhook>")
    def delete_webhook(call: Call, webhook: str) -> Json:
        del call.state.webhooks[_own_webhook(call, webhook)["id"]]
        return {"limits": {}}


def _own_webhook(call: Call, reference: str) -> Json:
    webhook = call.state.webhooks.get(values.path_id(reference))
    if webhook is None:
        raise not_found()
    if webhook["token"] != call.caller.token:
        raise unauthorized()
    return webhook


def _watched(call: Call, value: object) -> str:
    """Return a model that exists and that the caller may read."""
    state, identifier = call.state, values.identifier("idModel", value)
    thing = state.cards.get(identifier) or state.lists.get(identifier)
    board = state.boards.get(thing["idBoard"] if thing else identifier)
    if board is not None:
        check_board(state, call.caller, board, write=False)
    elif identifier not in state.members:
        raise not_found("model not found")
    elif identifier != call.caller.member:
        raise unauthorized()
    return identifier


def _create(call: Call) -> Json:
    state, params = call.state, call.params
    url = registry.check_url(params.get("callbackURL"))
    description = values.text("description", params.get("description") or "")
    active = values.boolean("active", params.get("active", True))
    with state.lock:
        model = _watched(call, params.get("idModel"))
        registry.check_new(state, call.caller.token, model, url)
    registry.check_callback(url, call.sandbox.deliveries.pace.wait())
    owner = (call.caller.token, call.caller.key)
    with state.lock:
        registry.check_new(state, call.caller.token, model, url)
        return registry.public(
            registry.register(state, *owner, model, url, description, active=active)
        )


def _change(call: Call, reference: str) -> Json:
    state, params = call.state, call.params
    with state.lock:
        webhook = _own_webhook(call, reference)
        url = registry.check_url(params.get("callbackURL", webhook["callbackURL"]))
        model = _watched(call, params.get("idModel", webhook["idModel"]))
        registry.check_new(state, webhook["token"], model, url, own=webhook["id"])
    if url != webhook["callbackURL"]:
        registry.check_callback(url, call.sandbox.deliveries.pace.wait())
    with state.lock:
        webhook.update(callbackURL=url, idModel=model)
        if "description" in params:
            webhook["description"] = values.text("description", params["description"])
        if "active" in params:
            webhook["active"] = values.boolean("active", params["active"])
            webhook.update(consecutiveFailures=0, firstConsecutiveFailDate=None)
        return registry.public(webhook)
