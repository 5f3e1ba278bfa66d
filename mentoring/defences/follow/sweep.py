"""All cards with what is known of them, kept from one minute of the clock to the next.

What was written since is read again, and nothing else: reading a board of twenty thousand cards takes
seconds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.calendars.events import KEPT
from mentoring.defences.follow.status import situations
from mentoring.defences.follow.steps import Situation
from mentoring.school.ask_tables import AskRow
from mentoring.school.kept_cards import Mark, boards_mark, cards_mark, counted
from mentoring.school.model import Defence, Transfer
from mentoring.school.outcome_tables import DefenceLinksRow, FollowUpRow, OccasionRow, OutcomeRow
from mentoring.school.read import defences, transfers
from rules.rulebook.values import Rulebook
from sync.clock import now
from sync.storage.board_tables import BoardStateRow
from sync.storage.tables import CardNotesRow, ReceiptRow, VerdictRow, WakeRow
from sync.storage.trello_tables import CardRow

LONGEST: Final = timedelta(minutes=30)
"""How long a card is kept although nothing of it seems written."""

OVERLAP: Final = timedelta(minutes=5)
"""What was written so long before the last look is read once more: a slow transaction may end after a
quicker one that began later.
"""

FEW: Final = 500
"""So many cards are read by themselves; more, and the whole school is."""

Traces = Set[tuple[Any, ...]]


class Sweep(NamedTuple):
    """What one look found, by card id. `read`: the cards that were read just now (or are gone); None for
    all of them.
    """

    situations: Mapping[str, Situation]
    read: Collection[str] | None

    def cards(self) -> tuple[list[Defence], list[Transfer]]:
        """Return the defences and the transfers that were read just now."""
        ids = self.situations if self.read is None else self.read
        found = [self.situations[each].card for each in ids if each in self.situations]
        return (
            [each for each in found if isinstance(each, Defence)],
            [each for each in found if isinstance(each, Transfer)],
        )


@dataclass(slots=True)
class Sweeper:
    """Reads the school, and keeps it. For one thread at a time."""

    _boards: Mark = ()
    _cards: Mark = ()
    _traces: Traces = frozenset()
    _all_at: datetime | None = None
    _at: datetime = field(default_factory=now)
    _known: dict[str, Situation] = field(default_factory=dict, repr=False)

    def look(self, session: Session, rulebook: Rulebook, at: datetime) -> Sweep:
        """Return every card that is not at rest since long, with what is known of it."""
        boards = (rulebook, *boards_mark(session), *counted(session, *_BOARDS))
        cards = (*cards_mark(session), *counted(session, *_CARDS))
        if self._all_at is None or boards != self._boards or not _within(self._all_at, at, LONGEST):
            return self._everything(session, rulebook, at, (boards, cards))
        if cards == self._cards:
            self._at = at
            return Sweep(self._known, ())
        traces = _traces(session, self._at - OVERLAP)
        written = {each for each, *_ in traces - self._traces}
        if not 0 < len(written) <= FEW:
            return self._everything(session, rulebook, at, (boards, cards))
        for each in written:
            self._known.pop(each, None)
        self._known.update(_read(session, rulebook, at, written))
        self._cards, self._traces, self._at = cards, traces, at
        return Sweep(self._known, written)

    def _everything(
        self, session: Session, rulebook: Rulebook, at: datetime, marks: tuple[Mark, Mark]
    ) -> Sweep:
        self._all_at, self._known = (
            None,
            {},
        )  # the old and the new at once would take twice the room
        self._known = _read(session, rulebook, at)
        (self._boards, self._cards), self._traces = marks, _traces(session, at - OVERLAP)
        self._all_at = self._at = at
        return Sweep(self._known, None)


def _within(then: datetime, at: datetime, span: timedelta) -> bool:
    return timedelta(0) <= at - then < span


def _read(
    session: Session, rulebook: Rulebook, at: datetime, only: Collection[str] | None = None
) -> dict[str, Situation]:
    # What is at rest for so long is in no calendar, and nothing is due for it.
    since = at - KEPT
    cards: tuple[Defence | Transfer, ...] = (
        *defences(session, rulebook, at, only, since),
        *transfers(session, rulebook, at, only, since),
    )
    return {each.card.card_id: each for each in situations(session, cards)}


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


_BOARDS: Final = ((BoardStateRow, sa.func.max(BoardStateRow.acts_since)),)


def _of_cards() -> tuple[tuple[Any, ...], ...]:
    """Return what to ask for values that differ when anything differs that a situation tells."""
    last, many, total, size = sa.func.max, sa.func.count, sa.func.sum, sa.func.length
    link = DefenceLinksRow
    return (
        (WakeRow, total(WakeRow.wanted)),
        (OccasionRow, last(OccasionRow.at), many(OccasionRow.done_at), last(OccasionRow.done_at)),
        (OutcomeRow, last(OutcomeRow.at), many(OutcomeRow.receipt_id)),
        (DefenceLinksRow, last(link.at), total(size(link.video)), total(size(link.recording))),
        (FollowUpRow, many(FollowUpRow.made_id), total(FollowUpRow.attached.cast(sa.Integer))),
        (AskRow, many(AskRow.closed_at)),
        (CardNotesRow,),
        (ReceiptRow, many(ReceiptRow.undone_at)),
    )


_CARDS: Final = _of_cards()
