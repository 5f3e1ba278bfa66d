"""The cheapest choice for many cards keeps every hard rule and is never dearer than one after another."""

from __future__ import annotations

import itertools
import random

import pytest

from mentoring.matching.week import solve as solving
from mentoring.matching.week.problem import (
    OPEN,
    Option,
    Problem,
    Wish,
    broken,
    clash,
    cost,
    from_json,
    one_by_one,
    to_json,
)
from mentoring.matching.week.solver import solve


def school(seed: int, cards: int, people: int) -> Problem:
    """A week of cards over the afternoons of five days, a third of the people with little room."""
    chance = random.Random(seed)
    names = [f"p{number}" for number in range(people)]
    wishes = tuple(
        Wish(
            f"c{number}",
            chance.randrange(0, 5 * 240, 15) if chance.random() < 0.9 else None,
            tuple(
                Option(x, chance.choice([0, 1024, 2048, 8192]))
                for x in names
                if chance.random() < 0.5
            ),
        )
        for number in range(cards)
    )
    room = {x: chance.randrange(1, 4) for x in names if chance.random() < 0.3}
    return Problem(wishes, {x: chance.randrange(6) for x in names}, room)


@pytest.mark.parametrize("first", range(0, 2000, 250))
def test_no_hard_rule_is_broken_and_no_choice_is_dearer_than_one_by_one(first: int) -> None:
    for seed in range(first, first + 250):
        chance = random.Random(seed)
        problem = school(seed, chance.randrange(2, 12), chance.randrange(2, 9))
        chosen = solve(problem)
        assert not broken(problem, chosen), seed
        assert not broken(problem, one_by_one(problem)), seed
        assert cost(problem, chosen) <= cost(problem, one_by_one(problem)), seed


def cheapest_of_all(problem: Problem) -> int:
    """By trying everything."""
    best = OPEN * len(problem.wishes)
    choices = [[None, *(x.person for x in wish.options)] for wish in problem.wishes]
    for tried in itertools.product(*choices):
        chosen = {w.card: who for w, who in zip(problem.wishes, tried, strict=True) if who}
        if not broken(problem, chosen):
            best = min(best, cost(problem, chosen))
    return best


def test_it_is_the_cheapest_of_all() -> None:
    for seed in range(60):
        problem = school(seed, 5, 4)
        assert cost(problem, solve(problem)) == cheapest_of_all(problem), seed


def test_many_more_people_than_it_begins_with_change_nothing() -> None:
    few = school(7, 30, 60)
    chosen = solve(few)
    assert not broken(few, chosen)
    assert cost(few, chosen) <= cost(few, one_by_one(few))
    assert solve(few) == chosen == solve(from_json(to_json(few)))


def test_one_person_cannot_be_in_two_places() -> None:
    both = (Option("ines", 0), Option("karim", 8192))
    problem = Problem((Wish("a", 600, both), Wish("b", 630, both), Wish("c", 700, both)))
    chosen = solve(problem)
    assert {chosen["a"], chosen["b"]} == {"ines", "karim"}
    assert chosen["c"] == "ines"
    assert clash(problem.wishes[0], problem.wishes[1])
    assert broken(problem, dict.fromkeys("ab", "ines")) == ["a", "b"]


def test_who_is_wanted_twice_goes_where_nobody_else_can() -> None:
    """One after another, the first card takes the only person of the second."""
    ines, karim = Option("ines", 0), Option("karim", 1024)
    problem = Problem((Wish("a", 600, (ines, karim)), Wish("b", 600, (ines,))))
    assert one_by_one(problem) == {"a": "ines"}
    assert solve(problem) == {"a": "karim", "b": "ines"}


def test_a_solver_that_fails_or_is_late_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = school(3, 6, 5)
    assert solving.best(problem, patience=0.0) is None
    monkeypatch.setattr(solving.sys, "executable", "/nowhere/python")
    assert solving.best(problem) is None


def test_the_child_process_says_the_same() -> None:
    problem = school(4, 8, 6)
    assert solving.best(problem) == solve(problem)
    assert solving.best(Problem(())) == {}
