"""The board page in the browser: `/`, `/b/<short link>`, and what its scripts ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.security import safe_join
from werkzeug.wrappers import Response as AnyResponse

from sandbox.core import Sandbox
from sandbox.errors import TrelloError
from sandbox.page import power_ups as host
from sandbox.page import view as page_view
from sandbox.page.changes import Revision
from sandbox.rest.route import json_response, text_response

STATIC = Path(__file__).parent.parent / "static"
LIBRARY = STATIC / "library"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
PATIENCE = 10.0  # seconds that a page may be kept waiting for news
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' http: https: data:; frame-src http: https:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


def blueprint(sandbox: Sandbox) -> Blueprint:
    """Return the pages, their files, and the stand-in for Trello's client library."""
    pages = Blueprint("page", __name__)
    revision = Revision()
    sandbox.state.listeners.append(revision.on_action)
    sandbox.state.watchers.append(revision.bump)
    sandbox.plugin_data.listeners.append(revision.bump)
    _pages(pages, sandbox)
    _files(pages)
    _news(pages, sandbox, revision)
    return pages


def _pages(pages: Blueprint, sandbox: Sandbox) -> None:
    @pages.get("/")
    def home() -> Response:
        return _shell("")

    @pages.get("/b/<link>", defaults={"slug": ""})
    @pages.get("/b/<link>/<slug>")
    def board(link: str, slug: str) -> Response:
        return _shell(link)

    @pages.get("/c/<link>", defaults={"slug": ""})
    @pages.get("/c/<link>/<slug>")
    def card(link: str, slug: str) -> AnyResponse:
        """Lead from the address of a card to its board, with the card open."""
        try:
            found = sandbox.state.card(link)
        except TrelloError as refusal:
            return text_response(refusal.text, refusal.status)
        query = {**request.args, "card": found["shortLink"]}
        home = sandbox.state.boards[found["idBoard"]]["shortLink"]
        return redirect(url_for("page.board", link=home, slug="", **query))


def _shell(link: str) -> Response:
    response = Response(render_template("page.html", board=link))
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


def _files(pages: Blueprint) -> None:
    @pages.get("/static/<path:name>")
    def static_file(name: str) -> Response:
        found = safe_join(str(STATIC), name)
        if found is None or not Path(found).is_file() or Path(found).suffix not in TYPES:
            return text_response("no such file", 404)
        return _file(Path(found).read_bytes(), Path(found).suffix)

    @pages.get("/power-up.min.js")
    def library() -> Response:
        """Serve the parts of the library inside one function, in the order of their names."""
        parts = [path.read_text(encoding="utf-8") for path in sorted(LIBRARY.glob("*.js"))]
        return _file(f'(() => {{\n"use strict";\n{"".join(parts)}}})();\n'.encode(), ".js")

    @pages.get("/power-up.min.css")
    def library_style() -> Response:
        return _file((LIBRARY / "power-up.css").read_bytes(), ".css")


def _file(content: bytes, suffix: str) -> Response:
    response = Response(content, content_type=TYPES[suffix])
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.add_etag()
    response.make_conditional(request)
    return response


def _news(pages: Blueprint, sandbox: Sandbox, revision: Revision) -> None:
    @pages.get("/page/boards")
    def boards() -> Response:
        return _answer(lambda: page_view.board_index(sandbox))

    @pages.get("/page/boards/<link>")
    def board_data(link: str) -> Response:
        """Serve the board as the viewer `as` sees it. `after`, the revision that the page knows: wait for
        another one, and answer 204 where none comes.
        """
        known = request.args.get("after", type=int)
        number = revision.number if known is None else revision.wait(known, PATIENCE)
        if number == known:
            return Response(status=204)
        viewer = request.args.get("as", page_view.NOBODY)

        def view() -> object:
            power_ups = host.shown(sandbox, request.host)
            data = sandbox.plugin_data.seen_by(viewer)
            shown = page_view.board_page(sandbox, link, viewer)
            return {**shown, "revision": number, "powerUps": power_ups, "pluginData": data}

        return _answer(view)

    @pages.get("/page/cards/<link>/talk")
    def talk(link: str) -> Response:
        return _answer(lambda: page_view.card_talk(sandbox, link))


def _answer(view: Callable[[], object]) -> Response:
    try:
        response = json_response(view())
    except TrelloError as refusal:
        response = text_response(refusal.text, refusal.status)
    response.headers["Cache-Control"] = "no-store"
    return response
