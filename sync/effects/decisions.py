"""What people decide about a card: suspend, accept, restore a date. Each has a receipt."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from rules.card import Card
from rules.history import Hold
from rules.holds import accepted, suspended
from sync.cases.case import CaseFile
from sync.effects.receipts import CLERK, Effect, record
from sync.storage.database import flush_alone
from sync.storage.tables import HoldRow, SealRow


def keep_hold(session: Session, card: Card, hold: Hold, *, note: str = "") -> None:
    """Write the hold; a receipt where it is new. The same hold again changes nothing."""
    row = session.get(HoldRow, card.id)
    same = row is not None and (row.kind, row.at, row.until) == (hold.kind, hold.at, hold.until)
    if row is None:
        row = HoldRow(card_id=card.id)
        session.add(row)
    row.kind, row.by, row.at, row.until = hold.kind, hold.by[:64], hold.at, hold.until
    row.fingerprint, row.reason = hold.fingerprint, hold.reason
    if not same:
        command = "Suspend" if hold.kind == "suspended" else "AcceptCard"
        record(session, _effect(card, command, hold.by, note or hold.reason), hold.at)
    flush_alone(session)


def lift_hold(session: Session, card: Card, by: str, now: datetime) -> None:
    """End the hold on this card, if there is one."""
    row = session.get(HoldRow, card.id)
    if row is not None:
        session.delete(row)
        record(session, _effect(card, "LiftHold", by), now)
        flush_alone(session)


def suspend(case: CaseFile, by: str, reason: str, now: datetime) -> Hold:
    """A person asks to leave the card alone."""
    hold = suspended(by, now, case.mark, reason)
    keep_hold(case.session, case.card, hold)
    return hold


def accept_card(case: CaseFile, by: str, reason: str, now: datetime) -> Hold:
    """A manager takes the card as it is, until its due date."""
    hold = accepted(by, now, case.card.due, reason)
    keep_hold(case.session, case.card, hold)
    return hold


def seal(case: CaseFile, due: datetime, now: datetime) -> None:
    """Keep this due date as the fixed one."""
    if case.seal_row is None:
        case.seal_row = SealRow(card_id=case.card.id, due=due, sealed_at=now)
        case.session.add(case.seal_row)
        record(case.session, _effect(case.card, "SealDate", CLERK, due.isoformat()), now)


def break_seal(case: CaseFile, now: datetime) -> None:
    """Forget the fixed date of this card."""
    row = case.seal_row
    if row is not None:
        case.session.delete(row)
        case.seal_row = None
        effect = _effect(case.card, "BreakSeal", CLERK, row.due.isoformat())
        record(case.session, effect, now)


def accept_date(session: Session, card: Card, by: str, reason: str, now: datetime) -> None:
    """A manager takes the changed date: it is the fixed one from now on."""
    row = session.get(SealRow, card.id)
    if row is None:
        return
    effect = Effect(
        card.board_id,
        card.id,
        "AcceptDate",
        ("sealed-date",),
        before={"due": row.due.isoformat(), "sealed_at": row.sealed_at.isoformat()},
        after={"due": card.due.isoformat() if card.due else None},
        by=by,
        note=reason,
    )
    record(session, effect, now)
    if card.due is None:
        session.delete(row)
    else:
        row.due, row.sealed_at = card.due, now


def _effect(card: Card, command: str, by: str, note: str = "") -> Effect:
    return Effect(card.board_id, card.id, command, by=by, note=note)
