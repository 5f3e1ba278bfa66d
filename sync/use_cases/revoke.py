"""Taking back what a manager decided: decisions that need no call to Trello."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sync.effects.kind import Revoke
from sync.effects.kinds import KINDS
from sync.effects.receipts import Effect, record
from sync.rights.request import NotFixed
from sync.storage.tables import ReceiptRow


def revoke(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> bool:
    """Take this decision back. Returns False where it is none: an effect on Trello is undone, not revoked.

    Raises `NotFixed` where it was revoked already, or something newer stands in its place.
    """
    kind = KINDS.get(receipt.command)
    if kind is None or not isinstance(kind.back, Revoke):
        return False
    if receipt.undone_at is not None or receipt.state != "done":
        raise NotFixed("not-revoked")
    if not kind.back.here(session, receipt):
        raise NotFixed("not-revoked")
    receipt.undone_at, receipt.undone_by = at, by[:64]
    effect = Effect(
        receipt.board_id,
        receipt.card_id,
        kind,
        tuple(receipt.reasons),
        before=receipt.after,
        after=receipt.before,
        by=by,
        read={"receipt": receipt.id},
        undoes=True,
    )
    record(session, effect, at)
    session.flush()
    return True
