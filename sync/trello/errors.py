"""What can go wrong between us and Trello, sorted by what to do next.

Names are what happened, so that `except Gone` reads as a sentence. Every value has a default and
comes by position: the engine of jobs stores errors and makes them again in another process.
"""

from __future__ import annotations


class TrelloError(Exception):
    """A call to Trello did not do what was asked.

    `status` is Trello's HTTP status (None: no answer), `kind` one word for logs and metrics, `text`
    a short line with method, path and Trello's words, without key, token or what we had sent.
    """

    def __init__(self, text: str, status: int | None = None, kind: str = "error") -> None:
        super().__init__(text, status, kind)
        self.text = text
        self.status = status
        self.kind = kind

    def __str__(self) -> str:
        return self.text


class Gone(TrelloError):
    """404: the object is not there any more, or was never visible to us."""


class Vanished(TrelloError):
    """404, once: the object may be there again at the next look; `Gone` where it is not."""


class Unauthorized(TrelloError):
    """401: the key or the token is refused (`token_dead`), or a right on this object is missing."""

    def __init__(
        self,
        text: str,
        status: int | None = None,
        kind: str = "unauthorized",
        token_dead: bool = False,
    ) -> None:
        super().__init__(text, status, kind)
        self.token_dead = token_dead


class Refused(TrelloError):
    """Trello understood and said no (400, 403, 409, 449, …): the same call again will not help."""


class RateLimited(TrelloError):
    """Too many calls: come back after `retry_after` seconds. Nothing was done."""

    def __init__(
        self,
        text: str,
        status: int | None = None,
        kind: str = "rate-limit",
        retry_after: float = 10.0,
    ) -> None:
        super().__init__(text, status, kind)
        self.retry_after = retry_after


class Unavailable(TrelloError):
    """No usable answer, and again later is safe (5xx, no connection, time-out, garbage)."""


class Unsure(TrelloError):
    """A write that must not be repeated blindly may or may not have been done: read back first."""


class TooMany(TrelloError):
    """The answer would be too big for Trello: ask for less."""
