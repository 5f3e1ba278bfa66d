"""How often something was asked in this minute, counted by all processes that share the database."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.storage.database import dialect_of, insert_for
from sync.storage.tables import PaceRow


def one_more(session: Session, name: str, key: str, minute: int) -> int:
    """Count one more time for this key of these names, in this minute since 1970. Returns which time it is.
    The first of a minute forgets what was counted before it.
    """
    row = PaceRow
    marked = hashlib.sha256(f"{name}:{key}".encode()).hexdigest()
    new = insert_for(dialect_of(session), row).values(key=marked, minute=minute, count=1)
    again = sa.case((row.minute == minute, row.count + 1), else_=1)
    new = new.on_conflict_do_update(
        index_elements=[row.key], set_={"minute": minute, "count": again}
    )
    count = int(session.execute(new.returning(row.count)).scalar_one())
    if count == 1:
        # A row that another process counts on is left: each would wait for the other for ever.
        old = sa.select(row.key).where(row.minute < minute).with_for_update(skip_locked=True)
        session.execute(sa.delete(row).where(row.key.in_(old)))
    return count
