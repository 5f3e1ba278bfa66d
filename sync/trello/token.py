"""The token as Trello showed it last: whether it is refused, and until when it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from sync.clock import now
from sync.storage.database import Database, alone
from sync.storage.tables import FactRow
from sync.trello.errors import Gone, Refused, Unauthorized
from sync.trello.gateway import Gateway

FACT: Final = "token"

SOON: Final = timedelta(days=14)
"""How long before its end a token is worth a word to an operator."""


@dataclass(frozen=True, slots=True)
class Token:
    """`refused`: Trello's words, "" while it is accepted; `since` when. `expires`: None for never."""

    refused: str = ""
    since: datetime | None = None
    expires: datetime | None = None

    def ends_soon(self, at: datetime) -> bool:
        """Return whether somebody should make another one now."""
        return self.expires is not None and self.expires - at < SOON


UNSEEN: Final = Token()
"""Before the first look: nothing is known against it."""


def look(database: Database, gateway: Gateway) -> Token:
    """Ask Trello about our token, and note the answer. Raises `Unauthorized` where it is refused."""
    try:
        token = Token(expires=_moment(gateway.token().get("dateExpires")))
    except Unauthorized as error:
        if error.token_dead:
            _note(database, Token(refused=str(error)))
        raise
    except (Gone, Refused):  # a server that speaks like Trello, but does not tell of tokens
        token = Token()
    _note(database, token)
    return token


def last_seen(session: Session) -> Token:
    """Return what the last look saw."""
    row = session.get(FactRow, FACT)
    if row is None:
        return UNSEEN
    refused = str(row.value.get("refused") or "")
    return Token(refused, row.at if refused else None, _moment(row.value.get("expires")))


def _note(database: Database, token: Token) -> None:
    expires = token.expires.isoformat() if token.expires is not None else None
    value: dict[str, Any] = {"refused": token.refused, "expires": expires}
    with database.transaction() as session:
        alone(session)  # each worker looks when it starts
        row = session.get(FactRow, FACT)
        if row is None:
            session.add(FactRow(key=FACT, value=value, at=now()))
        elif row.value != value:
            row.value, row.at = value, now()


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found
