"""Asking somebody to take a card: a manager asks, the person accepts or declines, a manager takes it back.

One ask at a time a card. Who accepts is given the card as a manager gives it, by the rules as they stand
then; who declines says so to managers alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mentoring.effects.ask import ASK
from mentoring.matching.ask_notes import keep_ask
from mentoring.matching.assign import Giving
from mentoring.matching.assignments import take_turns
from mentoring.school.ask_tables import AskRow
from mentoring.school.asks import answer_by, end, ending_of, open_ask, value_of
from mentoring.school.model import Defence, Transfer
from mentoring.school.tables import AssignmentRow
from sync.clock import now
from sync.effects.kind import APART
from sync.effects.receipts import Effect, record
from sync.judging.context import Context
from sync.mirror.member_names import names_of
from sync.rights.request import Asked, NotFixed
from sync.rulebook.boards import public_holidays
from sync.storage.tables import ReceiptRow
from sync.use_cases.revoke import revoke


@dataclass(frozen=True, slots=True)
class Asking:
    """What people may do about an ask. Raises `NotFixed` where nothing may come of it. Safe for threads."""

    context: Context

    def ask(self, asked: Asked, member_id: str, why: str = "") -> int:
        """Ask this person to take the card, by a manager; twice the same is one ask. Returns the id of its
        receipt. `why`: the reason for which an absence or a full load is passed over.

        Raises `NotGiven` where a hard rule stands against it, `NotFixed`.
        """
        if not asked.person.manager:
            raise NotFixed("managers-only")
        try:
            with self.context.database.transaction() as session:
                return self._ask(session, asked, member_id, why)
        except IntegrityError as error:  # two at once: the table holds one open ask a card
            raise NotFixed("asked-already") from error

    def accept(self, asked: Asked) -> None:
        """Take the card that one was asked to take. Raises `NotGiven` where a hard rule stands against it
        by now, `NotFixed`, `TrelloError`.
        """
        Giving(self.context).accept(asked, lambda session: self._asked_why(session, asked))

    def decline(self, asked: Asked, reason: str = "") -> None:
        """Say that one does not take it; `reason` is for managers alone."""
        with self.context.database.transaction() as session:
            row = self._theirs(session, asked)
            if row is not None:
                end(session, row, "declined", now(), reason)
                self._tell(session, asked)
        if row is None:
            raise NotFixed("not-asked")

    def withdraw(self, asked: Asked) -> None:
        """Take the card's ask back, by a manager. Nothing happens where there is none."""
        if not asked.person.manager:
            raise NotFixed("managers-only")
        with self.context.database.transaction() as session:
            take_turns(session, asked.card_id)
            row = open_ask(session, asked.card_id)
            receipt = session.get(ReceiptRow, row.receipt_id) if row and row.receipt_id else None
            if receipt is not None:
                revoke(session, receipt, asked.by, now())
                self._tell(session, asked)

    def _ask(self, session: Session, asked: Asked, member_id: str, why: str) -> int:
        at = now()
        take_turns(session, asked.card_id)
        card = Giving(self.context).look(session, asked)
        row = self._standing(session, asked.card_id, card, at)
        if row is not None and row.member_id == member_id:
            return row.receipt_id or 0
        if row is not None and row.until > at:
            raise NotFixed("asked-already")
        self._check(session, card, member_id, why)
        if row is not None:
            end(session, row, "passed", at)
        name = names_of(session).get(member_id, "")
        effect = Effect(
            card.board_id,
            card.card_id,
            ASK,
            after={"member": member_id},
            by=asked.by,
            note=f"{name}{APART}{why}" if why else name,
        )
        receipt = record(session, effect, at)
        session.flush()
        session.add(self._row(card, asked, member_id, why, receipt))
        session.flush()
        self._tell(session, asked)
        return receipt.id

    def _row(
        self, card: Defence | Transfer, asked: Asked, member_id: str, why: str, receipt: ReceiptRow
    ) -> AskRow:
        rulebook = self.context.settings.rulebook
        holiday = public_holidays(receipt.at).__contains__
        days, zone = rulebook.mentoring.asking.answer, rulebook.timezone
        return AskRow(
            card_id=card.card_id,
            board_id=card.board_id,
            member_id=member_id,
            by=asked.by,
            at=receipt.at,
            until=answer_by(receipt.at, days, card.due, zone, holiday),
            due=card.due,
            why=why,
            reason="",
            ending="",
            receipt_id=receipt.id,
            nonce="",
            token_hash="",
        )

    def _check(self, session: Session, card: Defence | Transfer, member_id: str, why: str) -> None:
        given = session.get(AssignmentRow, card.card_id)
        receipt = session.get(ReceiptRow, given.receipt_id) if given and given.receipt_id else None
        if receipt is not None and receipt.state == "intended":
            raise NotFixed("in-progress")
        if card.holder is not None:
            raise NotFixed("held")
        Giving(self.context).check(session, card, member_id, why)

    def _asked_why(self, session: Session, asked: Asked) -> str:
        """Return what was passed over for this person, and why. Raises `NotFixed` where they are not asked,
        unless the card is theirs already.
        """
        row = self._theirs(session, asked)
        if row is not None:
            return row.why
        if Giving(self.context).look(session, asked).holder != asked.person.id:
            raise NotFixed("not-asked")
        return ""

    def _theirs(self, session: Session, asked: Asked) -> AskRow | None:
        """Return the ask of this card that this person may answer now, None where there is none."""
        take_turns(session, asked.card_id)
        try:
            card = Giving(self.context).look(session, asked)
        except NotFixed:
            card = None
        row = self._standing(session, asked.card_id, card, now())
        return row if row is not None and row.member_id == asked.person.id else None

    def _standing(
        self, session: Session, card_id: str, card: Defence | Transfer | None, at: datetime
    ) -> AskRow | None:
        """Return the card's open ask; one that has ended by what became of the card is closed."""
        row = open_ask(session, card_id)
        ending = ending_of(value_of(row), card, at) if row is not None else None
        if row is not None and ending is not None:
            end(session, row, ending, at)
            return None
        return row

    def _tell(self, session: Session, asked: Asked) -> None:
        """Have the comment say how it stands."""
        card = Giving(self.context).look(session, asked)
        zone = self.context.settings.rulebook.timezone
        keep_ask(session, card.card_id, card, zone, now())
        self.context.wake_card(session, card.card_id, card.board_id, "asked")
