"""The transaction in which somebody who is on a board of the school acts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mentoring.sessions.changes.act import Act
from mentoring.sessions.rights import Unknown, viewer_of
from rules.rulebook.values import InForce
from sync.clock import now
from sync.storage.database import Database


@contextmanager
def acting(database: Database, rules: InForce, who: str) -> Iterator[Act]:
    """Open the transaction of one act of this person's, by the desk. Raises `Unknown` for who is on no
    board.
    """
    rulebook = rules()
    with database.transaction() as session:
        act = Act(session, rulebook, viewer_of(session, rulebook, who), now())
        if not act.viewer.present:
            raise Unknown
        yield act
