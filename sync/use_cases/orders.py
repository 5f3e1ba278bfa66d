"""Obeying orders given in comments: who may, what happens, and what the clerk answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.comments.orders import FURTHER, Order, Verb
from rules.comments.texts import HELP
from rules.mentions.sealed_date import is_kept
from sync.cases.case import CaseFile
from sync.effects.kinds import decision, kind_of, names
from sync.effects.kinds.comment import comment_row
from sync.effects.kinds.date import accept_date
from sync.effects.receipts import find
from sync.effects.undoable import why_not_undoable
from sync.rights.permissions import Person, person_on
from sync.rights.request import Why
from sync.rulebook.boards import Watched
from sync.storage.tables import ReceiptRow, SealRow

MANAGERS_ONLY = frozenset({"accept", "restore"})
WITH_REASON = frozenset({"accept"})


MayUndo = Callable[[Session, ReceiptRow, Person], Why | None]
"""Why it is not for this person to undo that effect, None where it is."""


Awaits = Callable[[Session, str, str], bool]
"""Whether this member was asked something on this card that `/accept` answers."""


@dataclass(slots=True)
class Obeyed:
    """What an order still asks for beyond its transaction: an effect to undo, the fixed date to bring
    back, or what others than the clerk obey (`order`, by this member). `lines`: what that member can
    ask of the clerk itself now.
    """

    by: str
    order_id: str
    undo: int | None = None
    restore: datetime | None = None
    order: Order | None = None
    member_id: str = ""
    lines: tuple[Sentence, ...] = ()


@dataclass(slots=True)
class Clerk:
    """Answers the orders about one card, in the transaction of its run."""

    case: CaseFile
    watched: Watched
    now: datetime
    may_undo: MayUndo
    names: dict[str, str] = field(default_factory=dict)
    awaits: Awaits = lambda session, card_id, member_id: False

    def obey(self, order: Order, member_id: str, order_id: str) -> Obeyed | None:
        """Do what is asked, and note the answer. Returns what is left to do on Trello, if anything."""
        by = self.case.name_of(member_id, self.names)
        person = person_on(self.case.session, self.watched.rules, member_id)
        if person is None:
            self._answer("not-taking-part", by)
            return None
        if order.verb in FURTHER or order.verb == "help" or self._is_for_others(order, member_id):
            lines = tuple(HELP[each] for each in self._fitting(person))
            return Obeyed(by, order_id, order=order, member_id=member_id, lines=lines)
        if order.verb in MANAGERS_ONLY and not person.manager:
            self._leave_to_managers(by)
            return None
        if order.verb in WITH_REASON and not order.reason:
            self._answer("reason-wanted", by)
            return None
        return self._do(order, person, by, order_id)

    def leave_to_a_person(self, member_id: str) -> None:
        """Answer that what an AI agent asked for in their name waits for a press."""
        self._answer("agent", self.case.name_of(member_id, self.names))

    def _do(self, order: Order, person: Person, by: str, order_id: str) -> Obeyed | None:
        if order.verb == "undo":
            return self._undo(person, by, order_id)
        if order.verb == "restore":
            return self._restore(by, order_id)
        if order.verb == "check":
            self.case.row.hurried_at = self.now
            self._answer("checked", by)
        elif order.verb == "suspend":
            self._suspend(order, person, by)
        else:
            self._accept(order, by)
        return None

    def _is_for_others(self, order: Order, member_id: str) -> bool:
        """Return whether the clerk has nothing to accept here: this person is asked for something, or the
        card is past its check, with its date.
        """
        if order.verb != "accept":
            return False
        asked = self.awaits(self.case.session, self.case.card.id, member_id)
        return asked or not (self._is_checked or self._date_changed())

    @property
    def _is_checked(self) -> bool:
        rules = self.watched.rules
        return self.case.card.list_id in (*rules.intake, *rules.incomplete)

    def _fitting(self, person: Person) -> Iterator[Verb]:
        """Yield what this person can ask of the clerk itself on this card now."""
        moved = self._date_changed()
        if self._is_checked:
            yield "check"
            if self.case.live_hold(self.now) is None:
                yield "suspend"
        last = self._last()
        if last is not None and self.may_undo(self.case.session, last, person) is None:
            yield "undo"
        if person.manager and (moved or self._is_checked):
            yield "accept"
        if person.manager and moved:
            yield "restore"

    def _suspend(self, order: Order, person: Person, by: str) -> None:
        if self.case.is_accepted(self.now) and not person.manager:
            self._answer("accepted-before", by)
            return
        decision.suspend(self.case, by, order.reason, self.now)
        self._answer("suspended", by)

    def _accept(self, order: Order, by: str) -> None:
        if self._date_changed():
            card = self.case.card
            accept_date(self.case.session, card, by, order.reason, self.now)
            self._answer("date-accepted", by)
            return
        decision.accept_card(self.case, by, order.reason, self.now)
        self._answer("accepted", by)

    def _restore(self, by: str, order_id: str) -> Obeyed | None:
        if self._was_carried_out(order_id):
            return None
        seal = self.case.session.get(SealRow, self.case.card.id)
        if seal is None or not self._date_changed():
            self._answer("no-date-to-decide", by)
            return None
        self._answer("date-restored", by)
        return Obeyed(by, order_id, restore=seal.due)

    def _date_changed(self) -> bool:
        seal = self.case.history().seal
        return seal is not None and not is_kept(self.case.card, seal, self.watched.ruled.zone)

    def _undo(self, person: Person, by: str, order_id: str) -> Obeyed | None:
        if self._was_carried_out(order_id):
            return None
        receipt = self._last()
        if receipt is None:
            self._answer("nothing-to-undo", by)
            return None
        why = self.may_undo(self.case.session, receipt, person)
        if why is not None:
            self._not_theirs(why, by)
            return None
        self._answer(_answer_to(receipt.command), by)
        return Obeyed(by, order_id, undo=receipt.id, member_id=person.id)

    def _not_theirs(self, why: Why, by: str) -> None:
        if why == "validator-only":
            self._answer("validators-to-undo", by)
        else:
            self._leave_to_managers(by)

    def _leave_to_managers(self, by: str) -> None:
        names = self.watched.names
        managers = ", ".join(sorted(names.get(x, x) for x in self.watched.managers.values()))
        self._answer("managers-only", by, managers=managers)

    def _last(self) -> ReceiptRow | None:
        """Return the last effect on this card that this order takes back and that can be undone."""
        session = self.case.session
        taken_back = names(lambda kind: bool(kind.undo and kind.undo.answer))
        found = (x for x in find(session, card_id=self.case.card.id) if x.command in taken_back)
        return next((each for each in found if not why_not_undoable(session, each)), None)

    def _was_carried_out(self, order_id: str) -> bool:
        """Return whether this order was carried out before, by a run that did not live to settle it. It
        was answered then.
        """
        found = sa.select(ReceiptRow).where(ReceiptRow.action_id == order_id)
        # What has just been taken for void is not written yet: not a question for the database.
        return any(each.state != "void" for each in self.case.session.scalars(found))

    def _answer(self, key: str, by: str, **values: str) -> None:
        row = comment_row(self.case.session, self.case.card.id)
        at = self.now.isoformat()
        row.answer = {"key": key, "by": by, "values": list(values.items()), "at": at}


def _answer_to(command: str) -> str:
    """Return the key of what is answered when this is undone."""
    kind = kind_of(command)
    return kind.undo.answer if kind is not None and kind.undo is not None else ""
