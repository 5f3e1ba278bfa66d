"""The managers' queue kept from one look to the next, as long as nothing that it shows has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.reports.triage import Concern
from rules.rulebook.values import BoardRules
from sync.reports.triage import Queue, queue_of
from sync.rulebook.boards import Watched
from sync.storage.tables import CaseRow, HoldRow, ReceiptRow, VerdictRow, WakeRow
from sync.storage.trello_tables import CardRow

LONGEST: Final = timedelta(seconds=30)
"""So long a queue is kept although nothing changed: days pass, and cards come by themselves."""

Mark = tuple[Any, ...]


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
        """The queue of this board as it is now, worked out only where something changed."""
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


def _mark(session: Session, rules: BoardRules) -> Mark:
    """Differs whenever anything differs that a row of the queue is made from."""
    many, last = sa.func.count(), sa.func.max
    questions = (
        _of(CardRow, rules, many, last(CardRow.read_at), last(CardRow.gone_at)),
        _of(VerdictRow, rules, many, last(VerdictRow.judged_at)),
        _of(CaseRow, rules, many, last(CaseRow.touched_at), last(CaseRow.hurried_at)),
        _of(ReceiptRow, rules, last(ReceiptRow.id)),
        sa.select(many, last(HoldRow.at)),
        _of(WakeRow, rules, sa.func.sum(WakeRow.done), sa.func.count(WakeRow.parked_at)),
    )
    return tuple(tuple(session.execute(each).one()) for each in questions)


def _of(table: Any, rules: BoardRules, *columns: Any) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(*columns).select_from(table).where(table.board_id == rules.board)
