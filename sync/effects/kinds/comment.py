"""The clerk's one comment on a card: written, edited in place, with a reminder in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.card import Card
from rules.commands import TellCard
from sync.cases.notes import drop_note
from sync.effects.kind import Kind, Revoke, Undo, at_once
from sync.effects.receipts import Effect
from sync.effects.seen import Seen, text_of
from sync.storage.database import flush_alone
from sync.storage.tables import CommentRow, ReceiptRow
from sync.trello.gateway import Gateway


def write(card: Card, command: TellCard) -> Effect:
    """Return what is to be intended before the comment is written."""
    return _effect(card, WRITE, command, {})


def edit(card: Card, command: TellCard, text: str, plain: str) -> Effect:
    """Return what is to be intended before the comment, which reads `text`, is edited."""
    return _effect(card, EDIT, command, {"text": text, "plain": plain})


def _effect(card: Card, kind: Kind, told: TellCard, before: dict[str, Any]) -> Effect:
    after = {"text": told.text, "plain": told.plain, "notifies": told.notifies}
    return Effect(card.board_id, card.id, kind, told.told, before=before, after=after)


def comment_row(session: Session, card_id: str) -> CommentRow:
    """Return the row of the card's living comment, made where there is none."""
    row = session.get(CommentRow, card_id)
    if row is None:
        row = CommentRow(card_id=card_id, text="", plain="", told=[], deleted=False)
        session.add(row)
        flush_alone(session)
    return row


def forget_comment(session: Session, card_id: str, *, deleted: bool) -> None:
    """Note that the living comment is not there any more; `deleted` when a person took it away."""
    row = comment_row(session, card_id)
    row.action_id, row.deleted, row.intended_at = None, deleted, None


def told(session: Session, card_id: str, action_id: str, command: TellCard, at: datetime) -> None:
    """Note that the comment says this now."""
    row = comment_row(session, card_id)
    row.action_id, row.text, row.plain = action_id, command.text, command.plain
    row.told, row.deleted, row.intended_at, row.written_at = list(command.told), False, None, at


def adopt(row: CommentRow, comment: Mapping[str, Any]) -> None:
    """Take this comment of ours, as Trello has it, for the living one."""
    row.action_id, row.deleted, row.intended_at = str(comment["id"]), False, None
    row.text = row.plain = text_of(comment)


def _recover(session: Session, receipt: ReceiptRow, seen: Seen, at: datetime) -> bool:
    """Return whether one of our comments says what was to be written; it is then the living one."""
    text = receipt.after.get("text")
    found = next((each for each in seen.comments() if text_of(each) == text), None)
    if found is None:
        return False
    receipt.action_id = str(found["id"])
    row = comment_row(session, str(receipt.card_id))
    adopt(row, found)
    row.plain, row.told = receipt.after.get("plain", row.text), list(receipt.reasons)
    return True


def _is_undone(undoing: ReceiptRow, seen: Seen) -> bool:
    texts = [text_of(each) for each in seen.comments()]
    text = undoing.after.get("text")
    return text in texts if text else undoing.before.get("text") not in texts


def _delete(gateway: Gateway, receipt: ReceiptRow) -> None:
    if receipt.action_id:
        gateway.delete_comment(receipt.action_id)


def _is_deleted(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    forget_comment(session, str(receipt.card_id), deleted=True)


def _edit_back(gateway: Gateway, receipt: ReceiptRow) -> None:
    if receipt.action_id:
        gateway.edit_comment(receipt.action_id, receipt.before["text"])


def _is_edited_back(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    row = comment_row(session, str(receipt.card_id))
    row.text, row.plain = receipt.before["text"], receipt.after.get("plain", row.plain)


def _take_reminder_back(session: Session, receipt: ReceiptRow) -> bool:
    """Say the reminder no more; False where it went already, or a later one stands there."""
    code, card_id = receipt.after.get("code"), str(receipt.card_id)
    return code is not None and drop_note(session, card_id, code)


WRITE: Final = Kind(
    "WriteComment",
    "comments",
    Sentence("a écrit un commentaire", "wrote a comment"),
    Undo(
        Sentence("a retiré le commentaire", "took the comment away"),
        _delete,
        _is_deleted,
        _is_undone,
        subject="comment",
        gone="no-comment",
    ),
    _recover,
)
EDIT: Final = Kind(
    "EditComment",
    "comments",
    Sentence("a mis à jour le commentaire", "updated the comment"),
    Undo(
        Sentence("a rétabli le commentaire d'avant", "brought the comment before it back"),
        _edit_back,
        _is_edited_back,
        _is_undone,
        subject="comment",
        impossible=lambda receipt: "" if "text" in receipt.before else "erased",
        gone="no-comment",
    ),
    _recover,
)
REMIND: Final = Kind(
    "Remind",
    "comments",
    Sentence("a relancé le mentor", "reminded the mentor"),
    Revoke(Sentence("a retiré le rappel", "took the reminder back"), _take_reminder_back),
    at_once,
)
KINDS: Final = (WRITE, EDIT, REMIND)
