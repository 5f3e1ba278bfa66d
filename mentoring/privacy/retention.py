"""What is kept no longer: every night, what names a student goes from cards that have been over for as
long as the rulebook says, or whose student asked for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from mentoring.effects.erasure import ERASE
from mentoring.privacy.erase import erase_cards
from mentoring.privacy.erase_records import erase_records, records_ended
from mentoring.school.asks import forget_old
from rules.rulebook.values import InForce, Rulebook
from sync.clock import now
from sync.runs.schedule import quiet_hour
from sync.storage.database import Database, alone
from sync.storage.tables import ReceiptRow
from sync.storage.trello_tables import BoardRow, CardRow

log = structlog.get_logger("greffier")

CHUNK: Final = 200
"""So many cards are gone through in one transaction."""


@dataclass(frozen=True, slots=True)
class Retention:
    """A chore (`sync.runs.worker.Chore`). It may come any number of times."""

    database: Database
    rules: InForce

    def tick(self) -> None:
        """Erase what is past its time, every night at 3:00 UTC."""
        if quiet_hour(now()):
            self.purge()

    def purge(self) -> int:
        """Erase what is due. Returns how many rows were erased or changed."""
        rulebook, at = self.rules(), now()
        with self.database.transaction() as session:
            forget_old(session, at)
            gone, archived = over(session, rulebook, at)
            ended = records_ended(session, rulebook, at)
        count = 0
        for some in _chunks(gone):
            count += self._erase(partial(erase_cards, gone=some, archived=(), at=at))
        for some in _chunks(archived):
            count += self._erase(partial(erase_cards, gone=(), archived=some, at=at))
        for some in _chunks(ended):
            count += self._erase(partial(erase_records, student_ids=some, at=at))
        if count:
            self.database.forget_erased()
            log.info("kept no longer", rows=count)
        return count

    def _erase(self, erase: Callable[[Session], int]) -> int:
        with self.database.transaction() as session:
            alone(session)
            return erase(session)


def over(session: Session, rulebook: Rulebook, at: datetime) -> tuple[list[str], list[str]]:
    """Return the ids of the cards on which nothing is to name anybody any more: those that are gone, and
    those that are archived.
    """
    asked = CardRow.id.in_(sa.select(ReceiptRow.card_id).where(ReceiptRow.command == ERASE.name))
    gone, archived = list[str](), list[str]()
    for rules in rulebook.boards.values():
        limit = at - rules.keep if rules.keep is not None else None
        here = CardRow.board_id == rules.board
        gone += _cards(
            session, here, CardRow.gone_at.is_not(None), asked | _before(CardRow.gone_at, limit)
        )
        quiet = asked | _before(CardRow.last_activity, limit)
        archived += _cards(session, here, CardRow.gone_at.is_(None), CardRow.closed, quiet)
    return gone + _elsewhere(session, rulebook, asked, at), archived


def _elsewhere(session: Session, rulebook: Rulebook, asked: Any, at: datetime) -> list[str]:
    """Return cards on boards that nobody watches any more: gone since they, or their board, were seen
    last.
    """
    watched = [rules.board for rules in rulebook.boards.values()]
    limit = at - rulebook.keep if rulebook.keep is not None else None
    seen = sa.select(BoardRow.id).where(_before(BoardRow.snapshot_at, limit))
    since = _before(CardRow.gone_at, limit) | CardRow.board_id.in_(seen)
    return _cards(session, CardRow.board_id.not_in(watched), asked | since)


def _before(column: Any, limit: datetime | None) -> sa.ColumnElement[bool]:
    return sa.false() if limit is None else column <= limit


def _cards(session: Session, *conditions: Any) -> list[str]:
    return list(session.scalars(sa.select(CardRow.id).where(*conditions).order_by(CardRow.id)))


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
