"""What hangs on a card: `/1/cards/{id}/…`, and `/1/actions`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from sandbox.core import Sandbox
from sandbox.errors import TrelloError, invalid_value, not_found, unauthorized
from sandbox.rest.route import Api, Call
from sandbox.state import card_parts, nested_views, values
from sandbox.state.history import action_view
from sandbox.state.shapes import Json


def blueprint(sandbox: Sandbox) -> Blueprint:
    api = Api("parts", sandbox)
    _people(api)
    _labels(api)
    _comments(api)
    _attachments(api)
    _fields(api)
    return api.blueprint


def _people(api: Api) -> None:
    @api.route("POST", "/cards/<card>/idMembers", "/cards/<card>/members")
    def add_member(call: Call, card: str) -> object:
        found = call.card(card)
        member = values.identifier("value", call.params.get("value"))
        if member not in call.state.members:
            raise invalid_value("value")
        card_parts.add_member(call.state, call.actor, found, member)
        return nested_views.CARD_PARTS["members"](call.state, found, {"member_fields": "all"})

    @api.route("DELETE", "/cards/<card>/idMembers/<member>", "/cards/<card>/members/<member>")
    def remove_member(call: Call, card: str, member: str) -> object:
        found = call.card(card)
        card_parts.remove_member(call.state, call.actor, found, values.path_id(member))
        return nested_views.CARD_PARTS["members"](call.state, found, {"member_fields": "all"})


def _labels(api: Api) -> None:
    @api.route("POST", "/cards/<card>/idLabels")
    def add_label(call: Call, card: str) -> list[str]:
        found = call.card(card)
        label = values.identifier("value", call.params.get("value"))
        card_parts.add_label(call.state, call.actor, found, label)
        return list(found["idLabels"])

    @api.route("DELETE", "/cards/<card>/idLabels/<label>")
    def remove_label(call: Call, card: str, label: str) -> Json:
        found = call.card(card)
        card_parts.remove_label(call.state, call.actor, found, values.path_id(label))
        return {"_value": None}


def _text(call: Call) -> str:
    value = call.params.get("text", call.params.get("value", ""))
    return values.text("text", value, required=True)


def _comments(api: Api) -> None:
    @api.route("GET", "/actions/<action>")
    def read_action(call: Call, action: str) -> Json:
        return action_view(call.state, call.action(action), call.params)

    @api.route("POST", "/cards/<card>/actions/comments")
    def comment(call: Call, card: str) -> Json:
        return card_parts.comment(call.state, call.actor, call.card(card), _text(call))

    @api.route("PUT", "/cards/<card>/actions/<action>/comments")
    def edit_on_card(call: Call, card: str, action: str) -> Json:
        return _edit(call, _comment_of(call, card, action))

    @api.route("PUT", "/actions/<action>", "/actions/<action>/text")
    def edit(call: Call, action: str) -> Json:
        return _edit(call, call.action(action))

    @api.route("DELETE", "/cards/<card>/actions/<action>/comments")
    def delete_on_card(call: Call, card: str, action: str) -> Json:
        comment = _deletable(call, _comment_of(call, card, action))
        card_parts.delete_comment(call.state, call.actor, comment)
        return {"_value": None}

    @api.route("DELETE", "/actions/<action>")
    def delete(call: Call, action: str) -> Json:
        card_parts.delete_comment(call.state, call.actor, _deletable(call, call.action(action)))
        return {"_value": None}


def _edit(call: Call, action: Json) -> Json:
    if action["idMemberCreator"] != call.caller.member:
        raise unauthorized()
    return card_parts.edit_comment(call.state, call.actor, action, _text(call))


def _comment_of(call: Call, card: str, action: str) -> Json:
    found = call.card(card)
    comment = call.state.action(action)
    if comment["data"].get("card", {}).get("id") != found["id"]:
        raise not_found()
    return comment


def _deletable(call: Call, action: Json) -> Json:
    """Return a comment that may be deleted: by its author, and the admins of the board."""
    board = call.state.boards[action["data"]["board"]["id"]]
    membership = call.state.membership(board, call.caller.member) or {}
    if action["idMemberCreator"] != call.caller.member and membership["memberType"] != "admin":
        raise unauthorized()
    return action


def _attachments(api: Api) -> None:
    @api.route("POST", "/cards/<card>/attachments")
    def attach(call: Call, card: str) -> Json:
        found = call.card(card)
        return card_parts.attach(call.state, call.actor, found, _attachment(call))

    @api.route("GET", "/cards/<card>/attachments/<attachment>")
    def read_attachment(call: Call, card: str, attachment: str) -> Json:
        mine: list[Json] = call.card(card)["attachments"]
        found = next((one for one in mine if one["id"] == attachment), None)
        if found is None:
            raise not_found()
        return found

    @api.route("DELETE", "/cards/<card>/attachments/<attachment>")
    def detach(call: Call, card: str, attachment: str) -> Json:
        card_parts.detach(call.state, call.actor, call.card(card), values.path_id(attachment))
        return {"limits": {}}


def _attachment(call: Call) -> Json:
    """Return a link (`url`) or an uploaded file, whose content is not kept."""
    name = call.params.get("name")
    upload = request.files.get("file")
    if upload is not None:
        title = values.text("name", name or upload.filename or "file")
        size = len(upload.read())
        return {"name": title, "bytes": size, "isUpload": True, "mimeType": upload.mimetype}
    link = values.text("url", call.params.get("url", ""))
    if not link.startswith(("http://", "https://")):
        raise invalid_value("url")
    return {"name": values.text("name", name or link), "url": link}


def _fields(api: Api) -> None:
    rule = "/cards/<card>/customField/<field>/item"

    @api.route("PUT", rule)
    def set_value(call: Call, card: str, field: str) -> Json:
        found, definition = call.card(card), call.custom_field(field)
        if definition["idModel"] != found["idBoard"]:
            raise not_found()
        value = _field_value(definition, call.params)
        return card_parts.set_field_value(call.state, call.actor, found, definition, value)


def _field_value(field: Json, params: Json) -> Json:
    """Read `{"value": {type: text}}`, or `idValue` for lists; empty texts clear."""
    if field["type"] == "list":
        option: Any = params.get("idValue") or None
        if option is not None and option not in [one["id"] for one in field["options"]]:
            raise TrelloError(400, "Invalid custom field item value.")
        return {"value": None, "idValue": option}
    value = params.get("value")
    if value in (None, ""):
        return {"value": None, "idValue": None}
    content = values.obj("value", value)
    kind = "checked" if field["type"] == "checkbox" else field["type"]
    if set(content) != {kind} or not _fits(kind, content[kind]):
        raise TrelloError(400, "Invalid custom field item value.")
    return {"value": content, "idValue": None}


def _fits(kind: str, value: object) -> bool:
    """Return whether the value is a text of this kind: numbers, marks and dates are written as texts too."""
    if not isinstance(value, str):
        return False
    tests = {
        "number": lambda: float(value) == float(value),
        "checked": lambda: value in ("true", "false"),
        "date": lambda: values.date("value", value) is not None,
        "text": lambda: len(value) <= values.TEXT_LIMIT,
    }
    try:
        return tests[kind]()
    except (ValueError, TrelloError):
        return False
