"""What every route under `/1` shares: parameters, caller, rights, lock, limits, errors."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from sandbox.core import Sandbox
from sandbox.errors import TrelloError
from sandbox.rest import auth
from sandbox.state import values
from sandbox.state.actions import Actor
from sandbox.state.nested_views import TooManyCardsError
from sandbox.state.shapes import Json
from sandbox.state.store import State

View = Callable[..., Any]
TOO_MANY = {
    "error": "API_TOO_MANY_CARDS_REQUESTED",
    "message": "Too many cards requested with nested resources",
}
HTML_403 = (
    "<HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD>"
    "<BODY><H1>403 ERROR</H1>Bad request.</BODY></HTML>"
)


@dataclass
class Call:
    """One authenticated request."""

    sandbox: Sandbox
    caller: auth.Caller
    actor: Actor
    params: Json
    writing: bool

    @property
    def state(self) -> State:
        return self.sandbox.state

    def board(self, reference: str) -> Json:
        """Return a board that the caller may read, or write if this request writes."""
        return self.allowed(self.state.board(reference))

    def allowed(self, board: Json) -> Json:
        """Return the board if the caller may do this to it. Raises `TrelloError` (401)."""
        auth.check_board(self.state, self.caller, board, write=self.writing)
        return board

    def card(self, reference: str) -> Json:
        return self._inside(self.state.card(reference))

    def trello_list(self, reference: str) -> Json:
        return self._inside(self.state.trello_list(reference))

    def label(self, reference: str) -> Json:
        return self._inside(self.state.label(reference))

    def checklist(self, reference: str) -> Json:
        return self._inside(self.state.checklist(reference))

    def custom_field(self, reference: str) -> Json:
        field = self.state.custom_field(reference)
        self.allowed(self.state.boards[field["idModel"]])
        return field

    def action(self, reference: str) -> Json:
        action = self.state.action(reference)
        board = self.state.boards.get(action["data"].get("board", {}).get("id", ""))
        if board is not None:
            self.allowed(board)
        return action

    def _inside(self, thing: Json) -> Json:
        self.allowed(self.state.boards[thing["idBoard"]])
        return thing

    def member(self, reference: str) -> Json:
        """Return a member by id, username or `me`."""
        return self.state.member(self.caller.member if reference == "me" else reference)


class Api:
    """The routes of one part of the API, collected in a blueprint."""

    def __init__(self, name: str, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.blueprint = Blueprint(name, __name__, url_prefix="/1")

    def route(self, method: str, *rules: str, locked: bool = True) -> Callable[[View], View]:
        """Serve the decorated `view(call, **path)` at these rules. `locked=False`: the view takes the
        state's lock itself.
        """

        def keep(view: View) -> View:
            @functools.wraps(view)
            def serve(**path: str) -> Response:
                return answer(self.sandbox, view, path, locked=locked)

            for rule in rules:
                endpoint = f"{view.__name__} {rule}".replace(".", " ")
                self.blueprint.add_url_rule(rule, endpoint, serve, methods=[method])
            return view

        return keep


def answer(sandbox: Sandbox, view: View, path: dict[str, str], *, locked: bool) -> Response:
    """Run a view for the current request and turn what it gives or refuses into an answer."""
    if request.method in ("GET", "HEAD") and request.get_data():
        return Response(HTML_403, 403, content_type="text/html")
    try:
        call, headers, limited = _begin(sandbox)
        if limited:
            response = json_response(dict(zip(("error", "message"), limited, strict=True)), 429)
        else:
            response = _run(sandbox, view, call, path, locked)
        response.headers.update(headers)
    except TrelloError as refusal:
        response = text_response(refusal.text, refusal.status)
    return response


def _begin(sandbox: Sandbox) -> tuple[Call, dict[str, str], tuple[str, str] | None]:
    params = read_params()
    key, token = auth.credentials(request.headers.get("Authorization", ""), params)
    with sandbox.state.lock:
        caller = auth.identify(sandbox.state, key, token)
    for secret in ("key", "token"):
        params.pop(secret, None)
    writing = request.method not in ("GET", "HEAD")
    if writing and "write" not in caller.scopes:
        raise TrelloError(401, "unauthorized permission requested")
    identifier = request.headers.get("X-Trello-Client-Identifier")
    actor = Actor(caller.member, caller.app, key, identifier)
    member_route = request.path.rstrip("/").count("/") == 3 and "/members/" in request.path
    limited = sandbox.limits.take(key, token, member_route=member_route)
    headers = sandbox.limits.headers(key, token, member_route=member_route)
    return Call(sandbox, caller, actor, params, writing), headers, limited


def _run(sandbox: Sandbox, view: View, call: Call, path: dict[str, str], locked: bool) -> Response:
    try:
        if not locked:
            return json_response(view(call, **path))
        with sandbox.state.lock:
            return json_response(view(call, **path))
    except TooManyCardsError:
        return json_response(TOO_MANY, 429)
    except TrelloError as refusal:
        return text_response(refusal.text, refusal.status)


def read_params() -> Json:
    """Read the query, then form or JSON body: the body wins."""
    params: Json = request.args.to_dict()
    if request.method in ("GET", "HEAD"):
        return params
    if request.is_json and request.get_data():
        try:
            body = json.loads(request.get_data())
        except ValueError:
            raise TrelloError(400, "Error parsing body") from None
        params.update(values.obj("body", body))
    params.update(request.form.to_dict())
    return params


def json_response(content: object, status: int = 200) -> Response:
    """Write JSON as Trello does: UTF-8, nothing escaped. A response passes through."""
    if isinstance(content, Response):
        return content
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status, content_type="application/json; charset=utf-8")


def text_response(text: str, status: int) -> Response:
    """Write plain text, as Trello does for refusals."""
    return Response(text, status, content_type="text/plain; charset=utf-8")
