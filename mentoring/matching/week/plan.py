"""The week in one press: who would hold each complete defence and follow each student that waits, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from mentoring.matching.successors import Relay, Taker, find_taker
from mentoring.matching.validators import Candidate, Choice, Finder
from mentoring.matching.week.problem import Option, Problem, Wish, cost, one_by_one
from mentoring.matching.week.solve import best
from mentoring.school.model import Defence, Mentor, Transfer
from mentoring.school.read import defences, transfers
from mentoring.students.mentors import mentors
from rules.rulebook.values import Rulebook

WAITING: Final = ("intake", "accepted")
FIRST: Final = 8192
"""What the finder's first question costs; each further one costs half of it, and all more than a load."""


@dataclass(frozen=True, slots=True)
class Line:
    """One card with who would get it. `one_by_one`: who would, card after card; None for nobody.
    `kept`: chosen by hand before.
    """

    card: Defence | Transfer
    found: Candidate | Taker
    one_by_one: Mentor | None
    kept: bool = False

    @property
    def mentor(self) -> Mentor:
        """Who would get the card."""
        return self.found.mentor


@dataclass(frozen=True, slots=True)
class Left:
    """A card that nobody gets, with the answer of the finder for it alone."""

    card: Defence | Transfer
    answer: Choice | Relay


@dataclass(frozen=True, slots=True)
class Week:
    """A draft: nothing of it is done. `cost` and `cost_one_by_one` compare it with one card after another."""

    lines: tuple[Line, ...] = ()
    left: tuple[Left, ...] = ()
    cost: int = 0
    cost_one_by_one: int = 0


def plan_week(
    session: Session,
    rulebook: Rulebook,
    now: datetime,
    boards: Collection[str] | None = None,
    kept: Mapping[str, str | None] | None = None,
) -> Week:
    """Return the draft for these boards (None: all). `kept`: by card id, whom a person chose by hand, or
    None where the card is to wait; the rest is solved around it.
    """
    seen = defences(session, rulebook, now), transfers(session, rulebook, now)
    cards: tuple[Defence | Transfer, ...] = (*seen[0], *seen[1])
    wanted = [x for x in cards if _waits(x, now, boards)]
    people = {
        board: mentors(session, rulebook, now, seen, [board])
        for board in {x.board_id for x in wanted}
    }
    ask = _Asked(rulebook, now, seen[0], people)
    defence_part = _part([x for x in wanted if isinstance(x, Defence)], ask, kept or {})
    transfer_part = _part([x for x in wanted if isinstance(x, Transfer)], ask, kept or {})
    return Week(
        defence_part.lines + transfer_part.lines,
        defence_part.left + transfer_part.left,
        defence_part.cost + transfer_part.cost,
        defence_part.cost_one_by_one + transfer_part.cost_one_by_one,
    )


def _waits(card: Defence | Transfer, now: datetime, boards: Collection[str] | None) -> bool:
    if not card.complete or card.closed or card.holder is not None:
        return False
    if boards is not None and card.board_id not in boards:
        return False
    if isinstance(card, Transfer):
        return card.role == "intake"
    return card.role in WAITING and card.at is not None and card.at > now


@dataclass(frozen=True, slots=True)
class _Asked:
    """The school at one moment, ready to say who can have a card."""

    rulebook: Rulebook
    now: datetime
    defences: Sequence[Defence]
    people: Mapping[str, Sequence[Mentor]]

    def answer(self, card: Defence | Transfer) -> Choice | Relay:
        """Return who can have this card, whatever becomes of the others."""
        people, zone = self.people[card.board_id], self.rulebook.timezone
        if isinstance(card, Transfer):
            return find_taker(card, people, self.now, zone)
        return Finder.of(people, self.defences, self.now, zone).find(card)


def _part(cards: Sequence[Defence | Transfer], ask: _Asked, kept: Mapping[str, str | None]) -> Week:
    """Return the draft for cards of one kind: defences, or transfers."""
    answers = _answers(cards, ask)
    wishes = tuple(
        _wish(each, answers[each.card_id], kept)
        for each in cards
        if kept.get(each.card_id, "") is not None
    )
    problem = _problem(wishes, answers.values())
    chosen, single = best(problem), one_by_one(problem)
    lines, left = [], []
    for each in cards:
        found = _found(answers[each.card_id])
        person = chosen.get(each.card_id)
        if person is None:
            left.append(Left(each, answers[each.card_id]))
        else:
            other = found.get(single.get(each.card_id, ""))
            by_hand = kept.get(each.card_id) == person
            lines.append(Line(each, found[person], other.mentor if other else None, by_hand))
    return Week(tuple(lines), tuple(left), cost(problem, chosen), cost(problem, single))


def _answers(cards: Sequence[Defence | Transfer], ask: _Asked) -> dict[str, Choice | Relay]:
    """Return the finder's answer for each card, by card id. One finder a board reads all defences once."""
    zone = ask.rulebook.timezone
    finders = {
        board: Finder.of(people, ask.defences, ask.now, zone)
        for board, people in ask.people.items()
    }
    return {
        x.card_id: ask.answer(x) if isinstance(x, Transfer) else finders[x.board_id].find(x)
        for x in cards
    }


def _found(answer: Choice | Relay) -> dict[str, Candidate | Taker]:
    found = answer.candidates if isinstance(answer, Choice) else answer.takers
    return {each.mentor.id: each for each in found}


def _wish(card: Defence | Transfer, answer: Choice | Relay, kept: Mapping[str, str | None]) -> Wish:
    options = tuple(Option(who, _base(found)) for who, found in _found(answer).items())
    only = kept.get(card.card_id)
    if only is not None:
        options = tuple(x for x in options if x.person == only) or options
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
    own = sum(FIRST >> place for place, yes in enumerate(asked) if yes)
    return own + min(found.mentor.following, 15)


def _problem(wishes: tuple[Wish, ...], answers: Iterable[Choice | Relay]) -> Problem:
    load: dict[str, int] = {}
    room: dict[str, int] = {}
    for answer in answers:
        for who, found in _found(answer).items():
            if isinstance(found, Taker):
                load[who] = found.mentor.following
                if found.places is not None:
                    room[who] = found.places
            else:
                load[who] = found.recent
    return Problem(wishes, load, room)
