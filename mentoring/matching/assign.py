"""Giving a defence to a validator and a student to a new mentor, in one press.

Rights and hard rules are looked at again when the press arrives. What is decided is written down, done
on Trello, noted; cut short by a crash, it is carried on by the card's own run
(`mentoring.matching.follow_assignment`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.orm import Session

from mentoring.effects.handover import ACCEPT_DEFENCE, ACCEPT_STUDENT, ASSIGN, TAKE_OVER
from mentoring.matching.assignments import claim, drop, keep, take_turns, unclaim
from mentoring.matching.comment_notes import tell
from mentoring.matching.successors import NotTaking, Relay, find_taker
from mentoring.matching.validators import Choice, Excluded, Finder
from mentoring.school.kept_cards import Cards, all_cards
from mentoring.school.model import Defence, Transfer
from mentoring.school.read import defences, transfers
from mentoring.school.tables import AssignmentRow, OfferRow
from mentoring.students.mentors import mentors
from sync.clock import now
from sync.crash_points import point
from sync.effects.attempt import attempt
from sync.effects.handover import Gift, carry_out, conclude, effect_of
from sync.effects.kind import APART, Kind
from sync.effects.receipts import intend, take_for_void
from sync.judging.context import Context
from sync.mirror.as_rules import card_of
from sync.mirror.member_names import names_of
from sync.mirror.write import load_board_form
from sync.rights.request import Asked, NotFixed
from sync.storage.tables import ReceiptRow

GIVEN: Final = {"defence": ASSIGN, "student": TAKE_OVER}
ACCEPTED: Final = {"defence": ACCEPT_DEFENCE, "student": ACCEPT_STUDENT}
"""What it is called where a manager gives the card, and where whoever was asked accepts it."""

YIELDING: Final = frozenset({"absent", "full"})
"""What a manager may pass over, with a reason: they may know better than a profile."""


Guard = Callable[[Session], str]
"""Returns why what yields is passed over; raises where the card is not to be given after all."""


def _no_reason(_: Session) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a card is given. `mark`: what it read like when that was decided, None for whatever."""

    why: Guard = _no_reason
    kinds: Mapping[str, Kind] = field(default_factory=lambda: GIVEN)
    mark: str | None = None


class NotGiven(Exception):
    """A hard rule stands against it; `excluded` tells which, `card` is as it is now."""

    def __init__(self, card: Defence | Transfer, excluded: Excluded | NotTaking | None) -> None:
        super().__init__(excluded.obstacle if excluded is not None else "stranger")
        self.card, self.excluded = card, excluded


class Changed(Exception):
    """The card is not as it was seen; `card` is as it is now."""

    def __init__(self, card: Defence | Transfer) -> None:
        super().__init__("changed")
        self.card = card


