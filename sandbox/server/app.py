"""The Flask application: Trello's `/1`, our own `/sandbox`, and the board page."""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from sandbox.core import Sandbox
from sandbox.page import mailbox, power_ups, routes
from sandbox.rest import (
    boards,
    card_parts,
    cards,
    lists,
    members,
    oauth2_grants,
    others,
    reaction_routes,
)
from sandbox.rest.route import text_response
from sandbox.server import control

PARTS = (boards, cards, card_parts, reaction_routes, lists, members, others, oauth2_grants, control)
PAGES = (routes, power_ups, mailbox)


def create_app(sandbox: Sandbox) -> Flask:
    """Make the application: routes as forgiving about slashes as Trello, and its answer to what does not
    exist.
    """
    app = Flask("sandbox", static_folder=None)
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    for part in (*PARTS, *PAGES):
        app.register_blueprint(part.blueprint(sandbox))

    @app.errorhandler(HTTPException)
    def unknown(error: HTTPException) -> Response:
        if error.code in (404, 405):
            return text_response(f"Cannot {request.method} {request.path}", 404)
        return text_response(error.name, error.code or 500)

    return app
