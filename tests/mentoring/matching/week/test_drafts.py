"""Drafts of drawn schools, with lines changed by hand: kept, allowed when applied, the same twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from schools import NOW, PARIS, SKILLS, random_school, transfer

from mentoring.matching.assign import YIELDING
from mentoring.matching.successors import find_taker
from mentoring.matching.validators import Finder
from mentoring.matching.week import plan
from mentoring.matching.week.pins import Pin
from mentoring.matching.week.plan import Answer, give_out, waits
from mentoring.matching.week.problem import Problem
from mentoring.matching.week.solver import solve
from mentoring.matching.week.week_draft import Line, Week
from mentoring.school.model import Defence, Mentor, Transfer


@pytest.fixture(autouse=True)
def solved_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process for each draft."""

    def best(problem: Problem, patience: float, before: Problem | None = None) -> dict[str, str]:
        return solve(problem, None if before is None else solve(before))

    monkeypatch.setattr(plan, "best", best)


class Drawn:
    """A school: its people, its defences, its students who change mentors, some choices made by hand."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.mentors, self.defences = random_school(
            seed, self.chance.randrange(3, 9), self.chance.randrange(2, 12)
        )
        self.defences = [self._near(each) for each in self.defences]
        names = [each.id for each in self.mentors]
        self.moving = [
            transfer(100 + number, mentors=(self.chance.choice(names),), course=skill[0])
            for number, skill in enumerate(self.chance.choices(SKILLS, k=5))
        ]
        self.waiting = [x for x in self.defences if waits(x, NOW)]
        cards = [*self.waiting, *self.moving]
        some = self.chance.sample(cards, self.chance.randrange(min(8, len(cards)) + 1))
        self.pins = {each.card_id: self._pin(each, names) for each in some}

    def _near(self, defence: Defence) -> Defence:
        """On one afternoon, and mostly one that waits."""
        at = NOW + timedelta(days=10, minutes=15 * self.chance.randrange(8))
        if self.chance.random() < 0.6:
            return replace(defence, at=at, role="intake", validator=None)
        return replace(defence, at=at)

    def _pin(self, card: Defence | Transfer, names: Sequence[str]) -> Pin:
        """Mostly of one of the first who can, so that several are chosen for one person."""
        why = "vu avec lui" if self.chance.random() < 0.5 else ""
        able = [x for x in names if self.answer(card).has(x)][:2]
        if able and self.chance.random() < 0.7:
            return Pin(self.chance.choice(able), why)
        return Pin(self.chance.choice([*names, None, "gone"]), why)

    def answer(self, card: Defence | Transfer) -> Answer:
        if isinstance(card, Transfer):
            return find_taker(card, self.mentors, NOW, PARIS)
        return Finder.of(self.mentors, self.defences, NOW, PARIS).find(card)

    def drafted(self, pinned: bool = True) -> Week:
        every = (*self.waiting, *self.moving)
        answers = {each.card_id: self.answer(each) for each in every}
        pins = self.pins if pinned else {}
        return give_out(self.waiting, answers, pins) + give_out(self.moving, answers, pins)

    def apply(self, line: Line) -> None:
        """As the service does it: looked at again, then given."""
        card = line.card
        now = next(x for x in (*self.defences, *self.moving) if x.card_id == card.card_id)
        assert now.mark == card.mark
        found = self.answer(now)
        against = found.obstacle_of(line.mentor.id)
        if not found.has(line.mentor.id):
            assert line.pin is not None and line.pin.why, line
            assert against is not None and against.obstacle in YIELDING, line
        if isinstance(now, Defence):
            given = replace(now, validator=line.mentor.id)
            self.defences = [given if x is now else x for x in self.defences]
        else:
            self.mentors = [_follows_more(x, line.mentor.id) for x in self.mentors]


def _follows_more(mentor: Mentor, who: str) -> Mentor:
    return replace(mentor, following=mentor.following + 1) if mentor.id == who else mentor


def check(seed: int) -> None:
    school = Drawn(seed)
    draft = school.drafted()
    assert school.drafted() == draft, "asked twice it is the same"
    lines = {each.card.card_id: each for each in draft.lines}
    left = {each.card.card_id: each for each in draft.left}
    assert len(lines) + len(left) == len(school.waiting) + len(school.moving)
    for card, pin in school.pins.items():
        if card in lines:
            assert (lines[card].mentor.id, lines[card].pin) == (pin.person, pin)
        else:
            assert left[card].why in ("by-hand", "cannot", "clash", "full")
    assert all(
        each.why in ("nobody", "taken") for card, each in left.items() if card not in school.pins
    )
    free = school.drafted(pinned=False)
    assert free.cost <= free.cost_one_by_one
    in_any_order = list(draft.lines)
    school.chance.shuffle(in_any_order)
    for each in in_any_order:
        school.apply(each)


def test_what_was_chosen_by_hand_is_kept_and_every_line_can_be_applied() -> None:
    for seed in range(40):
        check(seed)


@pytest.mark.parametrize("first", range(1000, 3000, 250))
def test_two_thousand_schools(first: int) -> None:
    for seed in range(first, first + 250):
        check(seed)
