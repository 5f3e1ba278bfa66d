"""Receipts as a timeline: filtered, newest first, a page at a time; and what may be undone of them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.effects.kinds import GROUPS, names_in
from sync.effects.undoable import undoable_names, why_not_undoable
from sync.storage.tables import CaseRow, ReceiptRow
from sync.storage.trello_tables import BoardRow, CardRow, LabelRow, ListRow

OTHERS: Final = "others"
"""What another version of Greffier did, which no group has."""

MOST_UNDONE: Final = 500
"""How many receipts are undone in one go, at most."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which receipts: of these boards, of one group of kinds, by one author, on cards whose title has this
    text, undone or not, since an instant or from one receipt on. An empty value asks for nothing.
    """

    boards: tuple[str, ...]
    family: str = ""
    by: str = ""
    text: str = ""
    undone: bool | None = None
    since: datetime | None = None
    from_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One receipt with its card; `why_not` is a key of `sync.effects.undoable.why_in_words`, or ""."""

    receipt: ReceiptRow
    card: CardRow | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, newest first; `before` leads to the next ones, None after the last."""

    entries: tuple[Entry, ...]
    total: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Undoing:
    """What can be undone on one card, the newest receipt first."""

    card: CardRow
    receipts: tuple[int, ...]


def page(session: Session, wanted: Wanted, before: int | None, limit: int) -> Page:
    """Return the newest receipts of what took place, or those before the receipt `before`."""
    query = _matching(session, wanted)
    total = session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    if before is not None:
        query = query.where(ReceiptRow.id < before)
    rows = session.scalars(query.order_by(ReceiptRow.id.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    return Page(
        entries=tuple(_entries(session, shown)),
        total=total,
        before=shown[-1].id if len(rows) > limit else None,
    )


def entries_of(session: Session, receipt_ids: Collection[int]) -> list[Entry]:
    """Return these receipts as they are now, newest first; what is unknown is left out."""
    query = sa.select(ReceiptRow).where(ReceiptRow.id.in_(receipt_ids))
    return _entries(session, session.scalars(query.order_by(ReceiptRow.id.desc())).all())


def authors(session: Session, boards: Collection[str]) -> list[str]:
    """Return everybody who has a receipt on these boards."""
    row = ReceiptRow
    query = sa.select(row.by).where(row.board_id.in_(boards), row.state == "done").distinct()
    return sorted(session.scalars(query))


def undoable(session: Session, wanted: Wanted) -> tuple[list[Undoing], int]:
    """Return what may be undone among these receipts, card by card, the newest first; and how many of
    them cannot be any more. At most the newest `MOST_UNDONE` are looked at.
    """
    row = ReceiptRow
    query = _matching(session, wanted).where(
        row.command.in_(undoable_names()), row.undone_at.is_(None)
    )
    rows = session.scalars(query.order_by(row.id.desc()).limit(MOST_UNDONE)).all()
    found, cards = defaultdict[str, list[int]](list), dict[str, CardRow]()
    for each in _entries(session, rows):
        if each.card is not None and each.why_not in ("", "later"):
            cards[each.card.id] = each.card
            found[each.card.id].append(each.receipt.id)
    undoings = [Undoing(cards[key], tuple(ids)) for key, ids in found.items()]
    return undoings, len(rows) - sum(len(each.receipts) for each in undoings)


def _entries(session: Session, rows: Sequence[ReceiptRow]) -> list[Entry]:
    ids = {each.card_id for each in rows if each.card_id}
    cards = {each.id: each for each in session.scalars(_of(CardRow, CardRow.id, ids))}
    # Held until the end: the session then finds each card's case without asking again.
    cases = session.scalars(_of(CaseRow, CaseRow.card_id, ids)).all()
    found = [
        Entry(each, cards.get(each.card_id or ""), why_not_undoable(session, each)) for each in rows
    ]
    del cases
    return found


def _of(table: Any, column: Any, ids: Collection[str]) -> sa.Select[Any]:
    return sa.select(table).where(column.in_(ids))


def _matching(session: Session, wanted: Wanted) -> sa.Select[Any]:
    row = ReceiptRow
    query = sa.select(row).where(row.state == "done", row.board_id.in_(wanted.boards))
    group = next((each for each in GROUPS if each == wanted.family), None)
    if group is not None:
        query = query.where(row.command.in_(names_in(group)))
    elif wanted.family == OTHERS:
        query = query.where(row.command.not_in(names_in(None)))
    if wanted.by:
        query = query.where(row.by == wanted.by)
    if wanted.text.strip():
        query = query.where(row.card_id.in_(_cards_with(session, wanted)))
    if wanted.undone is not None:
        query = query.where(
            row.undone_at.is_not(None) if wanted.undone else row.undone_at.is_(None)
        )
    if wanted.from_id is not None:
        query = query.where(row.id >= wanted.from_id)
    return query if wanted.since is None else query.where(row.at >= wanted.since)


def _cards_with(session: Session, wanted: Wanted) -> list[str]:
    """Return the cards whose title has these words, whatever their accents, capitals and order."""
    words = plain(wanted.text).split()
    query = sa.select(CardRow.id, CardRow.name).where(CardRow.board_id.in_(wanted.boards))
    found = ((card_id, plain(name)) for card_id, name in session.execute(query))
    return [card_id for card_id, name in found if all(word in name for word in words)]


def board_names(session: Session, boards: Collection[str]) -> dict[str, str]:
    """Return the names of these boards, by id."""
    query = sa.select(BoardRow.id, BoardRow.name).where(BoardRow.id.in_(boards))
    return {row.id: row.name for row in session.execute(query)}


def part_names(session: Session, boards: Collection[str]) -> dict[str, str]:
    """Return the names of the lists and labels of these boards, by id."""
    found: dict[str, str] = {}
    for row in (ListRow, LabelRow):
        query = sa.select(row.id, row.name).where(row.board_id.in_(boards))
        found |= {each.id: each.name for each in session.execute(query)}
    return found


def plain(text: str) -> str:
    """Return the text on one line, without accents and capitals."""
    letters = unicodedata.normalize("NFKD", " ".join(text.split()))
    return "".join(each for each in letters if not unicodedata.combining(each)).casefold()
