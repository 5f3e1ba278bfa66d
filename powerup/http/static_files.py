"""Our scripts, styles and icons, under an address that changes with their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, send_from_directory

FOLDER = Path(__file__).parent.parent / "static"
YEAR = 365 * 24 * 3600


@cache
def version() -> str:
    """Return a short name that changes with the files: browsers keep them for a year under it."""
    digest = hashlib.sha256()
    for file in sorted(FOLDER.rglob("*")):
        if file.is_file():
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def add_route(views: Blueprint) -> None:
    """Serve `/powerup/static/<version>/<file>`. Scripts import each other by relative address, so that all
    of a page are of one version.
    """

    @views.get("/powerup/static/<seen>/<path:name>")
    def static(seen: str, name: str) -> Response:
        response = send_from_directory(FOLDER, name, max_age=YEAR)
        # An icon of a card may be drawn by a page of Trello itself.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response
