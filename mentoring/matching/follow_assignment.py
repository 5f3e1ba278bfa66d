"""What follows from a card's run: a gift that was cut short is carried on, and the comment's word on the
card's people is kept true, whether they were chosen with a button or by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.matching.assign import claim, drop, take_turns
from mentoring.matching.comment_notes import RANKS, tell
from mentoring.school.cards_touched import touched
from mentoring.school.read import defences, transfers
from mentoring.school.tables import AssignmentRow, OfferRow
from rules.rulebook.values import BoardRules
from sync.cases.notes import notes_of
from sync.clock import now
from sync.effects.handover import carry_out, conclude
from sync.judging.context import Context
from sync.storage.tables import ReceiptRow
from sync.storage.trello_tables import CardMemberRow, CardRow


@dataclass(frozen=True, slots=True)
class Keeper(Context):
    """A follower (`sync.runs.worker.Follower`). It may come any number of times."""

    def __call__(self, card_id: str, board_id: str) -> None:
        rules = self.rulebook.board(board_id)
        if rules is None:
            return
        self._carry_on(card_id)
        with self.database.transaction() as session:
            if self._tell(session, card_id, rules):
                self.wake_card(session, card_id, board_id, "keeper")

    def _carry_on(self, card_id: str) -> None:
        """Finish what was decided and cut short, unless the card went its own way meanwhile."""
        with self.database.transaction() as session:
            if session.get(AssignmentRow, card_id) is None:
                return
            take_turns(session, card_id)
            receipt = self._cut_short(session, card_id)
            if receipt is None:
                return
            card = session.get(CardRow, card_id)
            places = (receipt.before["list"], receipt.after["list"])
            if card is None or card.gone_at is not None or card.list_id not in places:
                drop(session, card_id)
                return
            before, after = dict(receipt.before), dict(receipt.after)
        carry_out(self.gateway, card_id, before, after)
        with self.database.transaction() as session:
            take_turns(session, card_id)
            conclude(session, receipt.id, now())

    def _cut_short(self, session: Session, card_id: str) -> ReceiptRow | None:
        row = session.get(AssignmentRow, card_id)
        if row is None or row.receipt_id is None:
            return None
        receipt = session.get(ReceiptRow, row.receipt_id)
        if receipt is not None and receipt.state == "intended":
            return receipt if claim(receipt, now()) else None
        if session.get(CardMemberRow, (card_id, row.member_id)) is None:
            drop(session, card_id)  # taken back, or the person left the card
        return None

    def _tell(self, session: Session, card_id: str, rules: BoardRules) -> bool:
        if not rules.is_school or not _concerned(session, card_id, rules):
            return False
        rulebook, at = self.rulebook, now()
        read = defences if rules.kind == "soutenances" else transfers
        found = read(session, rulebook, at, card_id)
        return any(tell(session, each, rulebook, at) for each in found)


def _concerned(session: Session, card_id: str, rules: BoardRules) -> bool:
    """Whether there can be anything to say: most cards only wait to be completed, or sleep since before
    the clerk was let in.
    """
    card = session.get(CardRow, card_id)
    agreed = card is not None and card.list_id in rules.accepted
    if (rules.kind == "transfert" or agreed) and touched(session, [card_id]):
        return True
    offer = sa.select(OfferRow.card_id).where(OfferRow.card_id == card_id).limit(1)
    given = session.get(AssignmentRow, card_id) is not None
    return given or bool(notes_of(session, card_id) & RANKS.keys()) or bool(session.scalar(offer))
