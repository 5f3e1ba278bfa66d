"""All cards with what is known of them, kept from one minute of the clock to the next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.calendars.events import KEPT
from mentoring.defences.follow.status import situations
from mentoring.defences.follow.steps import Situation
from mentoring.school import kept_cards
from mentoring.school.kept_cards import Card, Kept, Questions
from mentoring.school.model import Defence, Transfer
from mentoring.school.outcome_tables import DefenceLinksRow, FollowUpRow, OccasionRow, OutcomeRow
from rules.rulebook.values import Rulebook
from sync.storage.tables import CardNotesRow


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

    _kept: Kept | None = None
    _known: Mapping[str, Situation] = field(default_factory=dict, repr=False)

    def look(self, session: Session, rulebook: Rulebook, at: datetime) -> Sweep:
        """Return every card that is not at rest since long, with what is known of it."""
        # What is at rest for so long is in no calendar, and nothing is due for it.
        kept = kept_cards.look(session, rulebook, at, self._kept, rest=KEPT, further=_FURTHER)
        if kept.read is None:
            known = _known(session, kept.cards.values())
        else:
            known = {each: found for each, found in self._known.items() if each not in kept.read}
            known |= _known(session, [kept.cards[each] for each in kept.read if each in kept.cards])
        self._kept, self._known = kept, known
        return Sweep(known, kept.read)


def _known(session: Session, cards: Collection[Card]) -> dict[str, Situation]:
    return {each.card.card_id: each for each in situations(session, list(cards))}


def _further() -> Questions:
    """Return what to ask for values that differ when anything differs that only a situation tells."""
    last, many, total, size = sa.func.max, sa.func.count, sa.func.sum, sa.func.length
    link = DefenceLinksRow
    return (
        (OccasionRow, last(OccasionRow.at), many(OccasionRow.done_at), last(OccasionRow.done_at)),
        (OutcomeRow, last(OutcomeRow.at), many(OutcomeRow.receipt_id)),
        (DefenceLinksRow, last(link.at), total(size(link.video)), total(size(link.recording))),
        (FollowUpRow, many(FollowUpRow.made_id), total(FollowUpRow.attached.cast(sa.Integer))),
        (CardNotesRow,),
    )


_FURTHER: Final = _further()
