"""Answers in JSON, to known callers alone and in their language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from mentoring.sessions.changes.act import Refused as NotNow
from mentoring.sessions.rights import Unknown
from powerup.http.errors import Denied, bad_input, refusal_of
from powerup.http.language import language_of
from powerup.http.power_up import PowerUp, caller_of
from powerup.http.usable import is_usable
from sync.effects.undo import NotUndone
from sync.rights.request import NotFixed
from sync.trello.errors import TrelloError

LARGEST_BODY = 16 * 1024


EXPECTED = (Denied, NotFixed, NotNow, NotUndone, TrelloError, Unknown)


Answer = Callable[..., Any]


def guarded(
    powerup: PowerUp, answer: Answer, door: Callable[[PowerUp, str], Any] = caller_of
) -> Callable[..., Response]:
    """Return a view that answers known callers alone, in their language; refusals are JSON too. `door`
    returns who calls, by the `Authorization` header, or raises `Denied`.
    """

    def serve(**path: str) -> Response:
        language = language_of((request.args.get("lang"),), powerup.language)
        try:
            caller = door(powerup, request.headers.get("Authorization", ""))
            if not is_usable([path, request.args.to_dict(flat=False)]):
                raise bad_input("body")
            response = _tagged(jsonify(answer(powerup, caller, language, **path)))
        except EXPECTED as error:
            refusal = refusal_of(error, language)
            response = jsonify(error=refusal.code, message=refusal.message)
            response.status_code = refusal.status
        response.headers["Cache-Control"] = "no-store" if request.method == "POST" else "no-cache"
        response.headers["Vary"] = "Authorization"
        return response

    return serve


def _tagged(response: Response) -> Response:
    """Add a mark of the content (ETag): a browser that has the same already gets 304 and no body."""
    if request.method == "GET":
        response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:24])
        response.make_conditional(request)
    return response


def body(largest: int | None = None) -> Mapping[str, Any]:
    """Return the JSON object that the request carries, {} where it carries nothing. Raises `Denied` for
    anything else, `RequestEntityTooLarge` beyond `largest` bytes (16 KiB where it is None).
    """
    if (request.content_length or 0) > (largest or LARGEST_BODY):
        raise RequestEntityTooLarge
    body = _read() if request.content_length else {}
    if not isinstance(body, dict) or not is_usable(body):
        raise bad_input("body")
    return body


def _read() -> Any:
    """Return the JSON that was sent; None where it is no JSON, or nested deeper than Python can read."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None
