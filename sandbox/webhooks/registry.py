"""Webhooks as objects: registration with its checks, and which actions reach which of them."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from sandbox.errors import TrelloError, invalid_value
from sandbox.state import fields, shapes
from sandbox.state.shapes import Json
from sandbox.state.store import State

DUPLICATE = "A webhook with that callback, model, and token already exists"
PUBLIC = "id description idModel callbackURL active consecutiveFailures firstConsecutiveFailDate"


@dataclass(frozen=True)
class Answer:
    """What a callback URL answered: a status, or why there was none."""

    status: int | None
    reason: str = ""


def call(
    method: str, url: str, timeout: float, body: bytes = b"", headers: dict[str, str] | None = None
) -> Answer:
    """Do one request on a fresh connection, no redirects followed. `timeout` in seconds."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, path, body=body or None, headers=headers or {})
        response = connection.getresponse()
        response.read()
        return Answer(response.status)
    except ssl.SSLError as error:
        return Answer(None, f"certificate: {error.reason}")
    except (OSError, http.client.HTTPException) as error:
        return Answer(None, type(error).__name__)
    finally:
        connection.close()


def check_url(url: object) -> str:
    """Return a callback URL that is http or https with a host. Raises `TrelloError` (400) for others."""
    text = str(url or "")
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise invalid_value("callbackURL")
    return text


def check_callback(url: str, timeout: float) -> None:
    """Raise `TrelloError` (400) unless HEAD is answered with exactly 200. Never call it under the lock."""
    answer = call("HEAD", url, timeout, headers={"User-Agent": "Trello"})
    if answer.status != 200:
        got = answer.status if answer.status is not None else answer.reason
        raise TrelloError(400, f"URL ({url}) did not return 200 status code, got {got}")


def check_new(state: State, token: str, id_model: str, url: str, own: str = "") -> None:
    """Refuse a second webhook for one callback, model and token. `own`: the webhook that is being changed."""
    for webhook in state.webhooks.values():
        same = (webhook["token"], webhook["idModel"], webhook["callbackURL"])
        if same == (token, id_model, url) and webhook["id"] != own:
            raise TrelloError(400, DUPLICATE)


def register(
    state: State, token: str, key: str, id_model: str, url: str, description: str, active: bool
) -> Json:
    """Store a webhook that was checked."""
    webhook = shapes.webhook(state.new_id(), url, id_model, description)
    webhook.update(token=token, key=key, active=active)
    state.webhooks[webhook["id"]] = webhook
    return webhook


def public(webhook: Json) -> Json:
    """Return a webhook as Trello shows it: never with its token."""
    return {name: webhook[name] for name in PUBLIC.split()}


def watching(state: State, action: Json) -> Iterator[Json]:
    """Yield the active webhooks that this action reaches."""
    reached = set(_models(state, action))
    for webhook in state.webhooks.values():
        if webhook["active"] and webhook["idModel"] in reached:
            yield webhook


def _models(state: State, action: Json) -> Iterator[str]:
    data = action["data"]
    for part in ("board", "list", "listBefore", "listAfter"):
        if part in data:
            yield data[part]["id"]
    yield action["idMemberCreator"]
    if "member" in action:
        yield action["member"]["id"]
    card = data.get("card", {}).get("id")
    # Marks of check items reach boards only.
    if card and action["type"] != "updateCheckItemStateOnCard":
        yield card
        yield state.cards.get(card, {}).get("idList", "")


def model(state: State, id_model: str) -> Json | None:
    """Return the watched object as it is now, without what hangs on it."""
    if id_model in state.boards:
        return fields.board_object(state, state.boards[id_model])
    if id_model in state.lists:
        names = ["id", "name", "closed", "idBoard", "pos"]
        return fields.list_view(state, state.lists[id_model], names)
    if id_model in state.cards:
        return fields.card_object(state, state.cards[id_model])
    if id_model in state.members:
        return shapes.public_member(state.members[id_model])
    return None


def readable(state: State, webhook: Json) -> bool:
    """Return whether the member behind the webhook's token still sees the watched object."""
    grant = state.tokens.get(webhook["token"])
    if grant is None:
        return False
    thing = state.cards.get(webhook["idModel"]) or state.lists.get(webhook["idModel"])
    board = state.boards.get(thing["idBoard"] if thing else webhook["idModel"])
    if board is None:
        return webhook["idModel"] in state.members
    return state.membership(board, grant["idMember"]) is not None
