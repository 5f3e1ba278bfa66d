"""Answers of pages behind a secret address: nobody keeps them, indexes them, or learns where they are."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, make_response, render_template, request

from powerup.http import static_files
from powerup.http.security import FORM_POLICY, guard
from rules.bilingual import Sentence
from rules.verdict import Language

NOT_HERE: Final = Sentence("Cette page n'est pas ici", "This page is not here")
BROKEN: Final = Sentence("Quelque chose s'est mal passé ici", "Something went wrong here")
ONE_MOMENT: Final = Sentence("Un instant…", "One moment…")
_TITLES: Final = {404: NOT_HERE, 500: BROKEN}
WAIT = "60"
"""Seconds after which whoever was sent away may ask again."""


def plain(sentence: Sentence, status: int, language: Language) -> Response:
    """Return one sentence instead of a page: why there is none, and what to do. Browsers get it as a page."""
    if "text/html" not in request.headers.get("Accept", ""):
        text = Response(f"{sentence.in_(language)}\n", content_type="text/plain; charset=utf-8")
        return kept_secret(text, status)
    page = render_template(
        "missing.html",
        language=language,
        version=static_files.version(),
        title=_TITLES.get(status, ONE_MOMENT).in_(language),
        paragraphs=[sentence.in_(language)],
    )
    return kept_secret(make_response(page), status)


def kept_secret(response: Any, status: int) -> Response:
    """Add the headers that keep the page to whoever has its address."""
    response = guard(response, FORM_POLICY)
    response.status_code = status
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    if status in (429, 503):
        response.headers["Retry-After"] = WAIT
    return response  # type: ignore[no-any-return]
