"""The week in one press: who would hold each complete defence and follow each student that waits, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import mul
from typing import Final

from sqlalchemy.orm import Session

from mentoring.matching.assign import YIELDING
from mentoring.matching.successors import Relay, Taker, find_taker
from mentoring.matching.validators import Candidate, Choice, Finder
from mentoring.matching.week.pins import Pin, Pinned, around, together
from mentoring.matching.week.problem import Option, Problem, Wish, cost, one_by_one
from mentoring.matching.week.solve import PATIENCE, best
from mentoring.matching.week.week_draft import Found, Left, Line, Week, WhyLeft
from mentoring.school.model import Defence, Mentor, Transfer
from mentoring.school.read import defences, transfers
from mentoring.students.mentors import mentors
from rules.rulebook.values import Rulebook

WAITING: Final = ("intake", "accepted")
WEIGHTS: Final = (8192, 4096, 2048, 1024)
"""What the finder's questions cost, in their order: each more than all later ones and any load."""

Card = Defence | Transfer
Answer = Choice | Relay
NO_PINS: Final[Mapping[str, Pin]] = {}


def plan_week(
    session: Session,
    rulebook: Rulebook,
    now: datetime,
    boards: Collection[str] | None = None,
    pins: Mapping[str, Pin] = NO_PINS,
    patience: float = PATIENCE,
) -> Week:
    """Return the draft for these boards (None: all). `pins`: by card id, what a person chose by hand; the
    rest is solved around it. `patience`: seconds that each of the two kinds of card may take.
    """
    seen = defences(session, rulebook, now), transfers(session, rulebook, now)
    cards: tuple[Card, ...] = (*seen[0], *seen[1])
    wanted = [x for x in cards if waits(x, now) and (boards is None or x.board_id in boards)]
    people = {
        board: mentors(session, rulebook, now, seen, [board])
        for board in {x.board_id for x in wanted}
    }
    answers = find_answers(wanted, people, seen[0], rulebook, now)
    kinds: tuple[type[Card], ...] = (Defence, Transfer)
    parts = ([x for x in wanted if isinstance(x, kind)] for kind in kinds)
    one, other = (give_out(part, answers, pins, patience) for part in parts)
    return one + other


def waits(card: Card, now: datetime) -> bool:
    """Return whether this card waits for somebody: a complete defence to come, or a complete transfer."""
    if not card.complete or card.closed or card.holder is not None:
        return False
    if isinstance(card, Transfer):
        return card.role == "intake"
    return card.role in WAITING and card.at is not None and card.at > now


def find_answers(
    cards: Sequence[Card],
    people: Mapping[str, Sequence[Mentor]],
    every: Sequence[Defence],
    rulebook: Rulebook,
    now: datetime,
) -> dict[str, Answer]:
    """Return the finder's answer for each card, by card id. `people`: who may be chosen, by board id;
    `every`: all defences of the school, which one finder a board reads once.
    """
    zone = rulebook.timezone
    boards = {x.board_id for x in cards if isinstance(x, Defence)}
    finders = {board: Finder.of(people[board], every, now, zone) for board in boards}
    return {
        x.card_id: find_taker(x, people[x.board_id], now, zone)
        if isinstance(x, Transfer)
        else finders[x.board_id].find(x)
        for x in cards
    }


