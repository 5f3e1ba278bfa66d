"""Which cards of a board need not be judged again: nothing that their verdict depends on has changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.expiry import lasts
from rules.mentions import twin
from rules.rulebook.values import BoardRules
from rules.settle import settle_until
from sync.mirror.forms import Form
from sync.storage.tables import CaseRow, HoldRow, VerdictRow


class Kept(NamedTuple):
    """What is kept about a card and says whether its verdict still stands.

    `judged_at`: when its verdict came out as it is, None where there is none. `held`: a person decided
    something about it. `told`: its verdict speaks of twins. The others are as in its case.
    """

    twin_key: str
    course: str
    judged_at: datetime | None
    held: bool
    told: bool
    waits: bool
    gesture: str
    touched_at: datetime | None
    hurried_at: datetime | None

    def stands(self, form: Form, twins: int, now: datetime) -> bool:
        """Return whether the verdict of this card, unchanged since, is today's. `twins`: how many cards
        share its twin key, itself included.
        """
        if self.judged_at is None or self.held or self.told or twins > 1:
            return False
        return lasts(form["due"], self.judged_at, now)

    def settles_at(self, rules: BoardRules, list_id: str) -> datetime | None:
        """Return until when the card is left alone, where something is to be done then."""
        if not self.waits:
            return None
        return settle_until(rules, list_id, self.gesture, self.touched_at, self.hurried_at)


def kept_of(session: Session, board_id: str) -> Mapping[str, Kept]:
    """Return what is kept about the cards of a board that were judged, by card id: one query."""
    row, verdict, hold = CaseRow, VerdictRow, HoldRow
    held = hold.card_id.is_not(None) | verdict.why.in_(("accepted", "suspended"))
    told = sa.cast(verdict.findings, sa.Text).contains(f'"{twin.CODE}"')
    query: sa.Select[Any] = (
        sa.select(row.card_id, row.twin_key, row.course, verdict.judged_at, held, told)
        .add_columns(row.waits, row.gesture, row.touched_at, row.hurried_at)
        .outerjoin(verdict, verdict.card_id == row.card_id)
        .outerjoin(hold, hold.card_id == row.card_id)
        .where(row.board_id == board_id)
    )
    return {card_id: Kept(*values) for card_id, *values in session.execute(query)}
