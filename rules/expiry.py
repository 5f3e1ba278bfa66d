"""How long a verdict lasts while neither the card, nor the board, nor what is known of its past changes."""

from __future__ import annotations

from datetime import datetime


def lasts(due: datetime | None, since: datetime, now: datetime) -> bool:
    """Return whether a verdict of `since` is the verdict of `now`, for a card that nobody holds.

    Time changes a verdict where the due date comes (`past`, `notice`), and where a hold ends. A
    mention that looks at the time in another way says so here: a test with cards of all kinds finds
    what is forgotten.
    """
    return due is None or not since <= due <= now
