"""Doing what was decided, on Trello: intention first, then the call, then the receipt.

A write may be repeated after a crash or a lost answer. A move is the same twice; a comment is not,
so the card's comments, which come with each read of the card, are looked at before writing again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from rules.card import Card
from rules.commands import MoveCard, TellCard
from rules.rulebook.values import Brake
from rules.verdict import Verdict
from sync.clock import now
from sync.crash_points import point
from sync.effects.brake import pull_brake
from sync.effects.kinds.comment import EDIT, WRITE, comment_row, edit, forget_comment, told, write
from sync.effects.kinds.move import MOVE, move, moved
from sync.effects.receipts import done, intend, take_for_void
from sync.mirror.cards import findings_to_json
from sync.mirror.write import Overtaken
from sync.queue.wakes import Run, is_served
from sync.storage.database import Database
from sync.storage.tables import ReceiptRow
from sync.trello.errors import Gone, Refused, Unavailable
from sync.trello.gateway import Gateway


@dataclass(frozen=True, slots=True)
class Effects:
    """Performs commands on one card after another; each has its receipt."""

    database: Database
    gateway: Gateway
    brake: Brake
    run: Run | None = None
    """The run that they belong to, if any: once somebody else has done its work it writes no more."""

    def intend_move(self, card: Card, command: MoveCard, verdict: Verdict) -> int:
        """Intend a move; returns its receipt's id. Raises `BrakePulled` where it would be one too many, and
        `Overtaken` where somebody else has done the work of this run.
        """
        read = {"findings": findings_to_json(verdict.findings)}
        effect = move(card, command.to_list, reasons=command.reasons, read=read)
        with self._turn() as session:
            pulled = pull_brake(session, card.board_id, card.id, self.brake, now())
            receipt = 0 if pulled else intend(session, effect, now())
        if pulled:
            raise pulled
        point("move-intended")
        return receipt

    def move(self, card: Card, command: MoveCard, receipt: int) -> str:
        """Move the card, as it was intended; returns the kind's name. Raises `TrelloError`, `Overtaken`."""
        answer = self.gateway.move_card(card.id, command.to_list)
        point("card-moved")
        with self.database.transaction() as session:
            if not self._is_ours(session, receipt):
                raise Overtaken
            done(session, receipt, after={"pos": answer.get("pos")})
            moved(session, card, command.to_list, answer.get("pos"))
        point("move-noted")
        return MOVE.name

    def tell(self, card: Card, command: TellCard) -> str:
        """Write the living comment, or edit it; returns the kind's name. One that a person deleted is written
        anew where there is something else to say; where not, returns "". Raises `TrelloError`, `Overtaken`.
        """
        with self.database.transaction() as session:
            row = comment_row(session, card.id)
            action_id, text = row.action_id, row.text
        if action_id is not None and self._edit(card, command, action_id, text):
            return EDIT.name
        return self._write(card, command)

    def _write(self, card: Card, command: TellCard) -> str:
        with self._turn() as session:
            row = comment_row(session, card.id)
            if row.deleted and set(row.told) == set(command.told) and row.answer is None:
                return ""
            row.intended_at = now()
            receipt = intend(session, write(card, command), now())
        point("comment-intended")
        written = self.gateway.write_comment(card.id, command.text)
        point("comment-written")
        with self.database.transaction() as session:
            if not self._is_ours(session, receipt):
                raise Overtaken
            done(session, receipt, action_id=written.get("id"))
            told(session, card.id, str(written.get("id")), command, now())
        point("comment-noted")
        return WRITE.name

    def _edit(self, card: Card, command: TellCard, action_id: str, text: str) -> bool:
        """Edit the comment; False where we may not edit it any more."""
        with self._turn() as session:
            plain = comment_row(session, card.id).plain
            receipt = intend(session, edit(card, command, text, plain), now())
        point("edit-intended")
        try:
            self.gateway.edit_comment(action_id, command.text)
        except Gone as error:  # the card's next read tells whether it is there
            raise Unavailable(error.text, error.status, "comment") from None
        except Refused:
            with self.database.transaction() as session:
                forget_comment(session, card.id, deleted=False)
                take_for_void(session, receipt)
            return False
        point("comment-edited")
        with self.database.transaction() as session:
            ours = self._is_ours(session, receipt)
            if ours:
                done(session, receipt, action_id=action_id)
                told(session, card.id, action_id, command, now())
            else:  # somebody else may have written meanwhile: nobody knows which text stands there
                comment_row(session, card.id).plain = ""
        if not ours:
            raise Overtaken
        return True

    @contextmanager
    def _turn(self) -> Iterator[Session]:
        """Begin a transaction of a run whose work nobody else has done. Raises `Overtaken`."""
        with self.database.transaction() as session:
            if self.run is not None and is_served(session, self.run):
                raise Overtaken
            yield session

    def _is_ours(self, session: Session, receipt: int) -> bool:
        """Return False where somebody took this effect for one that never was: the run was paused for so
        long that it was taken for dead, and the card has to be looked at again.
        """
        return self.run is None or session.get_one(ReceiptRow, receipt).state != "void"
