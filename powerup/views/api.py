"""`/powerup/api`: what the pages inside Trello ask for, each request with its own signed identity."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint

from powerup.card import answers
from powerup.card.blocks import CardAsk
from powerup.card.buttons import NAMES, perform
from powerup.card.steps.sources import press
from powerup.desk.todo.queue import is_in_queue
from powerup.http.errors import bad_input
from powerup.http.json_view import Answer, body, guarded
from powerup.http.power_up import Caller, PowerUp
from rules.verdict import Language
from sync.clock import now
from sync.rights.request import Asked

API = "/powerup/api"


def add_routes(views: Blueprint, powerup: PowerUp) -> None:
    """Add the routes for badges, panel and settings. Each answers JSON in the caller's language."""
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
    return _panel(powerup, Asked(caller.person, caller.rules, card_id), language)


def _panel(powerup: PowerUp, asked: Asked, language: Language) -> Any:
    """Return the panel, and whether its card waits for this manager in the queue of the desk."""
    shown = answers.card(powerup, asked, language)
    return {**shown, "todo": is_in_queue(powerup, asked, language)}


def _link(powerup: PowerUp, caller: Caller, language: Language, card_id: str) -> Any:
    return asdict(answers.link(powerup, caller, card_id))


def _act(powerup: PowerUp, caller: Caller, language: Language, card_id: str, action: str) -> Any:
    """Do what a button of the panel asks, and return the panel as it is then."""
    if action not in NAMES:
        raise bad_input("body")
    asked = Asked(caller.person, caller.rules, card_id)
    perform(powerup.fixes, asked, action, body(), powerup.rulebook.timezone, language)
    return _panel(powerup, asked, language)


def _step(powerup: PowerUp, caller: Caller, language: Language, card_id: str, action: str) -> Any:
    """Do what a button of a step asks, and return the panel as it is then."""
    asked = Asked(caller.person, caller.rules, card_id)
    press(CardAsk(powerup, asked, language, now()), action, body())
    return _panel(powerup, asked, language)


def _check_list(powerup: PowerUp, caller: Caller, language: Language, list_id: str) -> Any:
    return {"cards": powerup.fixes.check_list(caller.rules, list_id)}
