"""The row of who was given a card, and whose turn it is to carry that out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.tables import AssignmentRow
from rules.card import Card
from sync.storage.tables import CaseRow, ReceiptRow

IN_HAND: Final = timedelta(minutes=1)
"""So long whoever pressed may still be busy with it."""


def claim(receipt: ReceiptRow, at: datetime) -> bool:
    """Claim the effect for the caller, who carries it out. Returns False where somebody else may be at it.
    The caller has the card's turn (`take_turns`).
    """
    begun = receipt.read.get("begun")
    if begun is not None and at - datetime.fromisoformat(begun) < IN_HAND:
        return False
    receipt.read = {"begun": at.isoformat()}
    return True


def unclaim(session: Session, receipt_id: int) -> None:
    """Give the claim back: whoever comes next may carry the effect out."""
    session.get_one(ReceiptRow, receipt_id).read = {}


def take_turns(session: Session, card_id: str) -> None:
    """Take the card's turn until the transaction ends: whoever would give the same card waits here, on the
    case's row.
    """
    case = CaseRow
    session.execute(sa.update(case).where(case.card_id == card_id).values(card_id=card_id))


def drop(session: Session, card_id: str) -> None:
    """Note that the card was not given after all."""
    row = session.get(AssignmentRow, card_id)
    if row is None:
        return
    receipt = session.get(ReceiptRow, row.receipt_id) if row.receipt_id else None
    if receipt is not None and receipt.state == "intended":
        receipt.state = "void"
    session.delete(row)
    session.flush()


def keep(
    session: Session, card: Card, member_id: str, by: str, receipt_id: int, at: datetime
) -> None:
    """Write down who was given the card, and by which effect."""
    row = session.get(AssignmentRow, card.id)
    if row is None:
        row = AssignmentRow(card_id=card.id)
        session.add(row)
    row.board_id, row.member_id, row.at = card.board_id, member_id, at
    row.by, row.receipt_id = by, receipt_id
    session.flush()
