"""All cards of the school, kept from one look to the next: what was written since is read again, and
nothing else.

Who can hold a defence is worked out from all of them, and each opened panel asks; each minute the clock
looks at them. Reading five thousand takes half a second. What is decided reads them anew
(`mentoring.school.read`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.ask_tables import AskRow
from mentoring.school.model import Defence, Transfer
from mentoring.school.read import defences, in_order, transfers
from mentoring.school.tables import AssignmentRow, OfferRow
from rules.rulebook.values import Rulebook
from sync.rulebook.erasures import erasures
from sync.storage.board_tables import BoardStateRow
from sync.storage.shared_facts import BOARDS, BOT, often_asked
from sync.storage.tables import CaseRow, ReceiptRow, VerdictRow, WakeRow
from sync.storage.trello_tables import CardRow

LONGEST: Final = timedelta(minutes=30)
"""How long a card is kept although nothing of it seems written."""

OVERLAP: Final = timedelta(minutes=5)
"""What was written so long before the last look is looked at once more: a slow transaction may end after
a quicker one that began later.
"""

FEW: Final = 500
"""So many cards are read by themselves; more, and the whole school is."""

Mark = tuple[Any, ...]
Traces = Set[tuple[Any, ...]]
Card = Defence | Transfer
Questions = Sequence[tuple[Any, ...]]
"""A table, then what is asked of all its rows together; the number of its rows is asked anyway."""


class Cards(NamedTuple):
    """All defences and transfers, in the order of `mentoring.school.read`. Shared: nobody changes them."""

    defences: Sequence[Defence]
    transfers: Sequence[Transfer]


@dataclass(frozen=True, slots=True)
class Kept:
    """What one look found, by card id, and how the next one knows what was written since.

    `read`: the ids of those that were read just now (or are gone), None for all of them.
    """

    cards: Mapping[str, Card]
    read: Collection[str] | None
    boards: Mark
    counts: Mark
    traces: Traces
    all_at: datetime
    at: datetime

    def in_order(self, now: datetime) -> Cards:
        """Return them in the order of `mentoring.school.read`."""
        cards = self.cards.values()
        return Cards(
            in_order((each for each in cards if isinstance(each, Defence)), now),
            in_order((each for each in cards if isinstance(each, Transfer)), now),
        )


class _Shown(NamedTuple):
    kept: Kept
    cards: Cards


_shown: dict[str, _Shown] = {}
"""By the address of the database. Safe for threads: entries are replaced."""


def all_cards(session: Session, rulebook: Rulebook, now: datetime) -> Cards:
    """Return every defence and transfer of the boards, for what is only shown."""
    key = str(session.get_bind().engine.url)
    before = _shown.get(key)
    kept = look(session, rulebook, now, before.kept if before is not None else None)
    cards = before.cards if before is not None and kept.read == () else kept.in_order(now)
    _shown[key] = _Shown(kept, cards)
    return cards


def look(
    session: Session,
    rulebook: Rulebook,
    at: datetime,
    kept: Kept | None = None,
    *,
    rest: timedelta | None = None,
    further: Questions = (),
) -> Kept:
    """Return the cards as they are now, from what an earlier look kept.

    `rest`: what was over for so long and has not been touched since is left out. `further`: what else
    tells that something was written.
    """
    boards = (rulebook, *_boards_mark(session))
    counts = _counted(session, (*_WRITTEN, *further))
    if kept is not None and kept.boards == boards and timedelta(0) <= at - kept.all_at < LONGEST:
        if counts == kept.counts:
            return Kept(kept.cards, (), boards, counts, kept.traces, kept.all_at, at)
        traces = _traces(session, kept.at - OVERLAP)
        written = {each for each, *_ in traces - kept.traces}
        if 0 < len(written) <= FEW:
            cards = {each: card for each, card in kept.cards.items() if each not in written}
            cards.update(_read(session, rulebook, at, rest, written))
            return Kept(cards, written, boards, counts, traces, kept.all_at, at)
    cards = _read(session, rulebook, at, rest)
    return Kept(cards, None, boards, counts, _traces(session, at - OVERLAP), at, at)


def _read(
    session: Session,
    rulebook: Rulebook,
    at: datetime,
    rest: timedelta | None,
    only: Collection[str] | None = None,
) -> dict[str, Card]:
    since = at - rest if rest is not None else None
    found: tuple[Card, ...] = (
        *defences(session, rulebook, at, only, since),
        *transfers(session, rulebook, at, only, since),
    )
    return {each.card_id: each for each in found}


def _boards_mark(session: Session) -> Mark:
    """Return values that differ whenever anything differs that concerns all cards of a board alike."""
    boards, bot = often_asked(session, BOARDS), often_asked(session, BOT)
    state = (BoardStateRow, sa.func.max(BoardStateRow.acts_since))
    return repr(boards), repr(bot), erasures(session), *_counted(session, (state,))


def _counted(session: Session, questions: Questions) -> Mark:
    return tuple(
        tuple(session.execute(sa.select(sa.func.count(), *columns).select_from(table)).one())
        for table, *columns in questions
    )


def _traces(session: Session, since: datetime) -> Traces:
    """Return what writing leaves: how often each card was wanted and run, and when it was read or judged
    since then. Each begins with the card's id.
    """
    wake, card, verdict = WakeRow, CardRow, VerdictRow
    queries = (
        sa.select(wake.id, wake.wanted, wake.done).where(wake.scope == "card"),
        sa.select(card.id, card.read_at).where(card.read_at >= since),
        sa.select(card.id, card.gone_at).where(card.gone_at >= since),
        sa.select(verdict.card_id, verdict.judged_at).where(verdict.judged_at >= since),
    )
    return {tuple(row) for query in queries for row in session.execute(query)}


def _written() -> Questions:
    """Return what to ask for values that differ whenever anything differs from which a card is made."""
    last, many, total = sa.func.max, sa.func.count, sa.func.sum
    return (
        (CardRow, last(CardRow.read_at), last(CardRow.gone_at)),
        (VerdictRow, last(VerdictRow.judged_at)),
        (CaseRow, last(CaseRow.touched_at), last(CaseRow.put_forward_at)),
        (OfferRow, last(OfferRow.at)),
        (AssignmentRow, last(AssignmentRow.at)),
        (AskRow, many(AskRow.closed_at)),
        (WakeRow, total(WakeRow.wanted), total(WakeRow.done)),
        (ReceiptRow, last(ReceiptRow.id), many(ReceiptRow.undone_at)),
    )


_WRITTEN: Final = _written()
