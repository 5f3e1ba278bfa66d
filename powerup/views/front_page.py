"""`GET /`: what this address is, for whoever comes upon it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, make_response, render_template, request

from powerup.http import static_files
from powerup.http.language import language_of
from powerup.http.power_up import PowerUp
from powerup.http.security import PLAIN_POLICY, guard
from powerup.rules_page.texts import OTHER_LANGUAGE
from rules.bilingual import Sentence

TITLE: Final = Sentence("Greffier est à l'œuvre ici", "Greffier is at work here")
WHAT: Final = Sentence(
    "Ce service tient les tableaux Trello des mentors d'une école : il vérifie que chaque carte est "
    "complète, explique poliment ce qui manque, et aide à trouver un validateur ou un nouveau mentor.",
    "This service keeps the Trello boards of a school's mentors: it checks that each card is complete, says "
    "politely what is missing, and helps to find a validator or a new mentor.",
)
WHERE: Final = Sentence(
    "Il n'y a rien à faire à cette adresse. Vous êtes mentor ou responsable ? Ouvrez votre tableau sur "
    "Trello : tout est derrière le bouton « Greffe », et sur chaque carte.",
    "There is nothing to do at this address. Are you a mentor or a manager? Open your board on Trello: "
    "everything is behind the button “Clerk's office”, and on each card.",
)
RUNS: Final = Sentence(
    "Vous exploitez ce service ? Son état est à l'adresse {health} ; `greffier doctor` dit le remède.",
    "Do you run this service? How it is doing is told at {health}; `greffier doctor` tells the remedy.",
)


def add_route(views: Blueprint, powerup: PowerUp) -> None:
    """Add the page, which does not say whose boards these are."""
    version = static_files.version()

    @views.get("/")
    def front_page() -> Response:
        wishes = (request.args.get("lang"), *request.accept_languages.values())
        language = language_of(wishes, powerup.language)
        before, _, after = RUNS.in_(language).partition("{health}")
        page = render_template(
            "front.html",
            language=language,
            other="en" if language == "fr" else "fr",
            version=version,
            title=TITLE.in_(language),
            paragraphs=(WHAT.in_(language), WHERE.in_(language)),
            runs=(before, after.split("`")),
            link=OTHER_LANGUAGE.in_(language),
        )
        response = guard(make_response(page), PLAIN_POLICY)
        response.headers["Cache-Control"] = "public, max-age=3600"
        response.headers["Vary"] = "Accept-Language"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
