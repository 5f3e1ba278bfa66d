"""`HEAD|POST /webhooks/trello`: prove, store, answer. The work is done elsewhere, later."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import structlog
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from sync.clock import now
from sync.crash_points import point
from sync.queue.inbox import Delivery, Inbox, NotStored
from webhooks.payload import Unreadable, is_ours, read_delivery
from webhooks.signature import HEADER, is_genuine

PATH = "/webhooks/trello"
IDENTIFIER = "X-Trello-Client-Identifier"
LARGEST_BODY = 1024 * 1024
FORGED = "if Trello sent it: TRELLO_API_SECRET or PUBLIC_URL is not what Trello signs with"

log = structlog.get_logger("greffier")
database_log = logging.getLogger("greffier.database")


@dataclass(frozen=True, slots=True)
class Receiver:
    """What the view needs. `boards`: the ids of those watched now. `callback_url` is the URL registered with
    Trello: it is signed too.

    `secrets`: each of them may have signed a delivery.
    """

    inbox: Inbox
    boards: Callable[[], Collection[str]]
    callback_url: str
    secrets: tuple[str, ...]
    client_identifier: str
    bot_id: Callable[[], str | None]


def blueprint(receiver: Receiver) -> Blueprint:
    """Return the URL that Trello calls."""
    views = Blueprint("webhooks", __name__)

    @views.route(PATH, methods=["HEAD", "GET"])
    def reachable() -> Response:
        """Answer exactly 200: Trello sends HEAD when a webhook is registered, and wants that."""
        return _say(200, "Greffier receives Trello's webhooks here.")

    @views.route(PATH, methods=["POST"])
    def deliver() -> Response:
        return receive(receiver)

    return views


def receive(receiver: Receiver) -> Response:
    """Receive one delivery: answer 200 once it is stored. Where it cannot be, or an error of ours comes
    between, the answer is a 5xx, and Trello sends it again.
    """
    try:
        body = _body()
    except RequestEntityTooLarge:
        return _refuse(413, "the body is larger than 1 MiB")
    signature = request.headers.get(HEADER)
    if not is_genuine(body, signature, receiver.callback_url, receiver.secrets):
        return _refuse(401, "the signature is missing or wrong", FORGED)
    try:
        delivery = read_delivery(body)
    except Unreadable as error:
        return _refuse(400, str(error))
    identifier = request.headers.get(IDENTIFIER)
    ours = is_ours(delivery, identifier, receiver.client_identifier, receiver.bot_id())
    try:
        receiver.inbox.put(_as_kept(delivery, ours=ours, boards=receiver.boards()), now())
    except NotStored as error:
        database_log.error(
            "a delivery could not be stored, Trello sends it again: %s", error.args[0]
        )
        return _say(503, "it could not be stored just now: send it again")
    point("delivery-stored")
    return _say(200, "stored")


def _as_kept(delivery: Delivery, *, ours: bool, boards: Collection[str]) -> Delivery:
    """Return what is kept of it: where it concerns no board of ours, only that it came, as the rest may
    name people.
    """
    if delivery.scope == "ignored" or delivery.board_id not in boards:
        return replace(delivery, ours=ours, scope="ignored", action={})
    return replace(delivery, ours=ours)


def _body() -> bytes:
    if (request.content_length or 0) > LARGEST_BODY:
        raise RequestEntityTooLarge
    body = request.stream.read(LARGEST_BODY + 1)
    if len(body) > LARGEST_BODY:
        raise RequestEntityTooLarge
    return body


def _refuse(status: int, why: str, remedy: str = "") -> Response:
    more = {"remedy": remedy} if remedy else {}
    log.warning("delivery refused", status=status, why=why, size=request.content_length, **more)
    return _say(status, why)


def _say(status: int, text: str) -> Response:
    return Response(text + "\n", status=status, mimetype="text/plain")
