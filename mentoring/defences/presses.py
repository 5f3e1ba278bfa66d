"""What people press after a defence: who may, and what is written down before anything is done."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from mentoring.defences.follow.status import standing
from mentoring.defences.follow_up_cards import FollowUp, make_follow_up
from mentoring.defences.outcomes import Kind, OutcomeName, is_agreed
from mentoring.defences.write_trello import intend_outcome, move_card, target_of
from mentoring.effects.outcome import CONDITIONAL, REASONS
from mentoring.school.model import Defence, may_decide, may_follow_up
from mentoring.school.outcome_tables import OutcomeRow
from mentoring.school.read import defences
from rules.rulebook.values import BoardRules
from sync.clock import now
from sync.effects.attempt import attempt
from sync.effects.receipts import Effect, record, take_for_void
from sync.judging.context import Context
from sync.rights.request import Asked, NotFixed
from sync.storage.database import flush_alone
from sync.storage.trello_tables import CardRow
from sync.use_cases.fixes import Fixes

WANT_REASONS: Final = frozenset({"conditional", "failed"})


def can_be_decided(defence: Defence, at: datetime) -> bool:
    """Return whether the defence has begun and nobody has put the card into a list of results."""
    return is_agreed(defence) and defence.at is not None and defence.at <= at


def say_outcome(context: Context, asked: Asked, outcome: OutcomeName, reasons: str) -> None:
    """Write how the defence ended, and put the card into the list for it; the same again is nothing.

    Raises `NotFixed` for who may not say it or where it cannot be said, `TrelloError` where the
    move failed.
    """
    with context.database.transaction() as session:
        defence = _defence(session, context, asked)
        row = standing(session, asked.card_id)
        if not may_decide(defence, asked.person):
            raise NotFixed("validator-only")
        if defence.role == outcome or (row is not None and row.outcome == outcome):
            return
        if not can_be_decided(defence, now()) or (outcome in WANT_REASONS and not reasons):
            raise NotFixed("no-outcome-now")
        new = _row(context, asked, defence, outcome, reasons)
        if outcome == "conditional":
            new.receipt_id = _record_conditional(session, asked, reasons)
            session.merge(new)
            _wake(session, context, asked)
            return
    _move(context, asked, new, row)


def take_back(fixes: Fixes, asked: Asked) -> None:
    """Forget a conditional success that runs, as if it had not been said; the same again is nothing.

    Raises `NotFixed` for who may not decide, `NotUndone` where the card went its own way meanwhile,
    `TrelloError` where the card could not be read. A result that moved the card is taken back by
    undoing the move, or by putting the card back.
    """
    with fixes.database.transaction() as session:
        defence = _defence(session, fixes, asked)
        row = standing(session, asked.card_id)
        if not may_decide(defence, asked.person):
            raise NotFixed("validator-only")
        running = row is not None and row.outcome == "conditional"
        receipt = row.receipt_id if row is not None and running else None
    if receipt is not None:
        fixes.undo(asked, receipt)


def give_reasons(context: Context, asked: Asked, reasons: str) -> None:
    """Write why a card that somebody moved by hand is to be reworked. Raises `NotFixed`."""
    with context.database.transaction() as session:
        defence = _defence(session, context, asked)
        row = session.get(OutcomeRow, asked.card_id)
        if not may_decide(defence, asked.person):
            raise NotFixed("validator-only")
        if row is None or row.outcome != "failed":
            raise NotFixed("no-outcome-now")
        if row.reasons != reasons:
            row.reasons = reasons
            _record_reasons(session, asked, reasons)
            _wake(session, context, asked)


def follow_up(
    context: Context, asked: Asked, kind: Kind, other: BoardRules, due: datetime | None = None
) -> FollowUp:
    """Make the card that follows this defence, or give the one that is there. `due` is for a new one.
    Raises `NotFixed`, `TrelloError`.
    """
    with context.database.transaction() as session:
        defence = _defence(session, context, asked)
        row = session.get(OutcomeRow, asked.card_id)
        reasons = row.reasons if row is not None else ""
    if not may_follow_up(defence, asked.person):
        raise NotFixed("validator-only")
    if defence.role != ("failed" if kind == "second" else "passed"):
        raise NotFixed("no-outcome-now")
    return make_follow_up(context, asked, kind, defence, other, reasons, due)


def _defence(session: Session, context: Context, asked: Asked) -> Defence:
    found = defences(session, context.settings.rulebook, now(), only=asked.card_id)
    if not found or found[0].board_id != asked.rules.board:
        raise NotFixed("unknown-card")
    return found[0]


def _row(
    context: Context, asked: Asked, defence: Defence, outcome: OutcomeName, reasons: str
) -> OutcomeRow:
    deadlines, at = context.settings.rulebook.mentoring.outcomes, now()
    row = OutcomeRow(
        card_id=asked.card_id,
        board_id=asked.rules.board,
        outcome=outcome,
        held=defence.at,
        at=at,
        by=asked.by,
        by_hand=False,
        reasons=reasons,
        student_until=None,
        validator_until=None,
        receipt_id=None,
    )
    if outcome == "conditional":
        row.student_until = at + deadlines.student
        row.validator_until = row.student_until + deadlines.validator
    return row


def _move(context: Context, asked: Asked, row: OutcomeRow, before: OutcomeRow | None) -> None:
    """Intend, move, note. Where the answer was lost the card's run completes it; where Trello refused,
    the outcome is again what it was `before`: a conditional success goes on.
    """
    target = target_of(asked.rules, row.outcome)
    if target is None:
        raise NotFixed("no-outcome-now")
    receipt, command = intend_outcome(context.database, row, target, asked.by, row.reasons)

    def failed(session: Session) -> None:
        take_for_void(session, receipt)
        if before is not None:
            session.merge(before)
        else:
            session.delete(session.get_one(OutcomeRow, asked.card_id))

    with attempt(context.database, failed):
        move_card(context.database, context.gateway, receipt, command)
    with context.database.transaction() as session:
        _wake(session, context, asked)


def _record_conditional(session: Session, asked: Asked, reasons: str) -> int:
    """Record a conditional success and return its receipt: the card stays where it is, and it can be
    taken back.
    """
    card = session.get_one(CardRow, asked.card_id)
    place = {"list": card.list_id}
    board, by = asked.rules.board, asked.by
    effect = Effect(board, card.id, CONDITIONAL, before=place, after=place, by=by, note=reasons)
    row = record(session, effect, now())
    flush_alone(session)
    return row.id


def _record_reasons(session: Session, asked: Asked, reasons: str) -> None:
    effect = Effect(asked.rules.board, asked.card_id, REASONS, by=asked.by, note=reasons)
    record(session, effect, now())


def _wake(session: Session, context: Context, asked: Asked) -> None:
    context.wake_card(session, asked.card_id, asked.rules.board, "outcome")
