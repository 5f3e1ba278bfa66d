"""Who is who: the names that the mirror knows."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.storage.trello_tables import MemberRow


def names_of(session: Session) -> dict[str, str]:
    """Return everybody's full name (or user name) by member id."""
    rows = session.execute(sa.select(MemberRow.id, MemberRow.full_name, MemberRow.username))
    return {row.id: row.full_name or row.username for row in rows}
