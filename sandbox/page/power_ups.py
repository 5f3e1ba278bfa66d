"""The server side of hosting Power-Ups: which there are, their stored data, and their JWTs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from flask import Blueprint, Response, request

from sandbox.core import Sandbox
from sandbox.errors import TrelloError, unauthorized
from sandbox.page.view import NOBODY
from sandbox.rest.route import json_response, text_response
from sandbox.state.power_up_data import Shelf
from sandbox.state.shapes import Json, words

CAPABILITIES = frozenset(
    words(
        "attachment-sections attachment-thumbnail authorization-status board-buttons "
        "card-back-section card-badges card-buttons card-detail-badges card-from-url format-url "
        "list-actions list-sorters on-disable on-enable remove-data save-attachment "
        "show-authorization show-settings"
    )
)
OTHER_LOOPBACK = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}
STATE_LIMIT = 2048


def blueprint(sandbox: Sandbox) -> Blueprint:
    """Serve `/sandbox/power-ups`, which declares them, and `/host/…`, the page that hosts them."""
    pages = Blueprint("host", __name__)
    for method, rule, view in (
        ("GET", "/sandbox/power-ups", lambda _: sandbox.power_ups),
        ("POST", "/sandbox/power-ups", lambda body: declare(sandbox, body)),
        ("DELETE", "/sandbox/power-ups", lambda _: sandbox.power_ups.clear()),
        ("POST", "/host/jwt", lambda body: sign(sandbox, body)),
        ("PUT", "/host/data", lambda body: keep(sandbox, body)),
        ("DELETE", "/host/data", lambda body: sandbox.plugin_data.forget(str(body["plugin"]))),
    ):
        _route(pages, method, rule, view)
    return pages


def _route(pages: Blueprint, method: str, rule: str, view: Callable[[Json], object]) -> None:
    def serve() -> Response:
        body: Any = request.get_json(silent=True) if request.get_data() else {}
        if not isinstance(body, dict):
            return text_response("the body must be a JSON object", 400)
        try:
            return json_response(view(body))
        except TrelloError as refusal:
            return text_response(refusal.text, refusal.status)
        except (KeyError, ValueError) as error:
            return text_response(f"{type(error).__name__}: {error}", 400)

    pages.add_url_rule(rule, f"{method} {rule}".replace(".", " "), serve, methods=[method])


def declare(sandbox: Sandbox, power_up: Json) -> Json:
    """Add a Power-Up, as one does in Trello's admin page, or replace the one with its `id`.

    `{"id", "name", "connector", "capabilities"}`; without `id` it is `sandbox.plugin`. Raises
    ValueError for a connector that is no web address and for capabilities that do not exist.
    """
    connector = str(power_up["connector"])
    declared: Json = {
        "id": str(power_up.get("id", sandbox.plugin)),
        "name": str(power_up["name"]),
        "connector": connector,
        "capabilities": [str(one) for one in power_up["capabilities"]],
    }
    parts = urlsplit(connector)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"the connector must be an http address, not {connector!r}")
    unknown = sorted(set(declared["capabilities"]) - CAPABILITIES)
    if unknown:
        raise ValueError(f"no capability is called {', '.join(unknown)}")
    kept = [one for one in sandbox.power_ups if one["id"] != declared["id"]]
    sandbox.power_ups[:] = [*kept, declared]
    return declared


def shown(sandbox: Sandbox, page_host: str) -> list[Json]:
    """Return the Power-Ups with connectors on another site than the page at `page_host` (name and port).

    On loopback a page and a Power-Up of the same name would share cookies, which Trello's never do.
    """
    name = page_host.rpartition(":")[0] or page_host
    return [{**one, "connector": _abroad(one["connector"], name)} for one in sandbox.power_ups]


def _abroad(connector: str, page_name: str) -> str:
    parts = urlsplit(connector)
    if parts.hostname != page_name or page_name not in OTHER_LOOPBACK:
        return connector
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(parts._replace(netloc=OTHER_LOOPBACK[page_name] + port))


def sign(sandbox: Sandbox, body: Json) -> Json:
    """Return what `t.jwt()` gives: `{"plugin", "as", "board", "card"?, "state"?}` gives `{"jwt"}`."""
    viewer, state = str(body["as"]), body.get("state")
    if viewer == NOBODY:
        raise unauthorized()
    if state is not None and len(str(state)) > STATE_LIMIT:
        raise TrelloError(400, f"state must be at most {STATE_LIMIT} characters")
    with sandbox.state.lock:
        member = sandbox.state.member(viewer)["id"]
        board = sandbox.state.board(str(body["board"]))["id"]
        card = sandbox.state.card(str(body["card"]))["id"] if body.get("card") else None
    now, plugin = sandbox.state.now().timestamp(), str(body["plugin"])
    token = sandbox.jwt_keys.sign(plugin, board, member, state=state, card=card, now=now)
    return {"jwt": token}


def keep(sandbox: Sandbox, body: Json) -> None:
    """Do what `t.set` and `t.remove` do: `{"plugin", "as", "board", "scope", "thing", "visibility", …}`.

    `set` is an object of entries, `remove` an array of names. Shared data needs edit rights.
    """
    viewer, scope, visibility = str(body["as"]), str(body["scope"]), str(body["visibility"])
    if viewer == NOBODY:
        raise unauthorized()
    with sandbox.state.lock:
        member = sandbox.state.member(viewer)["id"]
        board = sandbox.state.board(str(body["board"]))
        membership = sandbox.state.membership(board, member)
    if visibility == "shared" and (not membership or membership["memberType"] == "observer"):
        raise unauthorized()
    owner = viewer if visibility == "private" else ""
    shelf = Shelf(str(body["plugin"]), scope, str(body["thing"]), visibility, owner)
    sandbox.plugin_data.change(shelf, dict(body.get("set", {})), list(body.get("remove", [])))
