"""All cards with what is known of them, kept from one minute of the clock to the next for as long as
nothing of them is written: on a board of twenty thousand, reading them takes seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.calendars.events import KEPT
from mentoring.defences.status import situations
from mentoring.defences.steps import Situation
from mentoring.school.ask_tables import AskRow
from mentoring.school.kept_cards import Cards, Mark, counted, school_mark
from mentoring.school.outcome_tables import DefenceLinksRow, FollowUpRow, OccasionRow, OutcomeRow
from mentoring.school.read import defences, transfers
from rules.rulebook.values import Rulebook
from sync.storage.board_tables import BoardStateRow
from sync.storage.tables import CardNotesRow, ReceiptRow, WakeRow

LONGEST: Final = timedelta(minutes=10)
"""How long they are kept although nothing seems written: a slow transaction may end after a quicker one
that began later, and calendars forget what is long over.
"""


class Sweep(NamedTuple):
    """What one look found: the cards, and each with what is known of it. `anew`: it was read just now."""

    cards: Cards
    situations: Sequence[Situation]
    anew: bool


@dataclass(slots=True)
class Sweeper:
    """Reads the school, or hands over what it read before. For one thread at a time."""

    _mark: Mark = ()
    _at: datetime | None = None
    _found: Sweep | None = field(default=None, repr=False)

    def look(self, session: Session, rulebook: Rulebook, at: datetime) -> Sweep:
        """Return every card that is not at rest since long, with what is known of it."""
        mark = (rulebook, *school_mark(session), *counted(session, *_WRITTEN))
        if self._found is not None and mark == self._mark and self._is_fresh(at):
            return self._found._replace(anew=False)
        self._found = None  # both at once would take twice the room
        # What is at rest for so long is in no calendar, and nothing is due for it.
        since = at - KEPT
        cards = Cards(
            defences(session, rulebook, at, since=since),
            transfers(session, rulebook, at, since=since),
        )
        known = situations(session, (*cards.defences, *cards.transfers))
        self._mark, self._at, self._found = mark, at, Sweep(cards, known, anew=True)
        return self._found

    def _is_fresh(self, at: datetime) -> bool:
        return self._at is not None and timedelta(0) <= at - self._at < LONGEST


def _written() -> tuple[tuple[Any, ...], ...]:
    """Return what to ask for a value that differs when anything differs that a situation tells."""
    last, many, total, size = sa.func.max, sa.func.count, sa.func.sum, sa.func.length
    link = DefenceLinksRow
    return (
        (WakeRow, total(WakeRow.wanted)),
        (OccasionRow, last(OccasionRow.at), many(OccasionRow.done_at), last(OccasionRow.done_at)),
        (OutcomeRow, last(OutcomeRow.at), many(OutcomeRow.receipt_id)),
        (DefenceLinksRow, last(link.at), total(size(link.video)), total(size(link.recording))),
        (
            FollowUpRow,
            many(FollowUpRow.made_id),
            total(FollowUpRow.attached.cast(sa.Integer)),
        ),
        (AskRow, many(AskRow.closed_at)),
        (CardNotesRow,),
        (ReceiptRow, many(ReceiptRow.undone_at)),
        (BoardStateRow, last(BoardStateRow.acts_since)),
    )


_WRITTEN: Final = _written()
