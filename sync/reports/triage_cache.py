"""The managers' queue kept from one look to the next, as long as nothing that it shows has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.reports.triage import Concern
from rules.rulebook.values import BoardRules
from sync.cases.claims import HELD
from sync.reports.triage import Queue, queue_of
from sync.rulebook.boards import Watched
from sync.storage.database import Database
from sync.storage.desk_tables import ClaimRow
from sync.storage.tables import CaseRow, HoldRow, ReceiptRow, SnoozeRow, VerdictRow, WakeRow
from sync.storage.trello_tables import CardRow

LONGEST: Final = timedelta(seconds=30)
"""How long a queue is kept although nothing changed: days pass, and cards come by themselves."""

FRESH: Final = 4.0
"""Seconds for which a version of the queue is given again without a look at the tables."""

PASSES: Final = timedelta(minutes=5)
"""How often a queue counts as another although nothing changed: cards come when their time comes."""

Mark = tuple[Any, ...]
Version = tuple[str, str]
"""What differs when a queue may differ, and what differs when a card is in other hands."""


@dataclass(slots=True)
class Queues:
    """The last queue of each board, by database and board. Safe for threads: entries are replaced."""

    kept: dict[tuple[str, str], tuple[Mark, datetime, Queue]] = field(default_factory=dict)

    def of(
        self,
        session: Session,
        board: Watched,
        managers: Iterable[str],
        now: datetime,
        owed: Mapping[str, tuple[Concern, datetime]],
    ) -> Queue:
        """Return the queue of this board as it is now, worked out only where something changed."""
        names = tuple(sorted(managers))
        key = str(session.get_bind().engine.url), board.rules.board
        due = tuple(sorted(owed.items()))
        mark = (names, due, board.rules, board.ruled.bot_id, *_mark(session, board.rules))
        found = self.kept.get(key)
        if found is not None and found[0] == mark and timedelta(0) <= now - found[1] < LONGEST:
            return found[2]
        queue = queue_of(session, board, names, now, owed=owed)
        self.kept[key] = mark, now, queue
        return queue


@dataclass(slots=True)
class Versions:
    """The marks of all boards, read at most once in a while however many pages ask. Safe for threads:
    entries are replaced.
    """

    kept: dict[str, tuple[float, Version]] = field(default_factory=dict)

    def of(self, database: Database, boards: Sequence[BoardRules], now: datetime) -> Version:
        """Return what differs when the queue of one of these boards may differ, at most `FRESH` old; the same
        in every process.
        """
        key = str(database.engine.url)
        found, at = self.kept.get(key), monotonic()
        if found is not None and at - found[0] < FRESH:
            return found[1]
        with database.transaction() as session:
            marks = [_mark(session, each) for each in boards]
            claims = _claims(session, now)
        version = repr((now.timestamp() // PASSES.total_seconds(), marks)), repr(claims)
        self.kept[key] = at, version
        return version


def _mark(session: Session, rules: BoardRules) -> Mark:
    """Return values that differ whenever anything differs from which a row of the queue is made."""
    many, last = sa.func.count(), sa.func.max
    questions = (
        _of(CardRow, rules, many, last(CardRow.read_at), last(CardRow.gone_at)),
        _of(VerdictRow, rules, many, last(VerdictRow.judged_at)),
        _of(CaseRow, rules, many, last(CaseRow.touched_at), last(CaseRow.hurried_at)),
        _of(ReceiptRow, rules, last(ReceiptRow.id)),
        sa.select(many, last(HoldRow.at)),
        _of(SnoozeRow, rules, many, last(SnoozeRow.at)),
        _of(WakeRow, rules, sa.func.sum(WakeRow.done), sa.func.count(WakeRow.parked_at)),
    )
    return tuple(tuple(session.execute(each).one()) for each in questions)


def _claims(session: Session, now: datetime) -> Mark:
    row = ClaimRow
    query = sa.select(sa.func.count(), sa.func.max(row.since)).where(row.at >= now - HELD)
    return tuple(session.execute(query).one())


def _of(table: Any, rules: BoardRules, *columns: Any) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(*columns).select_from(table).where(table.board_id == rules.board)
