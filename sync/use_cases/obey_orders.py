"""Obeying the orders in a card's comments: what is noted here, then what is changed on Trello.

An order that needs more than its transaction is settled by itself as soon as it was obeyed: whatever
fails later in the run, it is not obeyed twice, and cut short before that, it is obeyed again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.comments.orders import Order
from rules.comments.texts import HELP_INTRODUCTION, NOTHING_TO_ASK
from rules.markdown import in_markdown
from rules.rulebook.values import BoardRules
from sync.cases.activity import Acts
from sync.cases.case import CaseFile
from sync.clock import now
from sync.crash_points import point
from sync.effects.attempt import try_write
from sync.effects.kinds.comment import comment_row
from sync.effects.kinds.date import restore_date
from sync.effects.receipts import done
from sync.effects.undo import NotUndone, undo
from sync.mirror import write
from sync.rights.permissions import person_on
from sync.rights.request import NOT_FIXED, Asked, InHand, NotFixed
from sync.rulebook.boards import Watched
from sync.storage.database import Database
from sync.storage.tables import DeliveryRow, ReceiptRow
from sync.trello.gateway import Gateway
from sync.use_cases.orders import Clerk, MayUndo, Obeyed

NOT_TAKING_PART = Sentence(
    "seules les personnes qui participent au tableau peuvent me demander cela. Un responsable peut "
    "vous y inviter.",
    "only people who take part in the board can ask me for that. A manager can invite you.",
)


NOT_NOW = Sentence("je n'ai pas pu le faire.", "I could not do it.")


class Further(Protocol):
    """Obeys what goes beyond the check of a card (`rules.comments.orders.FURTHER`); registered from above."""

    def obey(self, order: Order, asked: Asked) -> Sentence:
        """Do it, and say what came of it (Markdown, to be read after a name and a comma).

        It may call Trello and may come any number of times. Raises `TrelloError` where Trello could
        not be asked, `NotFixed` for what `sync.rights.request` has words for.
        """

    def offers(self, asked: Asked) -> Sequence[Sentence]:
        """Return what this person can ask for on this card now: a line each."""

    def awaits(self, session: Session, card_id: str, member_id: str) -> bool:
        """Return whether this person was asked something on this card that `/accept` answers."""


def obey(
    case: CaseFile,
    board: Watched,
    acts: Acts,
    at: datetime,
    may_undo: MayUndo,
    further: Further | None = None,
) -> list[Obeyed]:
    """Note what these orders decide and what is answered. Returns what is left to do."""
    if not acts.asked:
        return []
    clerk = Clerk(case, board, at, may_undo, acts.names)
    if further is not None:
        clerk.awaits = further.awaits
    for _, member_id, _ in acts.agent_orders:
        clerk.leave_to_a_person(member_id)
    asked = [clerk.obey(*each) for each in acts.orders]
    case.look_again()
    return [each for each in asked if each is not None]


def keep_open(rows: Iterable[DeliveryRow], left: Collection[Obeyed]) -> None:
    """Have orders that were noted as settled, and are not obeyed yet, wait like any delivery."""
    ids = {each.order_id for each in left}
    for row in rows:
        if row.action_id in ids:
            row.settled_at = None


@dataclass(frozen=True, slots=True)
class Obeying:
    """Does what orders about one card still ask for."""

    database: Database
    gateway: Gateway
    further: Further | None
    may_undo: MayUndo

    def __call__(self, card_id: str, rules: BoardRules, asked: Sequence[Obeyed]) -> None:
        """Obey all of these orders, one after the other. Raises `TrelloError`, and `InHand` where
        somebody is at it.
        """
        for each in asked:
            if self._is_settled(each):
                continue  # somebody took this run for dead, and obeyed
            answer = None
            if each.undo is not None:
                self._undo(each, each.undo, rules)
            elif each.restore is not None:
                self._restore(card_id, each, each.restore)
            elif each.order is not None:
                answer = self._answer(each, each.order, card_id, rules)
            point("order-done")
            self._settle(card_id, each, answer)

    def _undo(self, each: Obeyed, receipt_id: int, rules: BoardRules) -> None:
        """Undo it, where it is theirs still. Undone meanwhile, or touched: nothing is lost."""
        with self.database.transaction() as session:
            person = person_on(session, rules, each.member_id)
            receipt = session.get_one(ReceiptRow, receipt_id)
            if person is None or self.may_undo(session, receipt, person) is not None:
                return
        with suppress(NotUndone):
            undo(self.database, self.gateway, receipt_id, each.by, each.order_id)

    def _answer(self, each: Obeyed, order: Order, card_id: str, rules: BoardRules) -> Sentence:
        with self.database.transaction() as session:
            person = person_on(session, rules, each.member_id)
        asked = Asked(person, rules, card_id) if person is not None else None
        if order.verb == "help":
            lines = self.further.offers(asked) if self.further and asked else ()
            return _helped(each.by, (*lines, *each.lines))
        if asked is None or self.further is None:
            return _addressed_to(each.by, NOT_TAKING_PART)
        try:
            return _addressed_to(each.by, self.further.obey(order, asked))
        except NotFixed as error:
            if error.why == "in-progress":
                raise InHand from error
            return _addressed_to(each.by, NOT_NOW, NOT_FIXED[error.why])

    def _is_settled(self, each: Obeyed) -> bool:
        with self.database.transaction() as session:
            row = session.get(DeliveryRow, each.order_id)
            return row is not None and row.settled_at is not None

    def _settle(self, card_id: str, each: Obeyed, answer: Sentence | None) -> None:
        with self.database.transaction() as session:
            if answer is not None:
                texts = {"fr": answer.fr, "en": answer.en, "at": now().isoformat()}
                row = comment_row(session, card_id)
                row.answer = {"key": "", "by": each.by, "values": [], **texts}
            table = DeliveryRow
            told = sa.update(table).where(table.action_id == each.order_id)
            session.execute(told.values(settled_at=now()))

    def _restore(self, card_id: str, asked: Obeyed, due: datetime) -> None:
        with self.database.transaction() as session:
            form = write.load_cards(session, [card_id])[card_id]
        wanted = restore_date(form["board_id"], card_id, form["due"], due, asked.by, asked.order_id)
        points = "order-intended", "order-obeyed"
        receipt = try_write(self.database, self.gateway, wanted, points)
        with self.database.transaction() as session:
            done(session, receipt)


def _addressed_to(by: str, *texts: Sentence) -> Sentence:
    """Return these sentences as one, addressed to who asked."""
    told = ([each.fr for each in texts], [each.en for each in texts])
    return Sentence(*(f"{in_markdown(by)}, {' '.join(each)}" for each in told))


def _helped(by: str, lines: Sequence[Sentence]) -> Sentence:
    first = HELP_INTRODUCTION if lines else NOTHING_TO_ASK
    told = ((first.fr, [x.fr for x in lines]), (first.en, [x.en for x in lines]))
    return Sentence(
        *("\n".join((t.format(by=in_markdown(by)), *(f"- {x}" for x in more))) for t, more in told)
    )
