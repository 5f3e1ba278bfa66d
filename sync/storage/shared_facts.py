"""Facts that almost every transaction asks for, read together and once a transaction."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.storage.tables import FactRow

BOT: Final = "bot"
BOARDS: Final = "boards"
_READ: Final = "facts-read"
_QUERY = sa.select(FactRow.key, FactRow.value).where(FactRow.key.in_((BOT, BOARDS)))


def often_asked(session: Session, key: str) -> dict[str, Any] | None:
    """Return the value of `BOT` or `BOARDS` as this transaction found it first, None while it is unknown."""
    found: dict[str, Any] | None = session.info.get(_READ)
    if found is None:
        found = dict(session.execute(_QUERY).all())
        session.info[_READ] = found
    return found.get(key)


def forget_asked(session: Session) -> None:
    """Have these facts read again when they are asked for next: this transaction wrote one of them."""
    session.info.pop(_READ, None)
