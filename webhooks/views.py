"""`HEAD|POST /webhooks/trello`: prove, store, answer. The work is done elsewhere, later."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import structlog
from flask import Blueprint, Response

from sync.clock import now
from sync.crash_points import point
from sync.queue.inbox import Delivery, Inbox, NotStored
from sync.queue.patience import AWAY
from webhooks.payload import Unreadable, is_ours, read_delivery
from webhooks.signature import HEADER, is_genuine

PATH = "/webhooks/trello"
IDENTIFIER = "X-Trello-Client-Identifier"
LARGEST_BODY = 1024 * 1024
FORGED = "if Trello sent it: TRELLO_API_SECRET or PUBLIC_URL is not what Trello signs with"

Answer = tuple[int, str]
"""A status and the sentence that goes with it."""

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


class Door:
    """The application behind a door at which deliveries are received: what a framework does around a request
    costs several times what receiving one does, and none of it is for Trello. `headers` go with each answer.
    """

    def __init__(
        self,
        application: WSGIApplication,
        receiver: Receiver,
        headers: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._application, self._receiver = application, receiver
        self._headers = [("Content-Type", "text/plain; charset=utf-8"), *headers]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a delivery; leave all else to the application."""
        if environ["REQUEST_METHOD"] != "POST" or environ.get("PATH_INFO") != PATH:
            return self._application(environ, start)
        status, text = self._received(environ)
        body = f"{text}\n".encode()
        length = ("Content-Length", str(len(body)))
        start(f"{status} {HTTPStatus(status).phrase}", [*self._headers, length])
        return [body]

    def _received(self, environ: WSGIEnvironment) -> Answer:
        try:
            return receive(self._receiver, environ)
        except AWAY as error:
            database_log.error("not answered: the database", exc_info=error)
            return 503, NOT_NOW
        except Exception as error:  # Trello is to send it again, and somebody is to know
            log.error("a delivery could not be received", exc_info=error)
            return 500, "it could not be received: send it again"


def blueprint() -> Blueprint:
    """Return what else is answered at the URL that Trello calls."""
    views = Blueprint("webhooks", __name__)

    @views.route(PATH, methods=["HEAD", "GET"])
    def reachable() -> Response:
        """Answer exactly 200: Trello sends HEAD when a webhook is registered, and wants that."""
        text = "Greffier receives Trello's webhooks here.\n"
        return Response(text, mimetype="text/plain")

    return views


def receive(receiver: Receiver, environ: WSGIEnvironment) -> Answer:
    """Receive one delivery: answer 200 once it is stored. Where it cannot be, or an error of ours comes
    between, the answer is a 5xx, and Trello sends it again.
    """
    body = _body(environ)
    if body is None:
        return _refuse(environ, 413, "the body is larger than 1 MiB")
    signature = environ.get(_SIGNATURE)
    if not is_genuine(body, signature, receiver.callback_url, receiver.secrets):
        return _refuse(environ, 401, "the signature is missing or wrong", FORGED)
    try:
        delivery = read_delivery(body)
    except Unreadable as error:
        return _refuse(environ, 400, str(error))
    identifier = environ.get(_IDENTIFIER)
    ours = is_ours(delivery, identifier, receiver.client_identifier, receiver.bot_id())
    try:
        receiver.inbox.put(_as_kept(delivery, ours=ours, boards=receiver.boards()), now())
    except NotStored as error:
        database_log.error(
            "a delivery could not be stored, Trello sends it again: %s", error.args[0]
        )
        return 503, NOT_NOW
    point("delivery-stored")
    return 200, "stored"


NOT_NOW = "it could not be stored just now: send it again"


def _environ_name(header: str) -> str:
    return "HTTP_" + header.upper().replace("-", "_")


_SIGNATURE, _IDENTIFIER = _environ_name(HEADER), _environ_name(IDENTIFIER)


def _as_kept(delivery: Delivery, *, ours: bool, boards: Collection[str]) -> Delivery:
    """Return what is kept of it: where it concerns no board of ours, only that it came, as the rest may
    name people.
    """
    if delivery.scope == "ignored" or delivery.board_id not in boards:
        return replace(delivery, ours=ours, scope="ignored", action={})
    return replace(delivery, ours=ours)


def _body(environ: WSGIEnvironment) -> bytes | None:
    """Return the body, None where it is too large. Without a length it ends where the server says so."""
    size = _length(environ)
    if size is None:
        size = LARGEST_BODY + 1 if environ.get("wsgi.input_terminated") else 0
    elif size > LARGEST_BODY:
        return None
    body: bytes = environ["wsgi.input"].read(size)
    return body if len(body) <= LARGEST_BODY else None


def _length(environ: WSGIEnvironment) -> int | None:
    said: str = environ.get("CONTENT_LENGTH") or ""
    return int(said) if said.isascii() and said.isdigit() else None


def _refuse(environ: WSGIEnvironment, status: int, why: str, remedy: str = "") -> Answer:
    more = {"remedy": remedy} if remedy else {}
    log.warning("delivery refused", status=status, why=why, size=_length(environ), **more)
    return status, why
