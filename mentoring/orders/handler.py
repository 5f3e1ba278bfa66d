"""Orders in comments about what comes after the check: the other door to what the panel's buttons do.

Each is looked at as the card stands when it is obeyed. The same again changes nothing and is answered
the same, so that one that was cut short may be obeyed again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.orm import Session

from mentoring.defences import presses
from mentoring.defences.follow.follow_run import Follow
from mentoring.defences.follow.status import outcome_of
from mentoring.defences.follow_up_cards import FollowUp, follow_ups
from mentoring.defences.outcomes import OUTCOMES, Kind, OutcomeName
from mentoring.defences.write_trello import target_of
from mentoring.matching import assignment_texts
from mentoring.matching.ask_service import Asking
from mentoring.matching.assign import Giving, NotGiven
from mentoring.matching.texts import obstacle_in_public
from mentoring.orders import texts
from mentoring.orders.permissions import FOLLOWING, RESULTS, Seen, Why, unfit
from mentoring.orders.replies import Replies, both, lowered, raised
from mentoring.school.asks import open_ask
from mentoring.school.model import Transfer
from mentoring.school.person_names import whom
from mentoring.students.mentors import mentors
from rules.bilingual import Sentence
from rules.comments.dates import NotRead, read_instant
from rules.comments.orders import Order
from rules.rulebook.values import BoardRules
from rules.titles.words import fold
from sync.clock import now
from sync.mirror.as_rules import card_of
from sync.mirror.member_names import names_of
from sync.rights.request import Asked, NotFixed
from sync.trello.errors import Gone, Refused, Unauthorized
from sync.use_cases.fixes import Fixes
from sync.use_cases.linked_card import board_for_linked

_DOUBTS: Final = re.compile(
    r"\b(conditions?|conditionnelle|reserves?|manque(?:nt)?|mais|sauf|missing|except|but)\b"
)


@dataclass(frozen=True, slots=True)
class Orders:
    """Obeys orders (`sync.use_cases.obey_orders.Further`). `follow` first notes what the card's list says."""

    fixes: Fixes
    follow: Follow

    def offers(self, asked: Asked) -> Sequence[Sentence]:
        """Return what this person can ask for on this card now: a line each."""
        with self.fixes.database.transaction() as session:
            seen = self._look(session, asked)
            return self._replies(session).lines(seen, asked.person) if seen is not None else ()

    def obey(self, order: Order, asked: Asked) -> Sentence:
        """Do what is asked for, and return what is answered. Raises `TrelloError` and `NotFixed`."""
        self.follow(asked.card_id, asked.rules.board)
        with self.fixes.database.transaction() as session:
            seen = self._look(session, asked)
            replies = self._replies(session)
        if seen is None:
            return texts.ELSEWHERE
        why = unfit(order.verb, seen, asked.person, now())
        if why is not None:
            return self._unfit(why, order, seen, asked, replies)
        try:
            return self._do(order, asked, seen, replies)
        except NotGiven as error:
            zone = self.fixes.settings.rulebook.timezone
            told = obstacle_in_public(error.card, error.excluded, zone)
            said_yes = seen.asks(asked.person) and order.verb != "give"
            return replies.fill(texts.NOT_NOW if said_yes else texts.NOT_THEM, why=told)
        except (Gone, Refused):
            return texts.REFUSED
        except Unauthorized as error:
            if error.token_dead:
                raise
            return texts.REFUSED

    def awaits(self, session: Session, card_id: str, member_id: str) -> bool:
        """Return whether this person is asked to take this card."""
        row = open_ask(session, card_id)
        return row is not None and row.member_id == member_id

    def _do(self, order: Order, asked: Asked, seen: Seen, replies: Replies) -> Sentence:
        if order.verb in RESULTS:
            return self._result(RESULTS[order.verb], order.reason, asked, seen)
        if order.verb in FOLLOWING:
            return self._made(FOLLOWING[order.verb], order.reason, asked, replies)
        if order.verb == "give":
            return self._give(order.reason, asked, seen, replies)
        if order.verb == "decline":
            Asking(self.fixes).decline(asked, order.reason)
            return texts.DECLINED
        if order.verb == "accept" or (order.verb != "withdraw" and seen.asks(asked.person)):
            Asking(self.fixes).accept(asked)  # who is asked and offers has accepted
            return texts.ACCEPTED_STUDENT if isinstance(seen.card, Transfer) else texts.ACCEPTED
        giving = Giving(self.fixes)
        giving.offer(asked, withdraw=order.verb == "withdraw")
        if order.verb == "withdraw":
            return texts.WITHDRAWN
        return self._offered(seen)

    def _offered(self, seen: Seen) -> Sentence:
        if not isinstance(seen.card, Transfer):
            return lowered(assignment_texts.OFFERED)
        first = self.fixes.settings.rulebook.mentoring.transfers.take_over == "first"
        return texts.TAKEN_AT_ONCE if first else lowered(assignment_texts.OFFERED_RELAY)

    def _unfit(
        self, why: Why, order: Order, seen: Seen, asked: Asked, replies: Replies
    ) -> Sentence:
        """Return why not, unless it is done already: then what was answered the first time."""
        if why == "offered":
            return self._offered(seen)
        if why in ("said", "runs") and RESULTS.get(order.verb) == seen.stands:
            same = seen.outcome is not None and order.reason in ("", seen.outcome.reasons)
            if why == "said" or same:
                return texts.SAID[RESULTS[order.verb]]
        if why == "there":
            return self._made(FOLLOWING[order.verb], order.reason, asked, replies)
        return replies.unfit(why, seen, asked.person)

    def _result(self, outcome: OutcomeName, reason: str, asked: Asked, seen: Seen) -> Sentence:
        reasons = reason if any(map(str.isalnum, reason)) else ""
        if outcome in presses.WANT_REASONS and not reasons:
            return texts.WANTED[outcome]
        if outcome == "passed" and _DOUBTS.search(fold(reasons)):
            return texts.REALLY_PASSED
        if seen.card.role == outcome == "failed":
            presses.give_reasons(self.fixes, asked, reasons)
        else:
            wanted = reasons if outcome in presses.WANT_REASONS else ""
            presses.say_outcome(self.fixes, asked, outcome, wanted)
        return texts.SAID[outcome]

    def _give(self, name: str, asked: Asked, seen: Seen, replies: Replies) -> Sentence:
        """Give the card to whom is named; where nobody is, answer who can have it."""
        giving, card = Giving(self.fixes), seen.card
        with self.fixes.database.transaction() as session:
            rulebook = self.fixes.settings.rulebook
            everybody = mentors(session, rulebook, now(), boards=[asked.rules.board])
            found = whom(name, everybody)
            if not found:
                choice = replies.choice(card, giving.found(session, card))
                named = any(map(str.isalnum, name))
                return both(texts.NO_SUCH_NAME, raised(choice)) if named else choice
        if len(found) > 1:
            return replies.several(found)
        giving.give(asked, found[0].id)
        done = texts.GIVEN_STUDENT if isinstance(card, Transfer) else texts.GIVEN
        return replies.fill(done, name=found[0].name)

    def _made(self, kind: Kind, text: str, asked: Asked, replies: Replies) -> Sentence:
        due = None
        if kind == "second" and any(map(str.isalnum, text)):
            try:
                due = read_instant(text, now(), replies.zone).astimezone(UTC)
            except NotRead as error:
                return replies.undated(error)
        with self.fixes.database.transaction() as session:
            other = asked.rules if kind != "transfer" else self._other(session, asked)
        if other is None:
            return texts.WHY["no-board"]
        made = presses.follow_up(self.fixes, asked, kind, other, due)
        if due is not None:
            return self._dated(made, due, asked, replies)
        return replies.fill(texts.READY[kind], url=made.url)

    def _dated(self, made: FollowUp, due: datetime, asked: Asked, replies: Replies) -> Sentence:
        """Give the card this date, unless it had another one before."""
        with self.fixes.database.transaction() as session:
            card = card_of(session, made.card_id)
        if card is not None and card.due is None:
            self.fixes.set_due(Asked(asked.person, asked.rules, made.card_id), due)
        elif card is not None and card.due != due:
            return replies.fill(texts.SECOND_DATED, url=made.url, at=card.due)
        return replies.fill(texts.SECOND_ON, url=made.url, at=due)

    def _other(self, session: Session, asked: Asked) -> BoardRules | None:
        rulebook = self.fixes.settings.rulebook
        return board_for_linked(session, rulebook, asked.rules.kind, asked.person.id)

    def _look(self, session: Session, asked: Asked) -> Seen | None:
        giving = Giving(self.fixes)
        try:
            card = giving.look(session, asked)
        except NotFixed:
            return None
        if card.closed:
            return None
        over = card.is_over
        found = None if over else giving.found(session, card)
        listed = (each for each in OUTCOMES if target_of(asked.rules, each) is not None)
        return Seen(
            card=card,
            outcome=outcome_of(session, card.card_id),
            there=frozenset(follow_ups(session, card.card_id)),
            listed=frozenset(listed),
            linked=self._other(session, asked) is not None,
            obstacle=found.obstacle_of(asked.person.id) if found is not None else None,
        )

    def _replies(self, session: Session) -> Replies:
        return Replies(self.fixes.settings.rulebook.timezone, now(), names_of(session))
