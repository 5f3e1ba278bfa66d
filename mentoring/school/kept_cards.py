"""All cards of the school, kept from one look to the next for as long as nothing of them is written.

Who can hold a defence is worked out from all of them, and each opened panel asks: reading five thousand
takes a tenth of a second. What is decided reads them anew (`mentoring.school.read`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.model import Defence, Transfer
from mentoring.school.read import defences, transfers
from mentoring.school.tables import AssignmentRow, OfferRow
from rules.rulebook.values import Rulebook
from sync.rulebook.erasures import erasures
from sync.storage.shared_facts import BOARDS, BOT, often_asked
from sync.storage.tables import CaseRow, ReceiptRow, VerdictRow, WakeRow
from sync.storage.trello_tables import CardRow

LONGEST: Final = timedelta(seconds=30)
"""How long they are kept although nothing seems written: a slow transaction may end after a quicker one
that began later.
"""

Mark = tuple[Any, ...]


class Cards(NamedTuple):
    """All defences and transfers, in the order of `mentoring.school.read`. Shared: nobody changes them."""

    defences: Sequence[Defence]
    transfers: Sequence[Transfer]


class _Kept(NamedTuple):
    mark: Mark
    at: datetime
    cards: Cards


_kept: dict[str, _Kept] = {}
"""By the address of the database. Safe for threads: entries are replaced."""


def all_cards(session: Session, rulebook: Rulebook, now: datetime) -> Cards:
    """Return every defence and transfer of the boards, for what is only shown."""
    key, mark = (
        str(session.get_bind().engine.url),
        (rulebook, *boards_mark(session), *cards_mark(session)),
    )
    found = _kept.get(key)
    if found is not None and found.mark == mark and timedelta(0) <= now - found.at < LONGEST:
        return found.cards
    cards = Cards(defences(session, rulebook, now), transfers(session, rulebook, now))
    _kept[key] = _Kept(mark, now, cards)
    return cards


def boards_mark(session: Session) -> Mark:
    """Return values that differ whenever anything differs that concerns all cards of a board alike."""
    boards, bot = often_asked(session, BOARDS), often_asked(session, BOT)
    return repr(boards), repr(bot), erasures(session)


def cards_mark(session: Session) -> Mark:
    """Return values that differ whenever anything differs from which a card of the school is made."""
    return counted(session, *_WRITTEN)


def counted(session: Session, *questions: tuple[Any, ...]) -> Mark:
    """Return for each question (a table, then what is asked of it) how many rows there are, and the rest."""
    return tuple(
        tuple(session.execute(sa.select(sa.func.count(), *columns).select_from(table)).one())
        for table, *columns in questions
    )


def _written() -> tuple[tuple[Any, ...], ...]:
    last = sa.func.max
    return (
        (CardRow, last(CardRow.read_at), last(CardRow.gone_at)),
        (VerdictRow, last(VerdictRow.judged_at)),
        (CaseRow, last(CaseRow.touched_at), last(CaseRow.put_forward_at)),
        (OfferRow, last(OfferRow.at)),
        (AssignmentRow, last(AssignmentRow.at)),
        (WakeRow, sa.func.sum(WakeRow.done)),
        (ReceiptRow, last(ReceiptRow.id)),
    )


_WRITTEN: Final = _written()
