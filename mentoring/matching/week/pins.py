"""Cards that a person gave out by hand in the draft stay; the others are given out around them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from mentoring.matching.week.problem import Option, Problem, Wish, clash, cost

Obstacle = Literal["clash", "full"]


@dataclass(frozen=True, slots=True)
class Pin:
    """What a person chose for a card: `person`, or None where it is to wait. `why`: the reason for which they
    pass over an absence or a full load.
    """

    person: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Pinned:
    """Cards that keep their person, and those that cannot: somebody is in two places, or has no place left
    after the pins before.
    """

    kept: Mapping[str, Option]
    refused: Mapping[str, Obstacle]


def together(
    wishes: Mapping[str, Wish], pins: Mapping[str, Option], room: Mapping[str, int]
) -> Pinned:
    """Return which pins go together; the earlier ones win. `pins`: by card, as somebody who can have it
    alone; `room` has nobody whom a pin passes over on purpose.
    """
    kept: dict[str, Option] = {}
    refused: dict[str, Obstacle] = {}
    given: Counter[str] = Counter()
    for card, option in pins.items():
        who = option.person
        theirs = (wishes[x] for x, other in kept.items() if other.person == who)
        if any(clash(wishes[card], each) for each in theirs):
            refused[card] = "clash"
        elif given[who] >= room.get(who, len(pins)):
            refused[card] = "full"
        else:
            kept[card] = option
            given[who] += 1
    return Pinned(kept, refused)


def around(problem: Problem, kept: Mapping[str, Option]) -> tuple[Problem, int]:
    """Return what is left to be given out once these cards, which are wishes of the problem, have these
    people; and what those cost.
    """
    given = Counter(each.person for each in kept.values())
    taken = [(x, kept[x.card].person) for x in problem.wishes if x.card in kept]
    rest = Problem(
        tuple(_free(x, taken) for x in problem.wishes if x.card not in kept),
        {who: problem.load.get(who, 0) + given[who] for who in {*problem.load, *given}},
        {who: max(0, many - given[who]) for who, many in problem.room.items()},
    )
    alone = tuple(replace(x, options=(kept[x.card],)) for x, _ in taken)
    fixed = replace(problem, wishes=alone)
    return rest, cost(fixed, {card: each.person for card, each in kept.items()})


def _free(wish: Wish, taken: list[tuple[Wish, str]]) -> Wish:
    """Return the wish without those who have a pinned card at that time."""
    busy = {person for other, person in taken if clash(wish, other)}
    return replace(wish, options=tuple(x for x in wish.options if x.person not in busy))
