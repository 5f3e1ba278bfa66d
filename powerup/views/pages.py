"""The pages that Trello shows in frames: the connector, the panel, my cards, settings, welcome."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, render_template, request

from powerup import static_files
from powerup.desk.tabs import desk_words
from powerup.language import language_of
from powerup.page_words import CONNECTOR, PAGES, spoken
from powerup.security import framed_policy, guard
from powerup.service import PowerUp
from rules.verdict import LANGUAGES

SHARED = ("page.js", "api.js")
MODULES = {
    "desk": (*SHARED, "desk/mine.js"),
    "panel": (*SHARED, "controls.js", "calendar.js"),
    "welcome": ("page.js",),
}
"""The scripts that each page imports, so that they are all asked for at once."""


def add_routes(views: Blueprint, powerup: PowerUp) -> None:
    """The pages hold no data: each one asks for its own, with the identity of who looks at it."""
    version = static_files.version()
    policy = framed_policy(powerup.library, powerup.api_url)

    def show(template: str, **values: object) -> Response:
        page = render_template(template, version=version, library=powerup.library, **values)
        response = guard(make_response(page), policy)
        response.headers["Cache-Control"] = "no-cache"
        return response

    @views.get("/powerup/")
    def connector() -> Response:
        words = {each: spoken(CONNECTOR, each) for each in LANGUAGES}
        return show("connector.html", words=words, fallback=powerup.language)

    @views.get("/powerup/<name>")
    def page(name: str) -> Response:
        if name not in PAGES:
            abort(404)
        language = language_of((request.args.get("lang"),), powerup.language)
        words = desk_words(language) if name == "desk" else spoken(PAGES[name], language)
        modules = MODULES.get(name, SHARED)
        return show("page.html", name=name, language=language, words=words, modules=modules)
