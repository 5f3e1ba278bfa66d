"""Answers of pages behind a secret address: nobody keeps them, indexes them, or learns where they are."""

from __future__ import annotations

from typing import Any

from flask import Response

from powerup.http.security import FORM_POLICY, guard

WAIT = "60"
"""Seconds after which whoever was sent away may ask again."""


def plain(text: str, status: int) -> Response:
    """Return one sentence instead of a page."""
    return kept_secret(Response(f"{text}\n", content_type="text/plain; charset=utf-8"), status)


def kept_secret(response: Any, status: int) -> Response:
    """Add the headers that keep the page to whoever has its address."""
    response = guard(response, FORM_POLICY)
    response.status_code = status
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    if status in (429, 503):
        response.headers["Retry-After"] = WAIT
    return response  # type: ignore[no-any-return]
