"""Mending a card for a person who asks: the clerk's token writes, the receipt names the person.

Each fix is intended, done on Trello, and the card is read back and judged before the answer, so that
who asked sees the new verdict; comment and move follow in a run of the card, as for any change. A
fix counts as the person's own act: the settle window starts again, unless nothing is missing now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from rules.card import Card
from rules.rulebook.values import BoardRules
from sync.cases.activity import Acts
from sync.cases.case import CaseFile
from sync.clock import now
from sync.effects.attempt import Write, try_write
from sync.effects.kinds import decision, fields
from sync.effects.kinds.date import accept_date, restore_date
from sync.effects.kinds.move import put_back
from sync.effects.receipts import done
from sync.effects.undo import undo
from sync.judging.context import Context
from sync.judging.judge import Judgement
from sync.judging.take_in import CardRead, Decide, take_in
from sync.mirror.as_rules import card_of
from sync.mirror.board_summary import glances
from sync.rights.request import Asked, NotFixed
from sync.rights.undo_rights import UndoRights
from sync.rulebook.boards import Watched
from sync.storage.tables import CaseRow, ReceiptRow, SealRow
from sync.trello.errors import Gone
from sync.use_cases.own_fixes import Wish, write_of


@dataclass(frozen=True, slots=True)
class Fixes(Context):
    """Everything that people may ask for. Who may ask is the caller's business, but for what depends on
    the card: undoing, lifting, suspending. Each raises `NotFixed` where nothing may come of it, and the
    `TrelloError` of a call that failed. Safe for threads.
    """

    undo_rights: UndoRights

    # What a card carries

    def set_title(self, asked: Asked, title: str) -> None:
        """Give the card this title."""
        card = self._card(asked)
        if card.name != title:
            self._do(asked, fields.set_title(card, title, asked.by))

    def set_due(self, asked: Asked, due: datetime) -> None:
        """Give the card this due date (with a zone)."""
        card = self._card(asked)
        if card.due == due:
            return
        acts = self._acts(asked)
        acts.due_at, acts.due_by = acts.touched_at, asked.person.id
        self._do(asked, fields.set_due(card, due, asked.by), acts)

    def set_label(self, asked: Asked, label_id: str) -> None:
        """Make this the card's one project label; labels that name no project stay."""
        with self.database.transaction() as session:
            board, card = self._look(session, asked)
        projects = [each.id for each in board.ruled.board.labels if board.ruled.is_project(each)]
        if label_id not in projects:
            raise NotFixed("unknown-label")
        carried = [each.id for each in card.labels]
        spare = [each for each in carried if each in projects and each != label_id]
        if spare or label_id not in carried:
            self._do(asked, fields.set_label(card, label_id, spare, asked.by))

    def join(self, asked: Asked) -> None:
        """Make the person a member of the card."""
        card = self._card(asked)
        who = asked.person.id
        if all(each.id != who for each in card.members):
            self._do(asked, fields.add_member(card, who, asked.person.name, asked.by))

    def describe(self, asked: Asked, lines: str) -> None:
        """Add these lines below the card's description, as it is on Trello now."""
        card = self._card(asked)
        desc = str(self.gateway.card(asked.card_id).get("desc") or "").rstrip()
        if lines not in desc:
            self._do(asked, fields.add_details(card, lines, desc, asked.by))

    def carry(self, asked: Asked, code: str, value: str, zone: tzinfo) -> None:
        """Put on the card what a requirement of the rulebook's own asks for: `value` is what was chosen or
        typed, "" where one press is enough.
        """
        with self.database.transaction() as session:
            board, card = self._look(session, asked)
        requirement = board.rules.requirement(code)
        if requirement is None:
            raise NotFixed("not-what-is-asked")
        words = requirement.need.kind == "words"
        desc = str(self.gateway.card(asked.card_id).get("desc") or "") if words else card.desc
        write = write_of(Wish(asked, board, card, requirement, value, zone, desc))
        if write is not None:
            self._do(asked, write)

    # Where it stands

    def put_back(self, asked: Asked) -> None:
        """Put the card back into the intake list; as it is, if nothing was changed on it."""
        card, rules = self._card(asked), asked.rules
        if card.list_id in rules.intake:
            return
        if card.list_id not in rules.incomplete:
            raise NotFixed("wrong-list")
        acts = self._acts(asked)
        acts.entered_at, acts.entered_by = acts.touched_at, asked.person.id
        self._do(asked, put_back(card, rules.intake[0], asked.by), acts)

    def restore_date(self, asked: Asked) -> None:
        """Bring the fixed date back."""
        with self.database.transaction() as session:
            _, card = self._look(session, asked)
            seal = session.get(SealRow, card.id)
        if seal is None:
            raise NotFixed("no-date-to-decide")
        self._do(asked, restore_date(card.board_id, card.id, card.due, seal.due, asked.by))

    def undo(self, asked: Asked, receipt_id: int) -> None:
        """Undo an effect on this card, by who may do it. Raises `NotUndone` where it cannot be any more,
        `NotFixed`.
        """
        with self.database.transaction() as session:
            receipt = self._receipt(session, asked, receipt_id)
            why = self.undo_rights(session, receipt, asked.person)
            if why is not None:
                raise NotFixed(why)
        undo(self.database, self.gateway, receipt_id, asked.by)
        with self.database.transaction() as session:
            self._wake(session, asked.card_id, asked.rules.board)

    # What people decide

    def check(self, asked: Asked) -> None:
        """Do not wait for the settle window; look at the card as it is on Trello now."""

        def hurry(case: CaseFile) -> None:
            case.row.hurried_at = now()

        self._read_back(asked, Acts(), hurry)

    def check_list(self, rules: BoardRules, list_id: str) -> int:
        """Do so for every open card of a list. Returns how many are looked at."""
        with self.database.transaction() as session:
            cards = [each for each in glances(session, rules, now()) if each.list_id == list_id]
            for each in cards:
                case = session.get(CaseRow, each.card_id)
                if case is not None:
                    case.hurried_at = now()
                self._wake(session, each.card_id, rules.board)
        return len(cards)

    def suspend(self, asked: Asked, reason: str) -> None:
        """Leave the card alone for 24 hours, or until a checked field changes. What a manager accepted
        is not for others to suspend.
        """

        def decide(case: CaseFile) -> None:
            if case.is_accepted(now()) and not asked.person.manager:
                raise NotFixed("accepted")
            decision.suspend(case, asked.by, reason, now())

        self._decide(asked, decide)

    def lift(self, asked: Asked) -> None:
        """End a suspension; an acceptance is ended by managers alone."""

        def decide(case: CaseFile) -> None:
            hold = case.hold()
            if hold is not None and hold.kind == "accepted" and not asked.person.manager:
                raise NotFixed("managers-only")
            decision.lift_hold(case.session, case.card, asked.by, now())

        self._decide(asked, decide)

    def accept(self, asked: Asked, reason: str) -> None:
        """Take the card as it is, until its due date."""
        self._decide(asked, lambda case: decision.accept_card(case, asked.by, reason, now()))

    def accept_date(self, asked: Asked, reason: str) -> None:
        """Take the changed date for the fixed one."""
        self._decide(
            asked, lambda case: accept_date(case.session, case.card, asked.by, reason, now())
        )

    # Below

    def _decide(self, asked: Asked, decision: Callable[[CaseFile], object]) -> None:
        with self.database.transaction() as session:
            board, card = self._look(session, asked)
            case = CaseFile.open(session, card, board.rules)
            decision(case)
            case.look_again()
            self._judge(session, board, case)

    def _card(self, asked: Asked) -> Card:
        with self.database.transaction() as session:
            return self._look(session, asked)[1]

    def _look(self, session: Session, asked: Asked) -> tuple[Watched, Card]:
        board = self.watched(session, asked.rules.board)
        card = card_of(session, asked.card_id)
        if board is None or card is None or card.board_id != asked.rules.board:
            raise NotFixed("unknown-card")
        return board, card

    def _receipt(self, session: Session, asked: Asked, receipt_id: int) -> ReceiptRow:
        """Return the receipt of an effect on this card of this board."""
        self._look(session, asked)
        receipt = session.get(ReceiptRow, receipt_id)
        if receipt is None or receipt.card_id != asked.card_id:
            raise NotFixed("unknown-card")
        if receipt.board_id != asked.rules.board:
            raise NotFixed("unknown-card")
        return receipt

    def _acts(self, asked: Asked) -> Acts:
        who = asked.person.id
        return Acts(
            touched_at=now(), touched_by=who, names={who: asked.person.name}, authors={"": who}
        )

    def _do(self, asked: Asked, write: Write, acts: Acts | None = None) -> None:
        """Intend, write, note, read back. Where the outcome is not known the receipt stays open."""
        self.gateway.me()
        receipt = try_write(self.database, self.gateway, write, ("fix-intended", "fix-made"))
        with self.database.transaction() as session:
            done(session, receipt)
        self._read_back(asked, acts or self._acts(asked))

    def _read_back(self, asked: Asked, acts: Acts, then: Decide = lambda _: None) -> None:
        at = now()
        read = CardRead(self.gateway.card(asked.card_id), at)
        if str(read.data.get("idBoard")) != asked.rules.board:
            raise Gone("the card is on another board", 404, "elsewhere")
        with self.database.transaction() as session:
            board = self.watched(session, asked.rules.board)
            if board is None:
                raise NotFixed("unknown-card")
            case, judgement = take_in(self, session, board, read, acts, decide=then)
            self._wake_judged(session, judgement)
            if judgement.verdict.state == "complete":
                case.row.hurried_at = now()

    def _judge(self, session: Session, board: Watched, case: CaseFile) -> None:
        self._wake_judged(session, self.judge(session, board, case))

    def _wake_judged(self, session: Session, judgement: Judgement) -> None:
        """Have comment and move follow in a run: of this card, and of those whose twin it is."""
        for each in (judgement.card.id, *judgement.twins):
            self._wake(session, each, judgement.card.board_id)

    def _wake(self, session: Session, card_id: str, board_id: str) -> None:
        self.wake_card(session, card_id, board_id, "fix")
