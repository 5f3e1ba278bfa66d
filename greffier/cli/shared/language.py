"""In which language the command line speaks."""

from __future__ import annotations

import os

import click

from rules.verdict import LANGUAGES, Language


def language() -> Language:
    """Return `GREFFIER_LANGUAGE`, or French. Raises a usage error that names the setting."""
    wanted = os.environ.get("GREFFIER_LANGUAGE", "").strip().lower() or "fr"
    for known in LANGUAGES:
        if wanted == known:
            return known
    raise click.UsageError(
        f"GREFFIER_LANGUAGE : « {wanted} » ; attendu (expected) : {', '.join(LANGUAGES)}."
    )
