"""The history of cards, read for `rules.reports.statistics`: verdicts, moves and stays of some boards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.reports.statistics import Change, Facets, Past
from rules.rulebook.values import BoardRules
from sync.effects.kinds.move import MOVE
from sync.effects.receipts import CLERK
from sync.storage.tables import CaseRow, ReceiptRow, StayRow, VerdictChangeRow
from sync.storage.trello_tables import ListRow


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cards: those of these boards, of one course and project where these are not "". `since`
    when things count, UTC.
    """

    boards: tuple[BoardRules, ...]
    since: datetime
    course: str = ""
    project: str = ""

    @property
    def board_ids(self) -> list[str]:
        return [each.board for each in self.boards]

    def has(self, facets: Facets) -> bool:
        """Return whether a card like this counts."""
        return self.course in ("", facets.course) and self.project in ("", facets.project)


@dataclass(frozen=True, slots=True)
class Move:
    """A card that the clerk moved, and whether that was undone."""

    at: datetime
    undone: bool


class Stay(NamedTuple):
    """A stay in a list that is over."""

    list_id: str
    span: timedelta


def facets_of(session: Session, wanted: Wanted) -> dict[str, Facets]:
    """Return what every card of these boards is about, by card id; those that do not count too."""
    row = CaseRow
    query = sa.select(row.card_id, row.course, row.project)
    query = query.where(row.board_id.in_(wanted.board_ids))
    shared: dict[tuple[str, str], Facets] = {}
    found = {}
    for card, *about in _rows(session, query):
        key = (about[0], about[1])
        found[card] = shared.get(key) or shared.setdefault(key, Facets(*key))
    return found


def pasts(session: Session, wanted: Wanted, about: dict[str, Facets]) -> list[Past]:
    """Return the whole history of verdicts of each card that had a change since then."""
    row, rules = VerdictChangeRow, {each.board: each for each in wanted.boards}
    touched = sa.select(row.card_id).where(
        row.at >= wanted.since, row.board_id.in_(wanted.board_ids)
    )
    query = (
        sa.select(row.card_id, row.board_id, row.at, row.state, row.missing)
        .where(row.card_id.in_(touched), row.board_id.in_(wanted.board_ids))
        .order_by(row.card_id, row.at, row.id)
    )
    return list(_pasts(_rows(session, query), wanted, rules, about))


def _pasts(
    found: Iterable[Any],
    wanted: Wanted,
    rules: dict[str, BoardRules],
    about: dict[str, Facets],
) -> Iterator[Past]:
    for card, group in groupby(found, key=lambda each: each[0]):
        lines = list(group)
        facets, board = about.get(card, Facets()), rules[lines[0][1]]
        if wanted.has(facets):
            changes = tuple(Change(x[2], x[3], tuple(x[4])) for x in lines)
            yield Past(board.kind, facets, board.settle_new, changes)


def moves(session: Session, wanted: Wanted, about: dict[str, Facets]) -> list[Move]:
    """Return the clerk's moves since then."""
    row = ReceiptRow
    query = sa.select(row.card_id, row.at, row.undone_at).where(
        row.command == MOVE.name,
        row.at >= wanted.since,
        row.board_id.in_(wanted.board_ids),
        row.state == "done",
        row.by == CLERK,
    )
    return [
        Move(at, undone is not None)
        for card, at, undone in _rows(session, query)
        if wanted.has(about.get(card or "", Facets()))
    ]


def stays(session: Session, wanted: Wanted, about: dict[str, Facets]) -> list[Stay]:
    """Return the stays that ended since then."""
    row = StayRow
    query = sa.select(row.card_id, row.list_id, _seconds(session)).where(
        row.left_at >= wanted.since, row.board_id.in_(wanted.board_ids)
    )
    return [
        Stay(where, timedelta(seconds=round(seconds)))
        for card, where, seconds in _rows(session, query)
        if wanted.has(about.get(card, Facets()))
    ]


def _seconds(session: Session) -> sa.ColumnElement[Any]:
    """Return how long a stay lasted, worked out by the database: two instants a row would cost far more."""
    entered, left = StayRow.entered_at, StayRow.left_at
    if session.connection().dialect.name == "sqlite":
        return (sa.func.julianday(left) - sa.func.julianday(entered)) * 86400
    return sa.extract("epoch", left - entered)


def _rows(session: Session, query: sa.Executable) -> Iterable[Any]:
    """Return the rows as they are: there are tens of thousands, and none becomes an object of the mirror."""
    return session.connection().execute(query)


def lists_of(session: Session, boards: Sequence[str]) -> dict[str, str]:
    """Return the names of the lists of these boards by id, in the order in which they stand."""
    row = ListRow
    query = sa.select(row.id, row.name).where(row.board_id.in_(boards))
    found = session.execute(query.order_by(row.board_id, row.pos))
    return {row.id: row.name for row in found}
