"""Which Power-Up asked last under another id than ours: TRELLO_POWERUP_ID is wrong, or somebody tries."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.orm import Session

from sync.clock import now
from sync.storage.database import Database
from sync.storage.tables import FactRow
from sync.trello.bot import keep

FACT: Final = "other-power-up"
AGAIN: Final = timedelta(hours=1)
"""How often this is noted at most: who asks in vain may ask often."""
WORTH: Final = timedelta(days=7)
"""How long it is worth a word to an operator."""


log = structlog.get_logger("greffier")


class OtherPowerUp:
    """Notes that a Power-Up with another id asked us, genuinely signed by Trello."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted_at: datetime | None = None

    def __call__(self, plugin_id: str) -> None:
        at = now()
        if self._noted_at is not None and at - self._noted_at < AGAIN:
            return
        self._noted_at = at
        remedy = "TRELLO_POWERUP_ID, greffier doctor"
        log.warning("another Power-Up", id=plugin_id, remedy=remedy)
        with self._database.transaction() as session:
            keep(session, FACT, {"id": plugin_id, "at": at.isoformat()})


def other_power_up(session: Session, ours: str) -> str:
    """Return the id that Trello signed for within the last days while ours was another; "" for none."""
    row = session.get(FactRow, FACT)
    if row is None or now() - row.at > WORTH or row.value["id"] == ours:
        return ""
    return str(row.value["id"])
