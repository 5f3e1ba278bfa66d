"""How cards stand after their check, read from the tables: for one card, or for all of a board."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.outcome_records import FollowUpRow, OccasionRow, OutcomeRow
from mentoring.outcomes import OUTCOMES, Outcome
from mentoring.saying import Occasion
from mentoring.school import Defence, Transfer
from mentoring.steps import Situation
from sync.records import CardNotesRow, ReceiptRow

OURS: Final = frozenset(("reminder", "outcome", "conditional", "passed", "failed", "ladder"))
"""What the codes of our paragraphs begin with: others write paragraphs too."""


def is_ours(code: str) -> bool:
    """Whether a paragraph of a comment is one of ours."""
    return code.partition("-")[0] in OURS


def outcome_from(row: OutcomeRow) -> Outcome:
    """The outcome as a value."""
    name = next(each for each in OUTCOMES if each == row.outcome)
    return Outcome(name, row.at, row.by, row.reasons, row.student_until, row.validator_until)


def outcomes_of(session: Session, card_ids: Sequence[str]) -> dict[str, Outcome]:
    """How these cards ended, those of which it is known."""
    query = sa.select(OutcomeRow).where(OutcomeRow.card_id.in_(card_ids))
    return {row.card_id: outcome_from(row) for row in session.scalars(query)}


def outcome_of(session: Session, card_id: str) -> Outcome | None:
    """How this card ended, as far as is known."""
    return outcomes_of(session, [card_id]).get(card_id)


def situations(
    session: Session, cards: Sequence[Defence | Transfer], only: str | None = None
) -> list[Situation]:
    """Each card with what is known of it. `only` names the one card that they are."""
    known = _Known.of(session, only)
    return [
        Situation(
            card=each,
            done=known.done[each.card_id],
            outcome=known.outcomes.get(each.card_id),
            moved=each.card_id not in known.unmoved,
            notes=known.notes.get(each.card_id, frozenset()),
            unlinked=each.card_id in known.unlinked,
        )
        for each in cards
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    done: Mapping[str, Mapping[Occasion, datetime]]
    outcomes: Mapping[str, Outcome]
    unmoved: frozenset[str]
    notes: Mapping[str, frozenset[str]]
    unlinked: frozenset[str]

    @classmethod
    def of(cls, session: Session, only: str | None) -> _Known:
        rows = list(session.scalars(_of_card(OutcomeRow, only)))
        links = _of_card(FollowUpRow, only).where(
            FollowUpRow.attached.is_(False), FollowUpRow.made_id.is_not(None)
        )
        return cls(
            done=_done(session.scalars(_of_card(OccasionRow, only))),
            outcomes={row.card_id: outcome_from(row) for row in rows},
            unmoved=_unmoved(session, rows),
            notes={
                row.card_id: frozenset(filter(is_ours, row.notes))
                for row in session.scalars(_of_card(CardNotesRow, only))
            },
            unlinked=frozenset(row.card_id for row in session.scalars(links)),
        )


def _of_card(table: Any, only: str | None) -> Any:
    query = sa.select(table)
    return query if only is None else query.where(table.card_id == only)


def _done(rows: Iterable[OccasionRow]) -> Mapping[str, Mapping[Occasion, datetime]]:
    """What is done, by card; what was begun and not finished is not."""
    found: defaultdict[str, dict[Occasion, datetime]] = defaultdict(dict)
    for row in rows:
        if row.done_at is not None:
            found[row.card_id][(row.kind, row.occasion)] = row.done_at
    return found


def _unmoved(session: Session, rows: Sequence[OutcomeRow]) -> frozenset[str]:
    """The cards whose outcome was pressed, and whose move nobody has seen to its end."""
    pressed = {row.receipt_id: row.card_id for row in rows if row.receipt_id is not None}
    receipt = ReceiptRow
    query = sa.select(receipt.id).where(receipt.id.in_(pressed), receipt.state != "done")
    return frozenset(pressed[each] for each in session.scalars(query))
