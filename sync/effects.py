"""Doing what was decided, on Trello: intention first, then the call, then the receipt.

A write may be repeated after a crash or a lost answer. A move is the same twice; a comment is not,
so the card's comments, which come with each read of the card, are looked at before writing again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from rules.card import Card
from rules.commands import MoveCard, TellCard
from rules.comment_words import MARK
from rules.fingerprint import fingerprint
from rules.rulebook_values import Brake
from rules.verdict import Verdict
from sync.clock import now
from sync.crash import point
from sync.db import Database
from sync.errors import Gone, Refused, Unauthorized
from sync.gateway import Gateway
from sync.models import CardRow
from sync.receipts import Effect, done, intend, intended, pull_brake
from sync.records import CaseRow, CommentRow, ReceiptRow
from sync.values import findings_to_json


@dataclass(frozen=True, slots=True)
class Effects:
    """Performs commands on one card after another; each has its receipt."""

    database: Database
    gateway: Gateway
    brake: Brake

    def intend_move(self, card: Card, command: MoveCard, verdict: Verdict) -> int:
        """Reserve a move. Raises `BrakePulled` where it would be one too many."""
        effect = Effect(
            card.board_id,
            card.id,
            "MoveCard",
            command.reasons,
            before={"list": card.list_id, "pos": card.pos},
            after={"list": command.to_list},
            read={
                "findings": findings_to_json(verdict.findings),
                "fingerprint": fingerprint(card),
            },
        )
        with self.database.transaction() as session:
            pulled = pull_brake(session, card.board_id, card.id, self.brake, now())
            receipt = 0 if pulled else intend(session, effect, now())
        if pulled:
            raise pulled
        point("move-intended")
        return receipt

    def move(self, card: Card, command: MoveCard, receipt: int) -> str:
        """Move the card, as it was intended."""
        answer = self.gateway.move_card(card.id, command.to_list)
        point("card-moved")
        with self.database.transaction() as session:
            done(session, receipt, after={"pos": answer.get("pos")})
            _moved(session, card, command.to_list, answer.get("pos"))
        point("move-noted")
        return "MoveCard"

    def tell(self, card: Card, command: TellCard) -> str:
        """Write the living comment, or edit it. One that a person deleted is begun anew."""
        with self.database.transaction() as session:
            row = comment_row(session, card.id)
            action_id, text = row.action_id, row.text
        if action_id is not None and self._edit(card, command, action_id, text):
            return "EditComment"
        return self._write(card, command)

    def _write(self, card: Card, command: TellCard) -> str:
        with self.database.transaction() as session:
            row = comment_row(session, card.id)
            if row.deleted and set(row.told) == set(command.told) and row.answer is None:
                return ""
            row.intended_at = now()
            receipt = intend(session, _comment(card, "WriteComment", command, {}), now())
        point("comment-intended")
        written = self.gateway.write_comment(card.id, command.text)
        point("comment-written")
        with self.database.transaction() as session:
            done(session, receipt, action_id=written.get("id"))
            _told(session, card.id, str(written.get("id")), command, now())
        point("comment-noted")
        return "WriteComment"

    def _edit(self, card: Card, command: TellCard, action_id: str, text: str) -> bool:
        """Edit the comment; False where it is not there to be edited any more."""
        with self.database.transaction() as session:
            before = {"text": text, "plain": comment_row(session, card.id).plain}
            effect = _comment(card, "EditComment", command, before)
            receipt = intend(session, effect, now())
        try:
            self.gateway.edit_comment(action_id, command.text)
        except (Gone, Refused, Unauthorized) as error:
            if isinstance(error, Unauthorized) and error.token_dead:
                raise
            with self.database.transaction() as session:
                forget_comment(session, card.id, deleted=isinstance(error, Gone))
                session.get_one(ReceiptRow, receipt).state = "void"
            return False
        with self.database.transaction() as session:
            done(session, receipt, action_id=action_id)
            _told(session, card.id, action_id, command, now())
        return True


def _comment(card: Card, command: str, told: TellCard, before: dict[str, Any]) -> Effect:
    after = {"text": told.text, "plain": told.plain, "notifies": told.notifies}
    return Effect(card.board_id, card.id, command, told.told, before=before, after=after)


def _moved(session: Session, card: Card, to_list: str, pos: object) -> None:
    row = session.get(CardRow, card.id)
    if row is not None:
        row.list_id = to_list
        if isinstance(pos, int | float):
            row.pos = float(pos)
    case = session.get(CaseRow, card.id)
    if case is not None:
        case.moved_fingerprint = fingerprint(card)


def _told(session: Session, card_id: str, action_id: str, command: TellCard, at: datetime) -> None:
    row = comment_row(session, card_id)
    row.action_id, row.text, row.plain = action_id, command.text, command.plain
    row.told, row.deleted, row.intended_at, row.written_at = list(command.told), False, None, at


def comment_row(session: Session, card_id: str) -> CommentRow:
    """The row of the card's living comment, made where there is none."""
    row = session.get(CommentRow, card_id)
    if row is None:
        row = CommentRow(card_id=card_id, text="", plain="", told=[], deleted=False)
        session.add(row)
        session.flush()
    return row


