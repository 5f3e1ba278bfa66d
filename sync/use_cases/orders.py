"""Obeying orders given in comments: who may, what happens, and what the clerk answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from rules.bilingual import Sentence
from rules.comments.orders import FURTHER, Order, Verb
from rules.comments.texts import HELP
from rules.mentions.sealed_date import is_kept
from sync.cases.case import CaseFile
from sync.effects import decisions
from sync.effects.perform import comment_row
from sync.effects.receipts import ANSWERS, GIFTS, MOVES, find, why_not_undoable
from sync.rulebook.boards import Watched
from sync.storage.tables import ReceiptRow, SealRow

MANAGERS_ONLY = frozenset({"accept", "restore"})
WITH_REASON = frozenset({"accept"})
_UNDONE_AS = {**dict.fromkeys(GIFTS, "ungiven"), **dict.fromkeys(ANSWERS, "unsaid")}
UNDONE = frozenset((*MOVES, *GIFTS, *ANSWERS))


@dataclass(slots=True)
class Obeyed:
    """What an order still asks for beyond its transaction: an effect to undo, the fixed date to bring
    back, or what others than the clerk obey (`order`, by this member). `lines`: what of ours fits.
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
    names: dict[str, str] = field(default_factory=dict)

    def obey(self, order: Order, member_id: str, order_id: str) -> Obeyed | None:
        """Do what is asked, and note the answer. Returns what is left to do on Trello, if anything."""
        by = self.case.name_of(member_id, self.names)
        manager = member_id in self.watched.managers
        if order.verb in FURTHER or order.verb == "help" or self._has_no_object(order):
            lines = tuple(HELP[each] for each in self._fitting(manager))
            return Obeyed(by, order_id, order=order, member_id=member_id, lines=lines)
        if order.verb in MANAGERS_ONLY and not manager:
            names = self.watched.names
            managers = ", ".join(sorted(names.get(x, x) for x in self.watched.managers.values()))
            self._answer("managers-only", by, managers=managers)
            return None
        if order.verb in WITH_REASON and not order.reason:
            self._answer("reason-wanted", by)
            return None
        return self._do(order, by, order_id)

    def _do(self, order: Order, by: str, order_id: str) -> Obeyed | None:
        if order.verb == "undo":
            return self._undo(by, order_id)
        if order.verb == "restore":
            return self._restore(by, order_id)
        if order.verb == "check":
            self.case.row.hurried_at = self.now
            self._answer("checked", by)
        elif order.verb == "suspend":
            decisions.suspend(self.case, by, order.reason, self.now)
            self._answer("suspended", by)
        else:
            self._accept(order, by)
        return None

    def _has_no_object(self, order: Order) -> bool:
        """Whether there is nothing to accept: a card that is past its check, with its date."""
        return order.verb == "accept" and not self._is_checked and not self._date_changed()

    @property
    def _is_checked(self) -> bool:
        rules = self.watched.rules
        return self.case.card.list_id in (*rules.intake, *rules.incomplete)

    def _fitting(self, manager: bool) -> Iterator[Verb]:
        """What can be asked of the clerk itself on this card now."""
        moved = self._date_changed()
        if self._is_checked:
            yield "check"
            if self.case.live_hold(self.now) is None:
                yield "suspend"
        if self._last() is not None:
            yield "undo"
        if manager and (moved or self._is_checked):
            yield "accept"
        if manager and moved:
            yield "restore"

    def _accept(self, order: Order, by: str) -> None:
        if self._date_changed():
            card = self.case.card
            decisions.accept_date(self.case.session, card, by, order.reason, self.now)
            self._answer("date-accepted", by)
            return
        decisions.accept_card(self.case, by, order.reason, self.now)
        self._answer("accepted", by)

    def _restore(self, by: str, order_id: str) -> Obeyed | None:
        if self._obeyed(order_id):
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

    def _undo(self, by: str, order_id: str) -> Obeyed | None:
        if self._obeyed(order_id):
            return None
        receipt = self._last()
        if receipt is None:
            self._answer("nothing-to-undo", by)
            return None
        self._answer(_UNDONE_AS.get(receipt.command, "undone"), by)
        return Obeyed(by, order_id, undo=receipt.id)

    def _last(self) -> ReceiptRow | None:
        """The last move, gift or answer of this card that can be undone."""
        session = self.case.session
        found = (x for x in find(session, card_id=self.case.card.id) if x.command in UNDONE)
        return next((each for each in found if not why_not_undoable(session, each)), None)

    def _obeyed(self, order_id: str) -> bool:
        """Whether this order was carried out before, by a run that did not live to settle it. It was
        answered then.
        """
        found = sa.select(ReceiptRow).where(ReceiptRow.action_id == order_id)
        # What has just been taken for void is not written yet: not a question for the database.
        return any(each.state != "void" for each in self.case.session.scalars(found))

    def _answer(self, key: str, by: str, **values: str) -> None:
        row = comment_row(self.case.session, self.case.card.id)
        at = self.now.isoformat()
        row.answer = {"key": key, "by": by, "values": list(values.items()), "at": at}