def give_out(
    cards: Sequence[Card],
    answers: Mapping[str, Answer],
    pins: Mapping[str, Pin] = NO_PINS,
    patience: float = PATIENCE,
) -> Week:
    """Return the draft for cards of one kind, defences or transfers. `answers`: the finder's, by card id."""
    part = _Part(cards, answers, pins)
    before = None if part.rest is part.free else part.free
    chosen = best(part.rest, patience, before)
    return part.drafted(chosen or one_by_one(part.rest), solved=chosen is not None)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What the pins of a part come to: who is kept, on purpose or not, and why the others are not."""

    found: Mapping[str, Found]
    pinned: Pinned
    why: Mapping[str, WhyLeft]


class _Part:
    """Cards of one kind, and what was chosen for them by hand."""

    def __init__(
        self, cards: Sequence[Card], answers: Mapping[str, Answer], pins: Mapping[str, Pin]
    ) -> None:
        self.cards, self.answers, self.pins = cards, answers, pins
        self.able = {x.card_id: _able(answers[x.card_id]) for x in cards}
        load, room = _loads(answers[x.card_id] for x in cards)
        self.by_hand = self._chosen(room)
        kept = self.by_hand.pinned.kept
        wishes = {x.card_id: _wish(x, self.able[x.card_id]) for x in cards}
        open_ = [x for card, x in wishes.items() if self.by_hand.why.get(card) != "asked"]
        self.free = Problem(tuple(open_), load, room)
        if not kept and len(open_) == len(cards) - len(self.by_hand.why):
            self.rest, self.fixed = self.free, 0
            return
        left = [x for x in open_ if x.card in kept or x.card not in self.by_hand.why]
        self.rest, self.fixed = around(Problem(tuple(left), load, room), kept)

    def _chosen(self, room: Mapping[str, int]) -> _Chosen:
        found: dict[str, Found] = {}
        why: dict[str, WhyLeft] = {
            x.card_id: "asked"
            for x in self.cards
            if x.asked is not None and x.card_id not in self.pins
        }
        options: dict[str, Option] = {}
        free = dict(room)
        wishes = {x.card_id: _wish(x, {}) for x in self.cards}
        for card, pin in self.pins.items():
            if card not in wishes:
                continue
            who = _possible(self.able[card], self.answers[card], pin)
            if pin.person is None or who is None:
                why[card] = "by-hand" if pin.person is None else "cannot"
                continue
            found[card] = who
            able = self.able[card].get(who.mentor.id)
            options[card] = Option(who.mentor.id, _base(able) if able is not None else 0)
            if able is None:
                free.pop(who.mentor.id, None)
        pinned = together(wishes, options, free)
        return _Chosen(found, pinned, {**why, **pinned.refused})

    def drafted(self, chosen: Mapping[str, str], *, solved: bool) -> Week:
        """Return the draft with this choice for what was not pinned, beside one card after another."""
        lines, left, single = [], [], one_by_one(self.free)
        for card in self.cards:
            other = single.get(card.card_id)
            line = self._line(card, chosen.get(card.card_id), other)
            if line is not None:
                lines.append(line)
            else:
                left.append(self._left(card, other))
        ours, theirs = self.fixed + cost(self.rest, chosen), cost(self.free, single)
        return Week(tuple(lines), tuple(left), ours, theirs, solved)

    def _line(self, card: Card, person: str | None, single: str | None) -> Line | None:
        able = self.able[card.card_id]
        if card.card_id in self.by_hand.pinned.kept:
            found = self.by_hand.found[card.card_id]
            return Line(card, found, found.mentor, self.pins[card.card_id])
        if person is None:
            return None
        return Line(card, able[person], able[single].mentor if single else None)

    def _left(self, card: Card, single: str | None) -> Left:
        able, answer = self.able[card.card_id], self.answers[card.card_id]
        why = self.by_hand.why.get(card.card_id)
        if why is None:
            other = able[single].mentor if single else None
            return Left(card, answer, "taken" if able else "nobody", one_by_one=other)
        pin = self.pins.get(card.card_id)
        return Left(card, answer, why, _named(answer, pin.person if pin else card.asked))


def _able(answer: Answer) -> dict[str, Candidate | Taker]:
    found = answer.candidates if isinstance(answer, Choice) else answer.takers
    return {each.mentor.id: each for each in found}


def _possible(able: Mapping[str, Found], answer: Answer, pin: Pin) -> Found | None:
    """Return whoever the pin names, where they can have the card, or where what stands against it yields to
    the reason that was given.
    """
    if pin.person is None:
        return None
    if pin.person in able:
        return able[pin.person]
    against = answer.obstacle_of(pin.person) if pin.why else None
    return against if against is not None and against.obstacle in YIELDING else None


def _named(answer: Answer, person: str | None) -> Mentor | None:
    able = _able(answer).get(person or "")
    against = answer.obstacle_of(person or "")
    return able.mentor if able is not None else against.mentor if against is not None else None


def _wish(card: Card, able: Mapping[str, Candidate | Taker]) -> Wish:
    options = tuple(Option(who, _base(found)) for who, found in able.items())
    at = card.at if isinstance(card, Defence) else None
    return Wish(card.card_id, int(at.timestamp() // 60) if at else None, options)


def _base(found: Candidate | Taker) -> int:
    """Return what the finder's ranking costs, the load aside: each of its questions outweighs all later
    ones.
    """
    asked: tuple[bool, ...]
    if isinstance(found, Taker):
        asked = (not found.offered, found.knows is None, found.places is None)
    else:
        asked = (not found.again, not found.offered, found.knows is None, found.usual is False)
    own: int = sum(map(mul, WEIGHTS, asked))
    return own + min(found.mentor.following, 15)


def _loads(answers: Iterable[Answer]) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many cards each person has already, and how many more students they can take."""
    load: dict[str, int] = {}
    room: dict[str, int] = {}
    for answer in answers:
        for who, found in _able(answer).items():
            if isinstance(found, Taker):
                load[who] = found.mentor.following
                if found.places is not None:
                    room[who] = found.places
            else:
                load[who] = found.recent
    return load, room
