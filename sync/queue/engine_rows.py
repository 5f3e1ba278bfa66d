"""The engine's own tables, where we look into them ourselves.

The engine keeps its finished jobs for days, and its indexes hold those alone that are not finished: a
statement finds them by these only where it names states as the indexes do, word by word.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from sync.storage.database import Writer, dialect_of

IN_FLIGHT: Final = ("ENQUEUED", "PENDING")
FAILED: Final = ("ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
"""The states that two of the engine's indexes name."""


def engine_table(writer: Writer, name: str, *columns: str) -> sa.TableClause:
    """Return one of the engine's tables with these columns."""
    return table_of(dialect_of(writer), name, *columns)


def table_of(dialect: str, name: str, *columns: str) -> sa.TableClause:
    """Return one of the engine's tables with these columns, as it is called in that dialect."""
    schema = None if dialect == "sqlite" else "dbos"
    return sa.table(name, *map(sa.column, columns), schema=schema)


def in_state(row: sa.TableClause, state: str) -> sa.ColumnElement[bool]:
    """Return the condition that a job is in that state, by which an index of the engine is used."""
    named = next((each for each in (IN_FLIGHT, FAILED) if state in each), ())
    found = row.c.status == _word(state)
    return sa.and_(found, row.c.status.in_([_word(each) for each in named])) if named else found


def _word(text: str) -> Any:
    return sa.literal_column(f"'{text}'", sa.String)
