"""The pages that Trello shows in frames: the connector, the panel, my cards, settings, welcome."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from powerup.desk.tabs import desk_words
from powerup.http import static_files
from powerup.http.language import language_of
from powerup.http.power_up import PowerUp
from powerup.http.security import framed_policy, guard
from powerup.page_texts import CONNECTOR, PAGES, spoken
from rules.verdict import LANGUAGES

SHARED = ("page.js", "api.js")
TODO = (
    *("acts", "asks", "claims", "filters", "follow", "help", "keys"),
    *("peek", "peek_parts", "rows", "views"),
)
DESK = (
    *("join", "kept_place", "mine", "feeds", "todo"),
    *(f"todo_{part}" for part in TODO),
    *("palette", "palette_sources", "download", "shown_text", "undo_stack"),
)
MODULES = {
    "desk": (*SHARED, "tabs.js", "menu.js", *(f"desk/{name}.js" for name in DESK)),
    "panel": (*SHARED, "controls.js", "calendar.js", "steps.js"),
    "welcome": ("page.js",),
}
"""The scripts that each page imports, so that they are all asked for at once."""

KEPT = 3600
"""Seconds for which a browser keeps the panel's page, whose address changes with what it says."""


def add_routes(views: Blueprint, powerup: PowerUp) -> None:
    """Add the pages. They hold no data: each asks for it with the identity of whoever looks at the page."""
    version = static_files.version()
    policy = framed_policy(powerup.library, powerup.api_url)
    edition = _edition(version, powerup.library)

    def show(template: str, **values: object) -> Response:
        page = render_template(template, version=version, library=powerup.library, **values)
        response = guard(make_response(page), policy)
        response.headers["Cache-Control"] = "no-cache"
        return response

    @views.get("/powerup/")
    def connector() -> Response:
        words = {each: spoken(CONNECTOR, each) for each in LANGUAGES}
        names = ("greffier.css", "panel.js", *MODULES["panel"])
        parts = [url_for("powerup.static", seen=version, name=each) for each in names]
        fallback = powerup.language
        return show("connector.html", words=words, fallback=fallback, edition=edition, parts=parts)

    @views.get("/powerup/<name>")
    def page(name: str) -> Response:
        if name not in PAGES:
            abort(404)
        language = language_of((request.args.get("lang"),), powerup.language)
        words = desk_words(language) if name == "desk" else spoken(PAGES[name], language)
        modules = MODULES.get(name, SHARED)
        response = show("page.html", name=name, language=language, words=words, modules=modules)
        if name == "panel" and request.args.get("v") == edition:
            response.headers["Cache-Control"] = f"private, max-age={KEPT}"
        return response


def _edition(version: str, library: str) -> str:
    """Return a short name that changes with the panel's page: its scripts, Trello's library, its words."""
    words = [spoken(PAGES["panel"], each) for each in LANGUAGES]
    return hashlib.sha256(repr((version, library, words)).encode()).hexdigest()[:12]
