"""Which cards somebody did something about since the clerk was let in: the others sleep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.outcome_tables import FollowUpRow
from mentoring.school.tables import AssignmentRow
from sync.cases.case import was_touched
from sync.storage.board_tables import BoardStateRow
from sync.storage.tables import CaseRow

AT_ONCE: Final = 400
"""Cards a query: databases take so many values and not many more."""


def touched(
    session: Session, card_ids: Sequence[str], since: datetime | None = None
) -> frozenset[str]:
    """Return those of these cards that a person touched, or gave to somebody, since the clerk was let in to
    act on their board (or since that instant).
    """
    case, state, given = CaseRow, BoardStateRow, AssignmentRow
    rows = of_cards(session, case.card_id, card_ids, case.card_id, case.board_id, case.touched_at)
    gifts = dict(of_cards(session, given.card_id, card_ids, given.card_id, given.at))
    states = session.execute(sa.select(state.board_id, state.acts_since))
    begun = {each.board_id: each.acts_since for each in states}
    found = set()
    for card_id, board_id, at in rows:
        let_in = since or begun.get(board_id)
        if was_touched(at, let_in) or was_touched(gifts.get(card_id), let_in):
            found.add(card_id)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Trace:
    """What is on record about one card. `touched`: as the function of that name says. `unlinked`: a
    follow-up card was made of it that has no link yet.
    """

    touched: bool
    unlinked: bool


def trace_of(session: Session, card_id: str) -> Trace:
    """Return the trace of one card, read once a transaction: several ask for it after each run."""
    known: dict[str, Trace] = session.info.setdefault(_TRACES, {})
    if card_id not in known:
        touched_at, given_at, let_in, unlinked = session.execute(_TRACE, {"card": card_id}).one()
        touched = was_touched(touched_at, let_in) or was_touched(given_at, let_in)
        known[card_id] = Trace(touched, unlinked is not None)
    return known[card_id]


_TRACES: Final = "cards-traced"


def _trace() -> Any:
    case, state, given, link = CaseRow, BoardStateRow, AssignmentRow, FollowUpRow
    card = sa.select(sa.bindparam("card", type_=sa.String).label("id")).subquery()
    unlinked = sa.and_(
        link.card_id == card.c.id, link.made_id.is_not(None), link.attached.is_(False)
    )
    query = sa.select(case.touched_at, given.at, state.acts_since, link.card_id)
    query = query.select_from(card).outerjoin(case, case.card_id == card.c.id)
    query = query.outerjoin(state, state.board_id == case.board_id)
    query = query.outerjoin(given, given.card_id == case.card_id).outerjoin(link, unlinked)
    return query.limit(1)


_TRACE: Final = _trace()


def of_cards(session: Session, key: Any, ids: Sequence[Any], *wanted: Any) -> Iterable[Any]:
    """Yield these columns of the rows with these keys, read a few hundred a query."""
    for start in range(0, len(ids), AT_ONCE):
        query = sa.select(*wanted).where(key.in_(ids[start : start + AT_ONCE]))
        yield from session.execute(query)
