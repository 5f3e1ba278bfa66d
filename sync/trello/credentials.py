"""How calls to Trello say who we are: the one seam between the client and the kinds of credentials."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

Way = Literal["key-token", "oauth2"]


class Credentials(Protocol):
    """Who we are. Safe for threads and processes."""

    @property
    def way(self) -> Way:
        """Return which kind this is."""

    def header(self) -> str:
        """Return the value of `Authorization` for a call now. Raises a `TrelloError` where there is none."""

    def token(self) -> str:
        """Return what Trello's paths call the token. Raises a `TrelloError` where there is none."""

    def secrets(self) -> tuple[str, ...]:
        """Return what must not show in a log or error."""

    def renewed(self, refused: str) -> bool:
        """Return whether there is something newer than the header `refused`, which Trello did not take."""


@dataclass(frozen=True, slots=True)
class KeyToken:
    """A Power-Up's key and a member's token: Trello's own way, without an end."""

    key: str = field(repr=False)
    member_token: str = field(repr=False)

    @property
    def way(self) -> Way:
        return "key-token"

    def header(self) -> str:
        """Return key and token as a header: URLs end in logs."""
        return f'OAuth oauth_consumer_key="{self.key}", oauth_token="{self.member_token}"'

    def token(self) -> str:
        return self.member_token

    def secrets(self) -> tuple[str, ...]:
        return (self.member_token, self.key)

    def renewed(self, refused: str) -> bool:
        return False
