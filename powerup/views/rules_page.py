"""`GET /reglement/<token>`: a board's rules for everybody who was given the address."""

from __future__ import annotations

import hmac
from itertools import product

from flask import Blueprint, Response, make_response, render_template, request

from powerup.http import static_files
from powerup.http.language import language_of
from powerup.http.power_up import PowerUp
from powerup.http.security import PLAIN_POLICY, guard
from powerup.rules_page import texts
from powerup.rules_page.page import RulesText, rules_text
from powerup.views.missing_page import missing
from rules.rulebook.values import BoardRules
from rules.verdict import Language
from sync.clock import now
from sync.mirror.write import load_board_form
from sync.rulebook.urls import rules_token


def add_route(views: Blueprint, powerup: PowerUp) -> None:
    """Add the page, which needs no identity: its address cannot be guessed, and it names nobody."""
    version = static_files.version()

    @views.get("/reglement/<token>")
    def rules_page(token: str) -> Response:
        rules = _board(powerup, token)
        if rules is None:
            return missing(powerup, texts.MISSING, (texts.MISSING_TEXT, texts.MISSING_WAY))
        language = _language(powerup)
        page = render_template(
            "rules.html",
            text=_text(powerup, rules, language),
            words=texts,
            language=language,
            other="en" if language == "fr" else "fr",
            version=version,
        )
        response = guard(make_response(page), PLAIN_POLICY)
        response.headers["Cache-Control"] = "private, max-age=60"
        response.headers["Vary"] = "Accept-Language"
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def _board(powerup: PowerUp, token: str) -> BoardRules | None:
    """Return the rules of the board with this address, None where there is none. Every board is compared,
    each in constant time, so that the time tells nothing about the token.
    """
    found = None
    for rules, secret in product(powerup.rulebook.boards.values(), powerup.secrets):
        wanted = rules_token(secret, rules.board)
        if hmac.compare_digest(wanted.encode(), token.encode()):
            found = rules
    return found


def _language(powerup: PowerUp) -> Language:
    wishes = (request.args.get("lang"), *request.accept_languages.values())
    return language_of(wishes, powerup.language)


def _text(powerup: PowerUp, rules: BoardRules, language: Language) -> RulesText:
    with powerup.database.transaction() as session:
        form = load_board_form(session, rules.board)
    board = form["name"] if form else rules.name
    lists = {key: name for key, (name, _, _) in form["lists"].items()} if form else {}
    zone, version = powerup.rulebook.timezone, powerup.rules.version
    return rules_text(rules, board, lists, now(), zone, language, version)
