"""Taking stock: what became of effects that a crash or a lost answer left in doubt.

Each read of a card brings its comments and its moves along: they tell what took place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from rules.comments.texts import MARK
from sync.effects.handover import took_place
from sync.effects.perform import comment_row, forget_comment
from sync.effects.receipts import ANSWERS, GIFTS, intended
from sync.effects.undo import finish
from sync.mirror.forms import instant
from sync.storage.tables import CaseRow, CommentRow, ReceiptRow
from sync.storage.trello_tables import CardRow

IN_HAND = timedelta(minutes=5)
"""So long somebody else may be busy with what they intended."""

UNKNOWN = "the card was gone before anybody could see whether it took place"


@dataclass(frozen=True, slots=True)
class Seen:
    """A card as Trello just gave it, with its comments and moves in `actions`, newest first."""

    card: Mapping[str, Any]
    actions: Sequence[Mapping[str, Any]]
    bot_id: str

    @property
    def whole(self) -> bool:
        """Whether these are all: servers end a list at 50, or at what was asked."""
        return not self.actions or len(self.actions) % 50 != 0

    def comments(self) -> list[Mapping[str, Any]]:
        """The comments that we wrote, oldest first: by the bot, and beginning with the clerk's mark."""
        mine = [each for each in self.actions if self._ours(each) and _text(each).startswith(MARK)]
        return sorted(mine, key=lambda each: str(each["id"]))

    def moved(self, receipt: ReceiptRow) -> bool:
        """Whether we moved the card as this receipt intended.

        Times are compared on Trello's clock alone: `activity` is the card's last one before the move.
        Where Trello tells of no move at all, the list in which the card is now has to do.
        """
        target, before = receipt.after.get("list"), instant(receipt.before.get("activity"))
        into = [each for each in self.actions if _entered(each) == target and _after(each, before)]
        if any(self._ours(each) for each in into):
            return True
        return not into and self.card.get("idList") == target

    def _ours(self, action: Mapping[str, Any]) -> bool:
        creator = action.get("idMemberCreator") or (action.get("memberCreator") or {}).get("id")
        return str(creator) == self.bot_id


def _text(action: Mapping[str, Any]) -> str:
    return str((action.get("data") or {}).get("text") or "")


def _entered(action: Mapping[str, Any]) -> str | None:
    """The list into which the card was moved by this action, if by any."""
    data = action.get("data") or {}
    into = data.get("list") if action.get("type") == "moveCardToBoard" else data.get("listAfter")
    return (into or {}).get("id")


def _after(action: Mapping[str, Any], moment: datetime | None) -> bool:
    at = instant(action.get("date"))
    return at is None or moment is None or at > moment


def take_stock(session: Session, card_id: str, seen: Seen, now: datetime) -> list[str]:
    """Note what became of effects whose outcome is not known, and of the living comment.

    Returns the ids of comments of ours that are too many: one is kept, the others are to be deleted.
    Unless all comments were seen, one that is not among them is not taken for deleted.
    """
    mine = seen.comments()
    for receipt in intended(session, card_id):
        _note_outcome(session, receipt, seen, mine, now)
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
        _adopt(row, kept)
    return [str(each["id"]) for each in mine if each["id"] != kept["id"]]


def give_up(session: Session, card_id: str) -> None:
    """The card cannot be read any more: what was intended on it stays on record, with that remark."""
    for receipt in intended(session, card_id):
        receipt.state, receipt.note = "done", receipt.note or UNKNOWN


def _adopt(row: CommentRow, comment: Mapping[str, Any]) -> None:
    row.action_id, row.deleted, row.intended_at = str(comment["id"]), False, None
    row.text = row.plain = _text(comment)


def _note_outcome(
    session: Session,
    receipt: ReceiptRow,
    seen: Seen,
    mine: Sequence[Mapping[str, Any]],
    now: datetime,
) -> None:
    if receipt.command == "CreateCard" and now - receipt.at < IN_HAND:
        return  # another card, which this one does not show: whoever makes it may still be at it
    if receipt.command in GIFTS:
        return  # several steps: whoever decided it carries out what is left
    took_place = _took_place(session, receipt, seen, mine)
    receipt.state = "done" if took_place else "void"
    if took_place and receipt.command == "MoveCard":
        _moved(session, receipt)
    elif took_place and receipt.command.startswith("Undo"):
        finish(session, receipt, now)


def _moved(session: Session, receipt: ReceiptRow) -> None:
    """Note the move as if its answer had come: only then is a person who put the card back known."""
    card, case = session.get(CardRow, receipt.card_id), session.get(CaseRow, receipt.card_id)
    if card is not None:
        card.list_id = receipt.after["list"]
    if case is not None:
        case.moved_fingerprint = receipt.read.get("fingerprint", "")


def _took_place(
    session: Session, receipt: ReceiptRow, seen: Seen, mine: Sequence[Mapping[str, Any]]
) -> bool:
    if receipt.command in ("WriteComment", "EditComment"):
        return _told(session, receipt, mine)
    if receipt.command.startswith("Undo"):
        return _undone(receipt, seen, mine)
    if receipt.command == "MoveCard":
        return seen.moved(receipt)
    if receipt.command == "RestoreDate":
        return _has_date(receipt, seen)
    return _mended(receipt, seen.card)


def _mended(receipt: ReceiptRow, card: Mapping[str, Any]) -> bool:
    """Whether the card carries what somebody asked us to put there."""
    value = receipt.after.get("value")
    carried: dict[str, object] = {
        "SetTitle": card.get("name") == value,
        "SetDue": instant(card.get("due")) == instant(value),
        "SetLabel": value in (card.get("idLabels") or ()),
        "AddMember": value in [each.get("fullName") for each in card.get("members") or ()],
        "AddDetails": bool(value) and str(value) in str(card.get("desc")),
        "ArchiveCard": bool(card.get("closed")),
    }
    return bool(carried.get(receipt.command))


def _undone(receipt: ReceiptRow, seen: Seen, mine: Sequence[Mapping[str, Any]]) -> bool:
    if receipt.command == "UndoMoveCard":
        return seen.moved(receipt)
    if receipt.command == "UndoRestoreDate":
        return _has_date(receipt, seen)
    if receipt.command == "UndoArchiveCard":
        return not seen.card.get("closed")
    undone = receipt.command.removeprefix("Undo")
    if undone in GIFTS:
        return took_place(receipt, seen.card)
    if undone in ANSWERS:
        return True  # nothing was to be done on Trello
    texts = [_text(each) for each in mine]
    text = receipt.after.get("text")
    return text in texts if text else receipt.before.get("text") not in texts


def _has_date(receipt: ReceiptRow, seen: Seen) -> bool:
    return instant(seen.card.get("due")) == instant(receipt.after.get("due"))


def _told(session: Session, receipt: ReceiptRow, mine: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one of our comments says what was to be written; it is then the living one."""
    text = receipt.after.get("text")
    found = next((each for each in mine if _text(each) == text), None)
    if found is None:
        return False
    receipt.action_id = str(found["id"])
    row = comment_row(session, str(receipt.card_id))
    _adopt(row, found)
    row.plain, row.told = receipt.after.get("plain", row.text), list(receipt.reasons)
    return True
