"""The page for an address that leads nowhere: it says what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from powerup.http import static_files
from powerup.http.language import language_of
from powerup.http.power_up import PowerUp
from powerup.http.secret_pages import NOT_HERE
from powerup.http.security import PLAIN_POLICY, guard
from powerup.rules_page.texts import OTHER_LANGUAGE
from rules.bilingual import Sentence

TEXT: Final = Sentence(
    "L'adresse a changé, ou elle a été mal copiée.",
    "The address has changed, or it was not copied whole.",
)
WAY: Final = Sentence(
    "Vous êtes mentor ou responsable ? Ouvrez votre tableau sur Trello : tout est derrière le bouton "
    "« Greffe ». Vous êtes étudiant ? Reprenez le lien de votre dernier courriel, ou demandez-le à votre "
    "mentor.",
    "Are you a mentor or a manager? Open your board on Trello: everything is behind the button “Clerk's "
    "office”. Are you a student? Take the link in your latest mail, or ask your mentor for it.",
)


def missing(powerup: PowerUp, title: Sentence, paragraphs: Sequence[Sentence]) -> Response:
    """Return the page (404) with this title and these sentences, in the reader's language."""
    wishes = (request.args.get("lang"), *request.accept_languages.values())
    language = language_of(wishes, powerup.language)
    page = render_template(
        "missing.html",
        language=language,
        other="en" if language == "fr" else "fr",
        link=OTHER_LANGUAGE.in_(language),
        version=static_files.version(),
        title=title.in_(language),
        paragraphs=[each.in_(language) for each in paragraphs],
    )
    response = guard(make_response(page, 404), PLAIN_POLICY)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept-Language"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def add_handler(views: Blueprint, powerup: PowerUp) -> None:
    """Show the page to whoever follows an address that does not exist in a browser; programs get the bare
    answer.
    """

    @views.app_errorhandler(404)
    def nowhere(error: HTTPException) -> Response | HTTPException:
        if request.method != "GET" or "text/html" not in request.headers.get("Accept", ""):
            return error
        return missing(powerup, NOT_HERE, (TEXT, WAY))
