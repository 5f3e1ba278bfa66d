"""The blocks of the panel about people: who validates a defence, who takes a student over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from mentoring.matching import assignment_texts
from mentoring.matching.ask_service import Asking
from mentoring.matching.assign import YIELDING, Giving, NotGiven
from mentoring.matching.successors import NotTaking, Relay, Taker
from mentoring.matching.texts import Sayings, obstacle
from mentoring.matching.validators import Candidate, Choice, Excluded
from mentoring.school.asks import asks_of
from mentoring.school.model import Defence, Mentor, Transfer
from powerup.card.asks import texts as asked_texts
from powerup.card.asks.ask_shown import AskShown
from powerup.card.blocks import Block, Body, Button, CardAsk, Left, Someone, Source
from powerup.card.buttons import one_line
from powerup.card.steps import people_texts
from powerup.http.errors import Denied, bad_input
from rules.bilingual import Sentence
from rules.comments.orders import LONGEST_REASON
from rules.formatting import joined
from sync.mirror.member_names import names_of
from sync.rights.request import NotFixed

CODE: Final = "people"


def blocks(ask: CardAsk) -> Sequence[Block]:
    """Return at most one block; none while the card is incomplete, for its panel says enough then."""
    with ask.powerup.database.transaction() as session:
        try:
            card = Giving(ask.powerup.fixes).look(session, ask.asked)
        except NotFixed:
            return ()
        if not card.complete or card.closed:
            return ()
        view = PeopleView(session, ask)
        block = view.defence(card) if isinstance(card, Defence) else view.transfer(card)
    return (block,) if block is not None else ()


class PeopleView:
    """The block while it is being put together, in one transaction."""

    def __init__(self, session: Any, ask: CardAsk) -> None:
        self.session, self.ask, self.say = session, ask, ask.say
        self.giving = Giving(ask.powerup.fixes)
        self.me, self.manager = ask.asked.person.id, ask.asked.person.manager
        self.names = names_of(session)
        self.asks: AskShown | None = None

    def defence(self, card: Defence) -> Block | None:
        """Return the block about the validator: everybody reads who it is, managers choose, mentors offer."""
        if card.role not in ("intake", "accepted") or (card.at and card.at <= self.ask.now):
            return None
        if card.validator is not None and not self.manager:
            mine = card.validator == self.me
            said = assignment_texts.YOU_HOLD if mine else assignment_texts.HOLDS
            return self._plain(
                people_texts.VALIDATOR, self.say(said, name=self._name(card.validator))
            )
        if self.me in card.mentors and not self.manager:
            return self._plain(
                people_texts.FIND, self.say(people_texts.LOOKING), *self._offers(card)
            )
        if card.asked == self.me and not self.manager:
            return None  # they are asked above
        choice = self.giving.choice(self.session, card)
        return self._choose(card, choice) if self.manager else self._offer(card, choice)

    def transfer(self, card: Transfer) -> Block | None:
        """Return the same about the new mentor of a student who changes mentors."""
        if card.role not in ("intake", "incomplete"):
            if card.taker is None:
                return None
            said = people_texts.YOU_TOOK if card.taker == self.me else people_texts.TAKEN
            return self._plain(people_texts.NEW_MENTOR, self.say(said, name=self._name(card.taker)))
        if self.me in card.mentors and not self.manager:
            return self._plain(people_texts.RELAY, self._still(card), *self._offers(card))
        if card.asked == self.me and not self.manager:
            return None
        relay = self.giving.relay(self.session, card)
        return self._choose(card, relay) if self.manager else self._offer(card, relay)

    def _plain(self, title: Sentence, *text: str) -> Block:
        return Block(CODE, self.say(title), tuple(text))

    def _choose(self, card: Defence | Transfer, found: Choice | Relay) -> Block:
        """Return everybody who can, with a button each, and why not the others."""
        people, excluded = self.ranked(card, found)
        given = isinstance(card, Defence) and card.validator is not None
        waits = given or not self._asks(card).free
        title = people_texts.RELAY if isinstance(card, Transfer) else people_texts.FIND
        return Block(
            code=CODE,
            title=self.say(people_texts.VALIDATOR if given else title),
            text=tuple(self._situation(card, people)),
            people=tuple(people),
            excluded=Left(self.say(people_texts.WHY_NOT, count=len(excluded)), tuple(excluded)),
            folded=self.say(people_texts.OTHER) if waits else "",
            more=self.say(people_texts.MORE, count="{count}"),
        )

    def ranked(
        self, card: Defence | Transfer, found: Choice | Relay
    ) -> tuple[list[Someone], list[Someone]]:
        """Return those who can, in their order, and those who cannot; each with its sentences."""
        say = self._sayings(card)
        can: list[tuple[Candidate | Taker, list[str]]]
        if isinstance(found, Choice):
            can = [(each, say.why(each)) for each in found.candidates]
            cannot = [(each.mentor, say.why_not(each)) for each in found.excluded]
        else:
            can = [(each, say.why_taker(each)) for each in found.takers]
            cannot = [(each.mentor, say.why_not_taker(each)) for each in found.excluded]
        asks, free = self._asks(card), card.holder is None
        people = [
            Someone(
                x.mentor.id,
                x.mentor.name,
                tuple(filter(None, (asks.of(x.mentor.id), *why))),
                self._give(x, first=place == 0),
                self._ask(x) if free and asks.free else None,
            )
            for place, (x, why) in enumerate(can)
        ]
        yielding = {each.mentor.id for each in found.excluded if each.obstacle in YIELDING}
        left = [
            self._left(x, why, all_the_same=x.id in yielding, ask=free and asks.free)
            for x, why in cannot
        ]
        return people, left

    def _left(self, mentor: Mentor, why: str, *, all_the_same: bool, ask: bool) -> Someone:
        """Return somebody who cannot, and why; where that yields to a reason, how to choose them still."""
        if not all_the_same:
            return Someone(mentor.id, mentor.name, (why,))
        body, reason = {"member": mentor.id}, self.say(people_texts.WHY_STILL)
        give = Button(self.say(people_texts.STILL_GIVE), "give", body, reason=reason)
        question = Button(self.say(people_texts.STILL_ASK), "ask", body, reason=reason)
        return Someone(mentor.id, mentor.name, (why,), give, question if ask else None)

    def _offer(self, card: Defence | Transfer, found: Choice | Relay) -> Block:
        """Return what a mentor is asked who does not follow the student: whether they would take the card."""
        relay = isinstance(card, Transfer)
        title = people_texts.RELAY if relay else people_texts.FIND
        excluded = found.obstacle_of(self.me)
        if self.me in card.offers:
            said = assignment_texts.OFFERED_RELAY if relay else assignment_texts.OFFERED
            button = Button(self.say(people_texts.CANNOT), "withdraw")
            return Block(CODE, self.say(title), (self.say(said),), buttons=(button,))
        if excluded is not None:
            why = self._why_not(card, excluded)
            return self._plain(
                title, *self._calm(card), self.say(assignment_texts.NOT_YOU, why=why)
            )
        button = Button(
            self.say(people_texts.TAKE if relay else people_texts.CAN), "offer", primary=True
        )
        return Block(CODE, self.say(title), tuple(self._asked(card)), buttons=(button,))

    def _asked(self, card: Defence | Transfer) -> list[str]:
        if isinstance(card, Defence):
            return [self.say(people_texts.OFFER)]
        rule = self.ask.powerup.rulebook.mentoring.transfers.take_over
        hint = people_texts.TAKE_AT_ONCE if rule == "first" else people_texts.TAKE_HINT
        return [self._still(card), self.say(hint)]

    def _situation(self, card: Defence | Transfer, people: list[Someone]) -> list[str]:
        if isinstance(card, Transfer):
            return [self._still(card), *([] if people else [self.say(people_texts.NOBODY_RELAY)])]
        if card.validator is not None:
            return [self.say(assignment_texts.HOLDS, name=self._name(card.validator))]
        stays = card.role == "intake" and not self.ask.asked.rules.accepted
        said = [people_texts.STAYS] if stays and people else []
        return [self.say(each) for each in (said if people else [people_texts.NOBODY])]

    def _give(self, found: Candidate | Taker, *, first: bool) -> Button:
        """Return the button that gives the card. The first person's stands out, if they offered or know the
        subject.
        """
        who = found.mentor
        label = self.say(people_texts.GIVE_TO, name=who.name)
        stands_out = first and bool(found.offered or found.knows)
        return Button(label, "give", {"member": who.id}, stands_out)

    def asked(self, card: Defence | Transfer) -> str:
        """Return whom managers asked and what came of it; "" where that is over."""
        return self._asks(card).state() if card.holder is None else ""

    def _ask(self, found: Candidate | Taker) -> Button:
        """Return the button that asks this person first."""
        return Button(self.say(asked_texts.ASK), "ask", {"member": found.mentor.id})

    def _asks(self, card: Defence | Transfer) -> AskShown:
        if self.asks is None:
            zone, rows = self.ask.powerup.rulebook.timezone, asks_of(self.session, card.card_id)
            self.asks = AskShown(rows, self.names, zone, self.ask.now, self.ask.language)
        return self.asks

    def _still(self, card: Transfer) -> str:
        return self.say(people_texts.STILL, names=self._joined(card.mentors))

    def _offers(self, card: Defence | Transfer) -> list[str]:
        said = self.say(people_texts.OFFERS, names=self._joined(card.offers))
        return [said] if card.offers else []

    def _joined(self, members: Sequence[str]) -> str:
        return joined([self._name(each) for each in members], self.ask.language)

    def _name(self, member_id: str) -> str:
        return self.names.get(member_id, "…")

    def _sayings(self, card: Defence | Transfer) -> Sayings:
        zone = self.ask.powerup.rulebook.timezone
        return Sayings(self.ask.language, zone, card.course, card.project)

    def _why_not(self, card: Defence | Transfer, excluded: Excluded | NotTaking) -> str:
        return self._sayings(card).why_not_that(excluded)

    def _calm(self, card: Defence | Transfer) -> list[str]:
        return [self._still(card)] if isinstance(card, Transfer) else []


def _give(ask: CardAsk, body: Body) -> None:
    member = body.get("member")
    if not isinstance(member, str) or not member:
        raise bad_input("body")
    _guarded(ask, lambda giving: giving.give(ask.asked, member, _despite(body)))


def _ask(ask: CardAsk, body: Body) -> None:
    member = body.get("member")
    if not isinstance(member, str) or not member:
        raise bad_input("body")
    _guarded(ask, lambda giving: Asking(giving.context).ask(ask.asked, member, _despite(body)))


def _despite(body: Body) -> str:
    """Return why an absence or a full load is passed over, as the panel or the desk sends it."""
    return one_line(body, "why", LONGEST_REASON) or one_line(body, "reason", LONGEST_REASON)


def _withdraw_ask(ask: CardAsk, body: Body) -> None:
    Asking(ask.powerup.fixes).withdraw(ask.asked)


def _offer(ask: CardAsk, body: Body) -> None:
    _guarded(ask, lambda giving: giving.offer(ask.asked))


def _withdraw(ask: CardAsk, body: Body) -> None:
    _guarded(ask, lambda giving: giving.offer(ask.asked, withdraw=True))


def _guarded(ask: CardAsk, press: Callable[[Giving], object]) -> None:
    try:
        press(Giving(ask.powerup.fixes))
    except NotGiven as error:
        zone = ask.powerup.rulebook.timezone
        why = obstacle(error.card, error.excluded, zone)
        raise Denied(409, "not-given", why) from error


SOURCE: Final = Source(
    blocks,
    {
        "give": _give,
        "offer": _offer,
        "withdraw": _withdraw,
        "ask": _ask,
        "withdraw-ask": _withdraw_ask,
    },
)
