"""Who looked at the profiles of others, or wrote in them: a trace that their owners can see.

One trace a person. The same look within the hour is the same trace; a look through the list of all, within
the day. Traces are kept for a year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.tables import ProfileTraceRow

What = Literal["list", "read", "write", "erase", "export", "import"]

AGAIN: Final = {"read": timedelta(hours=1), "list": timedelta(days=1)}
"""So long the same look is the same trace."""

KEPT: Final = timedelta(days=365)
LOOKS: Final = ("read", "export")
"""What shows a profile word for word."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: a member of Trello, or ("") whoever sits at the command line."""

    id: str
    name: str


def leave(
    session: Session, reader: Reader, what: What, now: datetime, members: Iterable[str]
) -> None:
    """Note that this was done to the profiles of these members; the reader's own leaves no trace."""
    row = ProfileTraceRow
    session.execute(sa.delete(row).where(row.at < now - KEPT))
    since = now - AGAIN.get(what, timedelta())
    same = sa.select(row.member_id).where(
        row.reader_id == reader.id, row.what == what, row.at > since
    )
    told = {reader.id, *(session.scalars(same) if what in AGAIN else ())}
    values = {"at": now, "reader_id": reader.id, "reader": reader.name[:64], "what": what}
    session.add_all(row(**values, member_id=each) for each in members if each not in told)
    session.flush()


def last_look(session: Session, member_id: str) -> tuple[datetime, str] | None:
    """Return when somebody else read this profile last, and who; None where nobody did."""
    row = ProfileTraceRow
    query = sa.select(row.at, row.reader).where(row.member_id == member_id, row.what.in_(LOOKS))
    found = session.execute(query.order_by(row.id.desc()).limit(1)).first()
    return (found.at, found.reader) if found is not None else None
