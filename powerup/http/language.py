"""Which of our two languages a person reads."""

from __future__ import annotations

from collections.abc import Iterable

from rules.verdict import LANGUAGES, Language


def language_of(wishes: Iterable[str | None], otherwise: Language) -> Language:
    """Return the first of our languages among these tags (`fr-CA`, `en`), else `otherwise`."""
    for wish in wishes:
        spoken = (wish or "").strip().lower().replace("_", "-").partition("-")[0]
        for language in LANGUAGES:
            if spoken == language:
                return language
    return otherwise