@dataclass(frozen=True, slots=True)
class Giving:
    """What people may ask for about who has a card."""

    context: Context

    def choice(self, session: Session, card: Defence) -> Choice:
        """Return who of the card's board can validate this defence, for what is only shown."""
        return self._choice(session, card, self._seen(session))

    def relay(self, session: Session, card: Transfer) -> Relay:
        """Return who of the card's board can take this student over, for what is only shown."""
        return self._relay(session, card, self._seen(session))

    def shown(self, session: Session, card: Defence | Transfer) -> Choice | Relay:
        """Return who can have this card, whichever kind it is of, for what is only shown."""
        return self._found(session, card, self._seen(session))

    def found(self, session: Session, card: Defence | Transfer) -> Choice | Relay:
        """Return who can have this card, whichever kind it is of, read anew: something is decided by it."""
        rulebook, at = self.context.settings.rulebook, now()
        seen = Cards(defences(session, rulebook, at), transfers(session, rulebook, at))
        return self._found(session, card, seen)

    def _seen(self, session: Session) -> Cards:
        return all_cards(session, self.context.settings.rulebook, now())

    def _found(self, session: Session, card: Defence | Transfer, seen: Cards) -> Choice | Relay:
        if isinstance(card, Transfer):
            return self._relay(session, card, seen)
        return self._choice(session, card, seen)

    def _choice(self, session: Session, card: Defence, seen: Cards) -> Choice:
        rulebook, at = self.context.settings.rulebook, now()
        people = mentors(session, rulebook, at, seen, [card.board_id])
        return Finder.of(people, seen.defences, at, rulebook.timezone).find(card)

    def _relay(self, session: Session, card: Transfer, seen: Cards) -> Relay:
        rulebook, at = self.context.settings.rulebook, now()
        people = mentors(session, rulebook, at, seen, [card.board_id])
        return find_taker(card, people, at, rulebook.timezone)

    def look(self, session: Session, asked: Asked) -> Defence | Transfer:
        """Return the card that is asked about. Raises `NotFixed` where it is not to be seen."""
        rulebook, only = self.context.settings.rulebook, asked.card_id
        if not asked.rules.is_school:
            raise NotFixed("unknown-card")
        defence = asked.rules.kind == "soutenances"
        read = defences if defence else transfers
        found: list[Defence] | list[Transfer] = read(session, rulebook, now(), only)
        card = next((each for each in found if each.board_id == asked.rules.board), None)
        if card is None:
            raise NotFixed("unknown-card")
        return card

    def offer(self, asked: Asked, *, withdraw: bool = False) -> None:
        """Say that one can do it, or no longer can. Where the rulebook says that the first who offers
        takes over, that happens at once. Raises `NotGiven`, `NotFixed`, `TrelloError`.
        """
        with self.context.database.transaction() as session:
            card = self.look(session, asked)
            row = session.get(OfferRow, (asked.card_id, asked.person.id))
            if withdraw and row is not None:
                session.delete(row)
            elif not withdraw:
                self.check(session, card, asked.person.id)
                if row is None:
                    at = now()
                    session.add(OfferRow(card_id=card.card_id, member_id=asked.person.id, at=at))
            session.flush()
            self._told(session, asked)
        if not withdraw and isinstance(card, Transfer) and self._first_takes:
            self._give(asked, asked.person.id)

    def give(
        self, asked: Asked, member_id: str, why: str = "", mark: str | None = None
    ) -> int | None:
        """Give the card to this person, by a manager, and return the receipt's id. Twice the same does it
        once: the second time there is none. `why`: the reason for which an absence or a full load is
        passed over; the receipt keeps it. `mark`: of the card as it was seen (its `mark`).

        Raises `NotGiven` where a hard rule stands against it, `Changed` where the card is not as it was
        seen, `NotFixed`, `TrelloError`.
        """
        if not asked.person.manager:
            raise NotFixed("managers-only")
        return self._give(asked, member_id, Terms(lambda _: why, mark=mark))

    def accept(self, asked: Asked, asked_why: Guard) -> None:
        """Give the card to whoever accepts it, as `give` does. `asked_why` returns the reason for which what
        stands against it is passed over, and raises where they are not asked.
        """
        self._give(asked, asked.person.id, Terms(asked_why, ACCEPTED))

    @property
    def _first_takes(self) -> bool:
        return self.context.settings.rulebook.mentoring.transfers.take_over == "first"

    def _give(self, asked: Asked, member_id: str, terms: Terms | None = None) -> int | None:
        terms = terms or Terms()
        self.context.gateway.me()
        with self.context.database.transaction() as session:
            receipt = self._intend(session, asked, member_id, terms)
            if receipt is None:
                return None
            before, after = dict(receipt.before), dict(receipt.after)
        point("gift-intended")
        with attempt(
            self.context.database,
            lambda session: drop(session, asked.card_id),
            cut_short=lambda session: unclaim(session, receipt.id),
        ):
            carry_out(self.context.gateway, asked.card_id, before, after)
        point("gift-given")
        with self.context.database.transaction() as session:
            take_turns(session, asked.card_id)  # who looks meanwhile sees it either done or not
            conclude(session, receipt.id, now())
            self._told(session, asked)
        return receipt.id

    def _intend(
        self, session: Session, asked: Asked, member_id: str, terms: Terms
    ) -> ReceiptRow | None:
        """Return the effect to carry out: a new one, or the same one that is under way. None: it is done,
        or somebody else is doing it.
        """
        at = now()
        take_turns(session, asked.card_id)
        why = terms.why(session)
        card, before = self.look(session, asked), card_of(session, asked.card_id)
        row = session.get(AssignmentRow, asked.card_id)
        receipt = session.get(ReceiptRow, row.receipt_id) if row and row.receipt_id else None
        if row is not None and receipt is not None and receipt.state == "intended":
            claimed = claim(receipt, at)
            if row.member_id == member_id:
                return receipt if claimed else None
            if not claimed:
                raise NotFixed("in-progress")
            take_for_void(session, receipt.id)
        if before is None:
            raise NotFixed("unknown-card")
        if terms.mark is not None and card.holder != member_id and card.mark != terms.mark:
            raise Changed(card)
        gift = self._gift(session, card, member_id, why, terms.kinds)
        if gift is None:
            return None
        name = names_of(session).get(member_id, "")
        name = f"{name}{APART}{why}" if why else name
        receipt_id = intend(session, effect_of(before, gift, asked.by, name), at)
        claim(session.get_one(ReceiptRow, receipt_id), at)
        keep(session, before, member_id, asked.by, receipt_id, at)
        return session.get_one(ReceiptRow, receipt_id)

    def _gift(
        self,
        session: Session,
        card: Defence | Transfer,
        member_id: str,
        why: str,
        kinds: Mapping[str, Kind],
    ) -> Gift | None:
        if isinstance(card, Transfer):
            if card.taker == member_id:
                return None
            self.check(session, card, member_id, why)
            target = self._target(session, card, "passed")
            return Gift(kinds["student"], member_id, leave=card.mentors, target=target)
        if card.validator == member_id:
            return None
        self.check(session, card, member_id, why)
        leave = (card.validator,) if card.validator is not None else ()
        target = self._target(session, card, "accepted") if card.role == "intake" else None
        return Gift(kinds["defence"], member_id, leave=leave, target=target)

    def check(
        self, session: Session, card: Defence | Transfer, member_id: str, why: str = ""
    ) -> None:
        """Raise what stands against giving this card to this person, but for what yields to `why`."""
        if isinstance(card, Transfer):
            if card.role not in ("intake", "incomplete"):
                raise NotFixed("wrong-list")
        elif card.role not in ("intake", "accepted"):
            raise NotFixed("wrong-list")
        found = self.found(session, card)
        if not card.complete:
            raise NotFixed("not-complete")
        obstacle = found.obstacle_of(member_id)
        yields = bool(why) and obstacle is not None and obstacle.obstacle in YIELDING
        if not found.has(member_id) and not yields:
            raise NotGiven(card, obstacle)

    def _target(self, session: Session, card: Defence | Transfer, role: str) -> str | None:
        """Return the first open list with that role, None where the rulebook names none."""
        rules = self.context.settings.rulebook.board(card.board_id)
        form = load_board_form(session, card.board_id)
        if rules is None or form is None:
            return None
        ids: tuple[str, ...] = getattr(rules, role)
        open_ = (each for each in ids if each in form["lists"] and not form["lists"][each][1])
        return next(open_, None)

    def _told(self, session: Session, asked: Asked) -> None:
        tell(session, self.look(session, asked), self.context.settings.rulebook, now())
        self.context.wake_card(session, asked.card_id, asked.rules.board, "given")
