"""The refusals of Trello: a status and a plain-text body, never JSON except for rate limits."""

from __future__ import annotations

NOT_FOUND = "The requested resource was not found."
UNAUTHORIZED = "unauthorized permission requested"


class TrelloError(Exception):
    """Trello's answer to a request that it does not carry out."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


def invalid_id() -> TrelloError:
    """Return the error for a text where an id was expected (400)."""
    return TrelloError(400, "invalid id")


def invalid_value(name: str) -> TrelloError:
    """Return the error for a parameter whose value cannot be used (400)."""
    return TrelloError(400, f"invalid value for {name}")


def not_found(text: str = NOT_FOUND) -> TrelloError:
    """Return the error for an object that does not exist, or no longer (404)."""
    return TrelloError(404, text)


def unauthorized() -> TrelloError:
    """Return the error for what the member behind the token may not do (401, not 403)."""
    return TrelloError(401, UNAUTHORIZED)
