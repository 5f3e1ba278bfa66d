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

from mentoring import giving_words, pressing
from mentoring import order_words as words
from mentoring.assign import Giving, NotGiven
from mentoring.finder_words import obstacle
from mentoring.follow import Follow
from mentoring.following_up import FollowUp, follow_ups
from mentoring.making import target_of
from mentoring.naming import whom
from mentoring.outcomes import OUTCOMES, Kind, OutcomeName
from mentoring.possible import FOLLOWING, RESULTS, Seen, Why, unfit
from mentoring.reading import mentors
from mentoring.replies import Replies, both, lowered, raised
from mentoring.school import Transfer
from mentoring.situations import outcome_of
from rules.dates import NotRead, read_instant
from rules.orders import Order
from rules.reading_words import fold
from rules.rulebook_values import BoardRules
from rules.sentences import Sentence
from sync.asked import Asked, NotFixed
from sync.clock import now
from sync.errors import Gone, Refused, Unauthorized
from sync.fixes import Fixes
from sync.linked import board_for_linked
from sync.members import names_of
from sync.reading import card_of

_DOUBTS: Final = re.compile(
    r"\b(conditions?|conditionnelle|reserves?|manque(?:nt)?|mais|sauf|missing|except|but)\b"
)


@dataclass(frozen=True, slots=True)
class Orders:
    """Obeys them (`sync.obeying.Further`). `follow` notes first what the card's place says."""

    fixes: Fixes
    follow: Follow

    def offers(self, asked: Asked) -> Sequence[Sentence]:
        """What this person can ask for on this card now: a line each."""
        with self.fixes.database.transaction() as session:
            seen = self._look(session, asked)
            return self._replies(session).lines(seen, asked.person) if seen is not None else ()

    def obey(self, order: Order, asked: Asked) -> Sentence:
        """Do it, and say what came of it. Raises `TrelloError` and `NotFixed`."""
        self.follow(asked.card_id, asked.rules.board)
        with self.fixes.database.transaction() as session:
            seen = self._look(session, asked)
            replies = self._replies(session)
        if seen is None:
            return words.ELSEWHERE
        why = unfit(order.verb, seen, asked.person, now())
        if why is not None:
            return self._unfit(why, order, seen, asked, replies)
        try:
            return self._do(order, asked, seen, replies)
        except NotGiven as error:
            zone = self.fixes.settings.rulebook.timezone
            return replies.fill(words.NOT_THEM, why=obstacle(error.card, error.excluded, zone))
        except (Gone, Refused):
            return words.REFUSED
        except Unauthorized as error:
            if error.token_dead:
                raise
            return words.REFUSED

    def _do(self, order: Order, asked: Asked, seen: Seen, replies: Replies) -> Sentence:
        if order.verb in RESULTS:
            return self._result(RESULTS[order.verb], order.reason, asked, seen)
        if order.verb in FOLLOWING:
            return self._made(FOLLOWING[order.verb], order.reason, asked, replies)
        if order.verb == "give":
            return self._give(order.reason, asked, seen, replies)
        giving = Giving(self.fixes)
        giving.offer(asked, withdraw=order.verb == "withdraw")
        if order.verb == "withdraw":
            return words.WITHDRAWN
        return self._offered(seen)

    def _offered(self, seen: Seen) -> Sentence:
        if not isinstance(seen.card, Transfer):
            return lowered(giving_words.OFFERED)
        first = self.fixes.settings.rulebook.mentoring.transfers.take_over == "first"
        return words.TAKEN_AT_ONCE if first else lowered(giving_words.OFFERED_RELAY)

    def _unfit(
        self, why: Why, order: Order, seen: Seen, asked: Asked, replies: Replies
    ) -> Sentence:
        """Why not, unless it is done already: then what was answered the first time."""
        if why == "offered":
            return self._offered(seen)
        if why in ("said", "runs") and RESULTS.get(order.verb) == seen.stands:
            same = seen.outcome is not None and order.reason in ("", seen.outcome.reasons)
            if why == "said" or same:
                return words.SAID[RESULTS[order.verb]]
        if why == "there":
            return self._made(FOLLOWING[order.verb], order.reason, asked, replies)
        return replies.unfit(why, seen, asked.person)

    def _result(self, outcome: OutcomeName, reason: str, asked: Asked, seen: Seen) -> Sentence:
        reasons = reason if any(map(str.isalnum, reason)) else ""
        if outcome in pressing.WANT_REASONS and not reasons:
            return words.WANTED[outcome]
        if outcome == "passed" and _DOUBTS.search(fold(reasons)):
            return words.REALLY_PASSED
        if seen.card.role == outcome == "failed":
            pressing.give_reasons(self.fixes, asked, reasons)
        else:
            wanted = reasons if outcome in pressing.WANT_REASONS else ""
            pressing.say_outcome(self.fixes, asked, outcome, wanted)
        return words.SAID[outcome]

    def _give(self, name: str, asked: Asked, seen: Seen, replies: Replies) -> Sentence:
        """To whom is named; where nobody is, who can have the card."""
        giving, card = Giving(self.fixes), seen.card
        with self.fixes.database.transaction() as session:
            everybody = mentors(session, self.fixes.settings.rulebook, now())
            found = whom(name, everybody)
            if not found:
                choice = replies.choice(card, giving.found(session, card))
                named = any(map(str.isalnum, name))
                return both(words.NO_SUCH_NAME, raised(choice)) if named else choice
        if len(found) > 1:
            return replies.several(found)
        giving.give(asked, found[0].id)
        done = words.GIVEN_STUDENT if isinstance(card, Transfer) else words.GIVEN
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
            return words.WHY["no-board"]
        made = pressing.follow_up(self.fixes, asked, kind, other, due)
        if due is not None:
            return self._dated(made, due, asked, replies)
        return replies.fill(words.READY[kind], url=made.url)

    def _dated(self, made: FollowUp, due: datetime, asked: Asked, replies: Replies) -> Sentence:
        """The card has this date, unless it had another one before."""
        with self.fixes.database.transaction() as session:
            card = card_of(session, made.card_id)
        if card is not None and card.due is None:
            self.fixes.set_due(Asked(asked.person, asked.rules, made.card_id), due)
        elif card is not None and card.due != due:
            return replies.fill(words.SECOND_DATED, url=made.url, at=card.due)
        return replies.fill(words.SECOND_ON, url=made.url, at=due)

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
        over = card.role in ("passed", "failed")
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