def forget_comment(session: Session, card_id: str, *, deleted: bool) -> None:
    """The living comment is not there any more; `deleted` when a person took it away."""
    row = comment_row(session, card_id)
    row.action_id, row.deleted, row.intended_at = None, deleted, None


def ours(comments: Sequence[Mapping[str, Any]], bot_id: str) -> list[Mapping[str, Any]]:
    """The comments that we wrote, oldest first: by the bot, and beginning with the clerk's mark."""
    mine = [
        each
        for each in comments
        if _author(each) == bot_id
        and str((each.get("data") or {}).get("text") or "").startswith(MARK)
    ]
    return sorted(mine, key=lambda each: str(each["id"]))


def _author(comment: Mapping[str, Any]) -> str:
    return str(comment.get("idMemberCreator") or (comment.get("memberCreator") or {}).get("id"))


def take_stock(
    session: Session,
    card_id: str,
    list_id: str,
    mine: Sequence[Mapping[str, Any]],
    *,
    whole: bool = True,
) -> list[str]:
    """Note what became of effects whose outcome is not known, and of the living comment.

    `mine` are our comments on the card, oldest first, as Trello shows them now. Returns the ids of
    those that are too many: one is kept, the others are to be deleted. Unless `mine` is the `whole`
    of them, a comment that is not among them is not taken for deleted.
    """
    for receipt in intended(session, card_id):
        _note_outcome(session, receipt, card_id, list_id, mine)
    row = session.get(CommentRow, card_id)
    if row is None and not mine:
        return []
    row = comment_row(session, card_id)
    known = next((each for each in mine if each["id"] == row.action_id), None)
    kept = known or (mine[-1] if mine else None)
    if kept is None:
        if not whole:
            return []
        if row.action_id is not None:
            forget_comment(session, card_id, deleted=True)
        row.intended_at = None
        return []
    if known is None and not (row.action_id and not whole):
        _adopt(row, kept)
    return [str(each["id"]) for each in mine if each["id"] != kept["id"]]


def _adopt(row: CommentRow, comment: Mapping[str, Any]) -> None:
    row.action_id, row.deleted, row.intended_at = str(comment["id"]), False, None
    row.text = str((comment.get("data") or {}).get("text") or "")
    row.plain = row.text


def _note_outcome(
    session: Session,
    receipt: ReceiptRow,
    card_id: str,
    list_id: str,
    mine: Sequence[Mapping[str, Any]],
) -> None:
    if receipt.command == "MoveCard":
        took_place = list_id == receipt.after.get("list")
        if took_place:
            case = session.get(CaseRow, card_id)
            if case is not None:
                case.moved_fingerprint = receipt.read.get("fingerprint", "")
    else:
        text = receipt.after.get("text")
        found = next((each for each in mine if (each.get("data") or {}).get("text") == text), None)
        took_place = found is not None
        if found is not None:
            receipt.action_id = str(found["id"])
            row = comment_row(session, card_id)
            _adopt(row, found)
            row.plain, row.told = receipt.after.get("plain", row.text), list(receipt.reasons)
    receipt.state = "done" if took_place else "void"
