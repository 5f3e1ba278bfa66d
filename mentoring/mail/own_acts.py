"""Which sessions are as they are because the student did it themselves, on their own page."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.sessions.surroundings import chunks
from mentoring.sessions.tables import SessionChangeRow


def done_by_students(session: Session, ids: Iterable[str]) -> set[str]:
    """Return those of these sessions whose latest change was made by their student."""
    row = SessionChangeRow
    found: set[str] = set()
    for some in chunks(ids):
        latest = sa.select(sa.func.max(row.id)).where(row.session_id.in_(some))
        query = sa.select(row.session_id).where(
            row.id.in_(latest.group_by(row.session_id)), row.door == "student"
        )
        found.update(session.scalars(query))
    return found
