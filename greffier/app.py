"""The web application: the URL that Trello calls, the Power-Up, health and metrics."""

from __future__ import annotations

import logging
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, request

from greffier import health
from greffier.composition import Greffier
from greffier.logs import report_errors, set_up_logs
from greffier.settings import environment, read_settings
from powerup import views as powerup
from powerup.http.language import language_of
from powerup.http.secret_pages import plain
from rules.bilingual import Sentence
from rules.verdict import Language
from sync.queue.patience import AWAY
from webhooks import views as webhooks

_AWAY: Final = Sentence(
    "Greffier ne joint pas sa base de données pour l'instant. Rien de ce que vous venez d'envoyer n'est "
    "gardé : réessayez dans une minute.",
    "Greffier does not reach its database for now. Nothing of what you just sent is kept: try again in a "
    "minute.",
)
_BROKEN: Final = Sentence(
    "Greffier s'est trompé, et son journal le dit. Réessayez ; si cela recommence, dites à qui exploite ce "
    "service à quelle heure c'était, et ce que vous vouliez faire.",
    "Greffier made a mistake, and its log tells of it. Try again; if it happens once more, tell whoever runs "
    "this service what time it was, and what you were about to do.",
)
OVER_HTTPS: Final = ("Strict-Transport-Security", f"max-age={365 * 24 * 3600}")
DEFAULT_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""Whatever has no policy of its own loads nothing and is shown in no frame."""


def create_app(greffier: Greffier | None = None) -> Flask:
    """Return the application; its settings come from the environment unless the parts are given.

    Raises `SettingsError` and `RulebookError` with every problem at once.
    """
    if greffier is None:
        set_up_logs()
        greffier = Greffier(read_settings(environment()))
        report_errors(greffier.settings)
    greffier.adopt_rules()
    app = Flask("greffier", static_folder=None)
    app.register_blueprint(webhooks.blueprint())
    app.register_blueprint(powerup.blueprint(greffier.powerup))
    app.register_blueprint(health.blueprint(greffier))
    for each in AWAY:
        app.register_error_handler(each, lambda error: _away(error, greffier.settings.language))
    app.register_error_handler(500, lambda _: _broken(greffier.settings.language))
    app.after_request(_to_ourselves)
    app.after_request(_harden)
    always: tuple[tuple[str, str], ...] = ()
    if greffier.settings.public_url.startswith("https://"):
        app.after_request(_over_https)
        always = (OVER_HTTPS,)
    door = webhooks.Door(app.wsgi_app, greffier.receiver, always)
    app.wsgi_app = door  # type: ignore[method-assign, assignment]  # Flask’s way
    return app


def _away(error: Exception, otherwise: Language) -> Response:
    """Answer 503 in the reader's language where the database is away, locked or full."""
    logging.getLogger("greffier.database").error("not answered: the database", exc_info=error)
    language = language_of(request.accept_languages.values(), otherwise)
    return plain(_AWAY, 503, language)


def _broken(otherwise: Language) -> Response:
    """Answer 500 in the reader's language where the program itself failed: Flask has logged it by then."""
    return plain(_BROKEN, 500, language_of(request.accept_languages.values(), otherwise))


def _to_ourselves(response: Response) -> Response:
    """Keep redirections on our own host: the one that a request names is the caller's to invent."""
    if response.location is not None:
        parts = urlsplit(response.location)
        path = "/" + parts.path.lstrip("/\\")
        response.location = f"{path}?{parts.query}" if parts.query else path
    return response


def _over_https(response: Response) -> Response:
    """Have browsers that came once over https come over https alone, for a year."""
    name, value = OVER_HTTPS
    response.headers[name] = value
    return response


def _harden(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("Content-Security-Policy", DEFAULT_POLICY)
    return response
