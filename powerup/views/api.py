"""`/powerup/api`: what the pages inside Trello ask for, each request with its own signed identity."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from powerup.card import answers
from powerup.card.actions import NAMES, perform
from powerup.card.blocks import CardAsk
from powerup.card.steps import press
from powerup.http.errors import Denied, bad_input, refusal_of
from powerup.http.language import language_of
from powerup.http.service import Caller, PowerUp, caller_of
from rules.verdict import Language
from sync.clock import now
from sync.effects.undo import NotUndone
from sync.trello.errors import TrelloError
from sync.use_cases.request import Asked, NotFixed

API = "/powerup/api"
LARGEST_BODY = 16 * 1024
EXPECTED = (Denied, NotFixed, NotUndone, TrelloError)

Answer = Callable[..., Any]


def add_routes(views: Blueprint, powerup: PowerUp) -> None:
    """Each answer is JSON, for one language, and never kept by anything between."""
    routes: tuple[tuple[str, str, Answer], ...] = (
        ("GET", "/board", answers.board),
        ("GET", "/about", answers.about),
        ("GET", "/card/<card_id>", _card),
        ("POST", "/card/<card_id>/link", _link),
        ("POST", "/card/<card_id>/<action>", _act),
        ("POST", "/card/<card_id>/step/<action>", _step),
        ("POST", "/list/<list_id>/check", _check_list),
    )
    for method, path, answer in routes:
        name = f"{method} {path}"
        views.add_url_rule(API + path, name, guarded(powerup, answer), methods=[method])


def _card(powerup: PowerUp, caller: Caller, language: Language, card_id: str) -> Any:
    return answers.card(powerup, Asked(caller.person, caller.rules, card_id), language)


def _link(powerup: PowerUp, caller: Caller, language: Language, card_id: str) -> Any:
    return asdict(answers.link(powerup, caller, card_id))


def _act(powerup: PowerUp, caller: Caller, language: Language, card_id: str, action: str) -> Any:
    """Do it, and show the card as it is then."""
    if action not in NAMES:
        raise bad_input("body")
    asked = Asked(caller.person, caller.rules, card_id)
    perform(powerup.fixes, asked, action, body(), powerup.rulebook.timezone, language)
    return answers.card(powerup, asked, language)


def _step(powerup: PowerUp, caller: Caller, language: Language, card_id: str, action: str) -> Any:
    """Press a button of a step, and show the card as it is then."""
    asked = Asked(caller.person, caller.rules, card_id)
    press(CardAsk(powerup, asked, language, now()), action, body())
    return answers.card(powerup, asked, language)


def _check_list(powerup: PowerUp, caller: Caller, language: Language, list_id: str) -> Any:
    return {"cards": powerup.fixes.check_list(caller.rules, list_id)}


def guarded(powerup: PowerUp, answer: Answer) -> Callable[..., Response]:
    """A view that answers known callers alone, in their language; refusals are JSON too."""

    def serve(**path: str) -> Response:
        language = language_of((request.args.get("lang"),), powerup.language)
        try:
            caller = caller_of(powerup, request.headers.get("Authorization", ""))
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
    """With the mark of its content: who has the same already gets 304 and no body."""
    if request.method == "GET":
        response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:24])
        response.make_conditional(request)
    return response


def body(largest: int | None = None) -> Mapping[str, Any]:
    """The JSON object that the request carries. Raises `Denied` where it is none."""
    if (request.content_length or 0) > (largest or LARGEST_BODY):
        raise RequestEntityTooLarge
    body = request.get_json(silent=True) if request.content_length else {}
    if not isinstance(body, dict):
        raise bad_input("body")
    return body
