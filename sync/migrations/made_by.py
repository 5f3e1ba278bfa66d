"""Which version made the tables: an older program does not touch those of a newer one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.clock import now
from sync.release import release
from sync.storage.tables import FactRow

FACT: Final = "version"


class NewerTables(Exception):
    """The tables are of a later version than this program. `made_by`: which one, "" where that is not
    known; `theirs` and `ours` are the numbers of the tables.
    """

    def __init__(self, made_by: str, theirs: str, ours: str) -> None:
        super().__init__(f"tables {theirs} of Greffier {made_by or '?'}, this one has {ours}")
        self.made_by, self.theirs, self.ours = made_by, theirs, ours


def refuse_newer(
    connection: sa.Connection, found: str | None, known: Collection[str], ours: str
) -> None:
    """Raise `NewerTables` where the tables have a number (`found`) that is not among those that this
    program knows. `ours`: the latest of these.
    """
    if found is not None and found not in known:
        raise NewerTables(_told(connection), found, ours)


def _told(connection: sa.Connection) -> str:
    """Return the version that brought the tables forward last, "" where none is noted."""
    try:
        value: Any = connection.scalar(sa.select(FactRow.value).where(FactRow.key == FACT))
    except sa.exc.SQLAlchemyError:
        return ""
    return str(value.get("greffier", "")) if isinstance(value, dict) else ""


def note_version(session: Session, tables: str) -> None:
    """Note that this version brought the tables to this number."""
    value = {"greffier": release(), "tables": tables}
    row = session.get(FactRow, FACT)
    if row is None:
        session.add(FactRow(key=FACT, value=value, at=now()))
    elif row.value != value:
        row.value, row.at = value, now()
