"""What was learnt once and is needed by every process."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sync.clock import now
from sync.db import Database
from sync.gateway import Gateway
from sync.records import FactRow

BOT = "bot"


def learn_bot(database: Database, gateway: Gateway) -> str:
    """Ask Trello who the bot is, and note it for the processes that never ask Trello."""
    bot = gateway.me()
    with database.transaction() as session:
        row = session.get(FactRow, BOT)
        if row is None:
            session.add(FactRow(key=BOT, value=bot, at=now()))
        elif row.value != bot:
            row.value, row.at = bot, now()
    return str(bot["id"])


def bot_id(session: Session) -> str | None:
    """The bot's member id, or None while no worker has learnt it."""
    row = session.get(FactRow, BOT)
    return str(row.value["id"]) if row is not None else None


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
