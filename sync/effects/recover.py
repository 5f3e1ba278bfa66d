"""Taking stock: what became of effects that a crash or a lost answer left in doubt.

Each read of a card brings its comments and its moves along: they tell what took place.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sync.effects.kind import Undo
from sync.effects.kinds import KINDS, undone
from sync.effects.kinds.comment import adopt, comment_row, forget_comment
from sync.effects.receipts import intended
from sync.effects.seen import Seen
from sync.effects.undo import finish
from sync.storage.tables import CommentRow, ReceiptRow

UNKNOWN = "the card was gone before anybody could see whether it took place"


def take_stock(session: Session, card_id: str, seen: Seen, now: datetime) -> list[str]:
    """Note what became of effects whose outcome is not known, and of the living comment.

    Returns the ids of comments of ours that are too many: one is kept, the others are to be deleted.
    Unless all comments were seen, one that is not among them is not taken for deleted.
    """
    mine = seen.comments()
    for receipt in intended(session, card_id):
        _note_outcome(session, receipt, seen, now)
    row = session.get(CommentRow, card_id)
    if row is None and not mine:
        return []
    row = comment_row(session, card_id)
    known = next((each for each in mine if each["id"] == row.action_id), None)
    kept = known or (mine[-1] if mine else None)
    if kept is None:
        if seen.whole:
            if row.action_id is not None:
                forget_comment(session, card_id, deleted=True)
            row.intended_at = None
        return []
    if known is None and not (row.action_id and not seen.whole):
        adopt(row, kept)
    return [str(each["id"]) for each in mine if each["id"] != kept["id"]]


def give_up(session: Session, card_id: str) -> None:
    """Give up on a card that cannot be read any more: what was intended on it is kept as done, with the
    remark that nobody saw it.
    """
    for receipt in intended(session, card_id):
        receipt.state, receipt.note = "done", receipt.note or UNKNOWN


def _note_outcome(session: Session, receipt: ReceiptRow, seen: Seen, now: datetime) -> None:
    kind, way = KINDS.get(receipt.command), _way_back(receipt.command)
    if kind is not None:
        took_place = kind.recover(session, receipt, seen, now)
    else:
        took_place = way is not None and way.took_place(receipt, seen)
    if took_place is None:
        return
    receipt.state = "done" if took_place else "void"
    if took_place and way is not None:
        finish(session, receipt, now)


def _way_back(command: str) -> Undo | None:
    """Return the way back that this command took, None where it is no undoing."""
    kind = undone(command)
    return kind.undo if kind is not None else None
