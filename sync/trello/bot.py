"""What is learnt once and needed by every process: who the bot, our member on Trello, is."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from sync.clock import now
from sync.storage.database import Database, dialect_of, insert_for
from sync.storage.shared_facts import BOT, forget_asked, often_asked
from sync.storage.tables import FactRow
from sync.trello.gateway import Gateway


def learn_bot(database: Database, gateway: Gateway) -> str:
    """Ask Trello who the bot is, and note it for the processes that never ask Trello. Returns its member
    id; raises `TrelloError`.
    """
    bot = gateway.me()
    with database.transaction() as session:
        keep(session, BOT, bot)
    return str(bot["id"])


def keep(session: Session, key: str, value: dict[str, Any]) -> None:
    """Note this value under its key. Workers that start together may all do so at once."""
    row = session.get(FactRow, key)
    if row is None or row.value != value:
        new = insert_for(dialect_of(session), FactRow).values(key=key, value=value, at=now())
        values = {"value": new.excluded.value, "at": new.excluded.at}
        session.execute(new.on_conflict_do_update(index_elements=["key"], set_=values))
        forget_asked(session)


def bot_id(session: Session) -> str | None:
    """Return the bot's member id, or None while no worker has learnt it."""
    known = often_asked(session, BOT)
    return str(known["id"]) if known is not None else None


class BotId:
    """The bot's member id, read from the database until it is known, then kept."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: str | None = None

    def __call__(self) -> str | None:
        if self._known is None:
            with self._database.transaction() as session:
                self._known = bot_id(session)
        return self._known
