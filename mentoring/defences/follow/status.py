"""How cards stand after their check, read from the tables: for one card, or for all of a board."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.defences.announcements import Occasion
from mentoring.defences.follow.steps import Situation
from mentoring.defences.outcomes import OUTCOMES, Outcome
from mentoring.school.cards_touched import of_cards, touched, trace_of
from mentoring.school.model import Defence, Transfer
from mentoring.school.outcome_tables import FollowUpRow, OccasionRow, OutcomeRow
from sync.cases.notes import notes_of
from sync.storage.tables import CardNotesRow, ReceiptRow

OURS: Final = frozenset(("reminder", "outcome", "conditional", "passed", "failed", "ladder"))
"""What the codes of our paragraphs begin with: others write paragraphs too."""


def is_ours(code: str) -> bool:
    """Return whether a paragraph of a comment is one of ours."""
    return code.partition("-")[0] in OURS


def outcome_from(row: OutcomeRow) -> Outcome:
    """Return the outcome as a value."""
    name = next(each for each in OUTCOMES if each == row.outcome)
    return Outcome(name, row.at, row.by, row.reasons, row.student_until, row.validator_until)


def outcomes_of(session: Session, card_ids: Sequence[str]) -> dict[str, Outcome]:
    """Return how these cards ended, by card id; those of which it is known."""
    return {
        row.card_id: outcome_from(row) for row, undone in _told(session, card_ids) if not undone
    }


def outcome_of(session: Session, card_id: str) -> Outcome | None:
    """Return how this card ended, as far as is known."""
    return outcomes_of(session, [card_id]).get(card_id)


def standing(session: Session, card_id: str) -> OutcomeRow | None:
    """Return what was said of this card's end, unless it was taken back."""
    return next((row for row, undone in _told(session, [card_id]) if not undone), None)


def _told(session: Session, card_ids: Sequence[str]) -> list[tuple[OutcomeRow, bool]]:
    """Return what was said of these cards' ends, and whether it was taken back since."""
    found = [row for (row,) in of_cards(session, OutcomeRow.card_id, card_ids, OutcomeRow)]
    said = [row.receipt_id for row in found if row.outcome == "conditional" and row.receipt_id]
    receipts = of_cards(session, ReceiptRow.id, said, ReceiptRow.id, ReceiptRow.undone_at)
    undone = {receipt_id for receipt_id, undone_at in receipts if undone_at is not None}
    return [(row, row.receipt_id in undone) for row in found]


def situations(
    session: Session, cards: Sequence[Defence | Transfer], since: datetime | None = None
) -> list[Situation]:
    """Return each card with what is known of it. `since`: as if the clerk had been let in then."""
    known = _Known.of(session, [each.card_id for each in cards])
    awake = touched(session, [each.card_id for each in cards], since)
    return [
        Situation(
            card=each,
            done=known.done[each.card_id],
            outcome=known.outcomes.get(each.card_id),
            moved=each.card_id not in known.unmoved,
            notes=known.notes.get(each.card_id, frozenset()),
            unlinked=each.card_id in known.unlinked,
            taken_back=each.card_id in known.taken_back,
            touched=each.card_id in awake,
        )
        for each in cards
    ]


def situation_of(session: Session, card: Defence | Transfer) -> Situation:
    """Return one card with what is known of it: what most runs ask for, in a handful of queries."""
    outcome = session.get(OutcomeRow, card.card_id)
    told = _told(session, [card.card_id]) if outcome is not None else []
    rows = [row for row, undone in told if not undone]
    trace = trace_of(session, card.card_id)
    return Situation(
        card=card,
        done=_done(session.execute(_OCCASIONS, {"card": card.card_id}))[card.card_id],
        outcome=next((outcome_from(row) for row in rows), None),
        moved=not (rows and _unmoved(session, rows)),
        notes=frozenset(filter(is_ours, notes_of(session, card.card_id))),
        unlinked=trace.unlinked,
        taken_back=any(undone for _, undone in told),
        touched=trace.touched,
    )


_DONE_AT: Final = (
    OccasionRow.card_id,
    OccasionRow.kind,
    OccasionRow.occasion,
    OccasionRow.done_at,
)
_OCCASIONS: Final = sa.select(*_DONE_AT).where(OccasionRow.card_id == sa.bindparam("card"))


@dataclass(frozen=True, slots=True)
class _Known:
    done: Mapping[str, Mapping[Occasion, datetime]]
    outcomes: Mapping[str, Outcome]
    unmoved: frozenset[str]
    notes: Mapping[str, frozenset[str]]
    unlinked: frozenset[str]
    taken_back: frozenset[str]

    @classmethod
    def of(cls, session: Session, ids: Sequence[str]) -> _Known:
        occasion, notes, link = OccasionRow, CardNotesRow, FollowUpRow
        told = _told(session, ids)
        rows = [row for row, undone in told if not undone]
        links = of_cards(session, link.card_id, ids, link.card_id, link.attached, link.made_id)
        return cls(
            done=_done(of_cards(session, occasion.card_id, ids, *_DONE_AT)),
            outcomes={row.card_id: outcome_from(row) for row in rows},
            unmoved=_unmoved(session, rows),
            notes={
                card_id: frozenset(filter(is_ours, codes))
                for card_id, codes in of_cards(
                    session, notes.card_id, ids, notes.card_id, notes.notes
                )
            },
            unlinked=frozenset(
                card_id for card_id, attached, made in links if made is not None and not attached
            ),
            taken_back=frozenset(row.card_id for row, undone in told if undone),
        )


def _done(rows: Iterable[Any]) -> Mapping[str, Mapping[Occasion, datetime]]:
    """Return what is done, by card; what was begun and not finished is not."""
    found: defaultdict[str, dict[Occasion, datetime]] = defaultdict(dict)
    for card_id, kind, occasion, done_at in rows:
        if done_at is not None:
            found[card_id][(kind, occasion)] = done_at
    return found


def _unmoved(session: Session, rows: Sequence[OutcomeRow]) -> frozenset[str]:
    """Return the cards whose outcome was pressed, and whose move nobody has seen to its end."""
    pressed = {row.receipt_id: row.card_id for row in rows if row.receipt_id is not None}
    receipt = ReceiptRow
    query = sa.select(receipt.id).where(receipt.id.in_(pressed), receipt.state != "done")
    return frozenset(pressed[each] for each in session.scalars(query))
