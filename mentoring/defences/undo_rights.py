"""Who may undo the outcome of a defence, a take-over or a follow-up card: whoever may do it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.effects.follow_up import FOLLOW_UP
from mentoring.effects.handover import ACCEPT_DEFENCE, ACCEPT_STUDENT, TAKE_OVER
from mentoring.effects.outcome import CONDITIONAL
from mentoring.school.model import may_decide, may_follow_up
from mentoring.school.outcome_tables import OutcomeRow
from mentoring.school.read import defences
from rules.rulebook.values import Rulebook
from sync.clock import now
from sync.effects.kinds.move import MOVE
from sync.effects.receipts import CLERK
from sync.rights.permissions import Person
from sync.rights.request import Why
from sync.rights.undo_rights import Right
from sync.storage.tables import ReceiptRow


def _decides(session: Session, rulebook: Rulebook, row: ReceiptRow, person: Person) -> Why | None:
    """Return why this person may not undo a result: its validator and managers may."""
    found = defences(session, rulebook, now(), only=str(row.card_id))
    return None if found and may_decide(found[0], person) else "validator-only"


def _moved(session: Session, rulebook: Rulebook, row: ReceiptRow, person: Person) -> Why | None:
    """Return why this person may not undo a move: anybody may undo the clerk's own; that of a result
    belongs to who may say the result.
    """
    results = sa.select(OutcomeRow.card_id).where(OutcomeRow.receipt_id == row.id)
    if row.by == CLERK and session.scalar(results) is None:
        return None
    return _decides(session, rulebook, row, person)


def _taken(session: Session, rulebook: Rulebook, row: ReceiptRow, person: Person) -> Why | None:
    """Return why this person may not undo a take-over: they may where the first who offers takes the
    student over.
    """
    new = {*row.after.get("members", ())} - {*row.before.get("members", ())}
    first = rulebook.mentoring.transfers.take_over == "first"
    return None if first and new == {person.id} else "managers-only"


def _accepted(session: Session, rulebook: Rulebook, row: ReceiptRow, person: Person) -> Why | None:
    """Return why this person may not undo an acceptance: whoever accepted may."""
    new = {*row.after.get("members", ())} - {*row.before.get("members", ())}
    return None if new == {person.id} else "managers-only"


def _follows(session: Session, rulebook: Rulebook, row: ReceiptRow, person: Person) -> Why | None:
    """Return why this person may not undo a card that follows a defence: whoever may make it may."""
    found = defences(session, rulebook, now(), only=str(row.card_id))
    return None if found and may_follow_up(found[0], person) else "validator-only"


RIGHTS: Final[Mapping[str, Right]] = {
    CONDITIONAL.name: _decides,
    MOVE.name: _moved,
    TAKE_OVER.name: _taken,
    ACCEPT_DEFENCE.name: _accepted,
    ACCEPT_STUDENT.name: _accepted,
    FOLLOW_UP.name: _follows,
}
