"""The application at Trello's that OAuth 2.0 is spoken for, and where: settings, without the protocol."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

TOKEN_URL: Final = "https://auth.atlassian.com/oauth/token"  # noqa: S105
AUTHORIZE_URL: Final = "https://auth.atlassian.com/authorize"
SCOPES: Final = (
    "read:board:trello write:board:trello read:member:trello write:member:trello offline_access"
)


@dataclass(frozen=True, slots=True)
class Client:
    """`token_url` and `authorize_url` are settings: Trello's documents disagree about the first."""

    id: str
    secret: str = field(repr=False)
    token_url: str = TOKEN_URL
    authorize_url: str = AUTHORIZE_URL
    scopes: str = SCOPES
