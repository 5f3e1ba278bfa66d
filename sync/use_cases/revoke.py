"""Taking back what a manager decided: decisions that need no call to Trello."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sync.cases.twins import warn_again
from sync.effects.receipts import Effect, record
from sync.storage.tables import HoldRow, ReceiptRow, SealRow
from sync.use_cases.request import NotFixed

REVOCABLE = frozenset({"Suspend", "AcceptCard", "AcceptDate", "AcceptTwins"})


def revoke(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> bool:
    """Take this decision back. False where it is none: an effect on Trello is undone, not revoked.

    Raises `NotFixed` where it was revoked already, or something newer stands in its place.
    """
    if receipt.command not in REVOCABLE:
        return False
    if receipt.undone_at is not None or receipt.state != "done":
        raise NotFixed("not-revoked")
    if receipt.command == "AcceptTwins":
        warn_again(session, list(receipt.after["cards"]))
    elif receipt.command == "AcceptDate":
        _seal_again(session, receipt)
    else:
        _let_go(session, receipt)
    receipt.undone_at, receipt.undone_by = at, by[:64]
    effect = Effect(
        receipt.board_id,
        receipt.card_id,
        f"Undo{receipt.command}",
        tuple(receipt.reasons),
        before=receipt.after,
        after=receipt.before,
        by=by,
        read={"receipt": receipt.id},
    )
    record(session, effect, at)
    session.flush()
    return True


def _let_go(session: Session, receipt: ReceiptRow) -> None:
    row = session.get(HoldRow, receipt.card_id)
    kind = "suspended" if receipt.command == "Suspend" else "accepted"
    if row is None or row.kind != kind or row.at != receipt.at:
        raise NotFixed("not-revoked")
    session.delete(row)


def _seal_again(session: Session, receipt: ReceiptRow) -> None:
    due = datetime.fromisoformat(receipt.before["due"])
    sealed_at = datetime.fromisoformat(receipt.before["sealed_at"])
    row = session.get(SealRow, receipt.card_id)
    taken = receipt.after.get("due")
    if (row.due.isoformat() if row else None) != taken:
        raise NotFixed("not-revoked")
    if row is None:
        session.add(SealRow(card_id=receipt.card_id, due=due, sealed_at=sealed_at))
        return
    row.due, row.sealed_at = due, sealed_at
