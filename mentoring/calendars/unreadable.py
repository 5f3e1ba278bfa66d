"""Why somebody's own calendar cannot be read."""

from __future__ import annotations

from typing import Literal

Why = Literal[
    "not-https", "private", "away", "refused", "too-large", "too-slow", "no-calendar", "too-much"
]


class Unreadable(Exception):
    """Nothing could be read. `why` tells the reason; no part of the address is in it."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why
