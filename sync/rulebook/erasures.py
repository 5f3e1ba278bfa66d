"""That something was erased, told to every process: what it remembers of titles is forgotten there too."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from sync.storage.tables import FactRow

ERASED: Final = "erased"


def note_erasure(session: Session, at: datetime) -> None:
    """Note that what named somebody was erased now. The caller is `sync.storage.database.alone`."""
    row = session.get(FactRow, ERASED, populate_existing=True)
    if row is None:
        session.add(FactRow(key=ERASED, value={"times": 1}, at=at))
    else:
        row.value, row.at = {"times": int(row.value["times"]) + 1}, at


def erasures(session: Session) -> int:
    """Return how many times something was erased."""
    row = session.get(FactRow, ERASED)
    return int(row.value["times"]) if row is not None else 0
