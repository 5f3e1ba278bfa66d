"""What managers ask for at their desk, beyond what a card's panel offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from rules.card import Card
from rules.reports.triage import Concern
from rules.twins import same_student
from sync.cases.activity import Acts
from sync.cases.case import CaseFile
from sync.cases.twins import Carried, accept_twins, carried
from sync.clock import now
from sync.effects.attempt import Write, try_write
from sync.effects.kinds import fields
from sync.effects.kinds.card import archive
from sync.effects.kinds.date import restore_date
from sync.effects.kinds.decision import ACCEPT_TWINS, put_off
from sync.effects.receipts import Effect, done, record
from sync.effects.undo import undo
from sync.judging.take_in import CardRead, take_in
from sync.queue.status import replay
from sync.rights.request import Asked, NotFixed
from sync.storage.tables import SealRow
from sync.use_cases import reminders
from sync.use_cases.fixes import Fixes
from sync.use_cases.revoke import revoke


@dataclass(frozen=True, slots=True)
class DeskFixes(Fixes):
    """Everything that managers may ask for; raises what `Fixes` raises. Rights are the caller's business;
    safe for threads.
    """

    @classmethod
    def of(cls, fixes: Fixes) -> DeskFixes:
        """Return the same fixes, for the desk."""
        return cls(*fixes.parts, fixes.undo_rights)

    def remind(self, asked: Asked, about: Concern) -> None:
        """Call the card's people in its comment, at most once a day."""
        with self.database.transaction() as session:
            board, card = self._look(session, asked)
            case = CaseFile.open(session, card, board.rules)
            reminders.remind(session, asked, board, case, about)
            self._wake(session, card.id, card.board_id)

    def put_off(self, asked: Asked, mark: str, until: datetime | None) -> None:
        """Put the card aside in the managers' queue, until then or until it reads otherwise."""
        with self.database.transaction() as session:
            _, card = self._look(session, asked)
            put_off(session, card, mark, asked.by, now(), until)

    def accept_twins(self, asked: Asked, reason: str) -> None:
        """Accept that this card and its twins stand beside each other on purpose."""

        others: list[str] = []

        def decide(case: CaseFile) -> None:
            others.extend(each.card_id for each in case.twins())
            if not others:
                raise NotFixed("no-twin")
            cards = [case.card.id, *others]
            accept_twins(case.session, cards, asked.by, reason, now())
            after = {"cards": cards}
            where = asked.rules.board, case.card.id
            effect = Effect(*where, ACCEPT_TWINS, ("twin",), after=after, by=asked.by, note=reason)
            record(case.session, effect, now())

        self._decide(asked, decide)
        self._judge_again(asked, others)

    def bring_date_back(self, asked: Asked) -> None:
        """Bring the fixed date back; unlike a mentor's own change, a manager may undo it at once."""
        with self.database.transaction() as session:
            _, card = self._look(session, asked)
            seal = session.get(SealRow, card.id)
        if seal is None:
            raise NotFixed("no-date-to-decide")
        self._quietly(asked, restore_date(card.board_id, card.id, card.due, seal.due, asked.by))

    def archive_twin(self, asked: Asked, kept_id: str) -> None:
        """Archive this card in favour of its twin `kept_id`, which first gets what it lacks.

        What was moved over stays where it is when the archived card is brought back.
        """
        with self.database.transaction() as session:
            board, spare = self._look(session, asked)
            case = CaseFile.open(session, spare, board.rules)
            course = case.row.course
            twins = [each.card_id for each in case.twins() if same_student(each, course)]
            if kept_id not in twins:
                raise NotFixed("no-twin")
            kept = self._look(session, replace(asked, card_id=kept_id))[1]
        load = carried(spare, kept, board.ruled.bot_id)
        for write in _carrying(kept, load, asked.by):
            self._quietly(replace(asked, card_id=kept_id), write)
        self._quietly(asked, archive(spare, kept, asked.by))
        self._judge_again(asked, [kept_id])

    def replay(self, asked: Asked) -> None:
        """Give a card that the clerk could not work on another try."""
        with self.database.transaction() as session:
            self._look(session, asked)
            replay(session, self.enqueue, asked.card_id, now())

    def revoke(self, asked: Asked, receipt_id: int) -> None:
        """Take back a decision or an effect on this card. Raises `NotFixed`, `NotUndone`."""
        with self.database.transaction() as session:
            receipt = self._receipt(session, asked, receipt_id)
            revoked = revoke(session, receipt, asked.by, now())
        if not revoked:
            undo(self.database, self.gateway, receipt_id, asked.by)
        self._judge_again(asked, {asked.card_id, *receipt.after.get("cards", ())})

    # Below

    def _judge_again(self, asked: Asked, cards: Iterable[str]) -> None:
        """Judge the card again, so that who asked sees at once what their decision changed; the comments
        follow in runs.
        """
        with self.database.transaction() as session:
            for each in sorted(cards):
                board, card = self._look(session, replace(asked, card_id=each))
                self._judge(session, board, CaseFile.open(session, card, board.rules))

    def _quietly(self, asked: Asked, write: Write) -> None:
        """Intend, write, note. What was written is no touch of a person: it can be undone as long
        as nobody touches the card.
        """
        self.gateway.me()
        receipt = try_write(self.database, self.gateway, write, ("fix-intended", "fix-made"))
        at = now()
        read = CardRead(self.gateway.card(asked.card_id), at)
        with self.database.transaction() as session:
            done(session, receipt)
            board, _ = self._look(session, asked)
            ours = (write.effect.kind.changes,)
            acts = Acts(authors={"": asked.person.id})
            _, judgement = take_in(self, session, board, read, acts, ours=ours)
            self._wake_judged(session, judgement)


def _carrying(kept: Card, load: Carried, by: str) -> Iterator[Write]:
    """Yield the writes that move the load over to the card that is kept."""
    if load.due is not None:
        yield fields.set_due(kept, load.due, by)
    if load.desc:
        yield fields.add_details(kept, load.desc, "", by)
    for each in load.members:
        yield fields.add_member(kept, each.id, each.full_name, by)
