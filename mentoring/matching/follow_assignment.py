"""What follows from a card's run: a gift that was cut short is carried on, and the comment's word on the
card's people is kept true, whether they were chosen with a button or by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from mentoring.matching.ask_notes import keep_ask, speaks
from mentoring.matching.assignments import claim, drop, take_turns
from mentoring.matching.comment_notes import RANKS, tell
from mentoring.school.cards_touched import trace_of
from mentoring.school.glance import glance
from mentoring.school.model import Defence, Transfer
from mentoring.school.tables import AssignmentRow
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
            self._tell(session, card_id, rules)

    def look(self, session: Session, card_id: str, board_id: str) -> bool:
        """Keep the comment's word on the card's people true. Returns True, with nothing done, where a gift
        is to be looked after first.
        """
        rules = self.rulebook.board(board_id)
        if rules is None:
            return False
        given = session.get(AssignmentRow, card_id)
        if given is not None and given.receipt_id is not None:
            return True
        self._tell(session, card_id, rules)
        del given  # held so long, so that `_tell` need not read it again
        return False

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

    def _tell(self, session: Session, card_id: str, rules: BoardRules) -> None:
        rulebook = self.rulebook
        card = glance(session, rulebook, card_id, rules.board)
        if card is None:
            if keep_ask(session, card_id, None, rulebook.timezone, now()):
                self.wake_card(session, card_id, rules.board, "keeper")
            return
        if not _concerned(session, card):
            return
        if tell(session, card, rulebook, now()):
            self.wake_card(session, card_id, rules.board, "keeper")


def _concerned(session: Session, card: Defence | Transfer) -> bool:
    """Return whether there can be anything to say: most cards only wait to be completed, or sleep since
    before the clerk was let in.
    """
    if card.offers or card.asked or session.get(AssignmentRow, card.card_id) is not None:
        return True
    if notes_of(session, card.card_id) & RANKS.keys() or speaks(session, card.card_id):
        return True
    agreed = isinstance(card, Transfer) or card.role == "accepted"
    return agreed and trace_of(session, card.card_id).touched
