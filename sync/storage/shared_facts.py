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
    """The value of `BOT` or `BOARDS` as this transaction found it first, None while it is not known."""
    found: dict[str, Any] | None = session.info.get(_READ)
    if found is None:
        found = dict(session.execute(_QUERY).all())
        session.info[_READ] = found
    return found.get(key)


def forget_asked(session: Session) -> None:
    """One of these was written in this transaction: it is read again when it is asked for next."""
    session.info.pop(_READ, None)
