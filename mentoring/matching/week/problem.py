"""Many cards and many people at once: what each choice costs, and what one after another gives. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

GAP: Final = 45
"""Minutes that two defences of one person must begin apart (`mentoring.school.model.GAP`)."""

STEP: Final = 16
"""What one more card of the same person costs, beside what ranks people for a card."""

LEVELS: Final = 12
"""From so many cards of one person on, each further one costs the same."""

OPEN: Final = 1_000_000
"""What a card costs that nobody gets: more than any choice."""


class Option(NamedTuple):
    """Somebody who can have a card. `base`: what their rank for this card costs, without their load: a whole
    number, but where the solver leans to one of equal ones.
    """

    person: str
    base: float


@dataclass(frozen=True, slots=True)
class Wish:
    """A card that waits. `at`: when it begins, in minutes since the epoch; None where no two can clash."""

    card: str
    at: int | None
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be given out. `load`: cards that each has already; `room`: how many more at most, where
    there is a limit.
    """

    wishes: tuple[Wish, ...]
    load: Mapping[str, int] = field(default_factory=dict)
    room: Mapping[str, int] = field(default_factory=dict)

    def marginal(self, person: str, given: int) -> int:
        """Return what the next card costs somebody who was given so many here."""
        return STEP * (self.load.get(person, 0) + min(given, LEVELS))

    def first(self, option: Option) -> float:
        """Return what this option costs where the person gets nothing else."""
        return option.base + self.marginal(option.person, 0)


def clash(one: Wish, other: Wish) -> bool:
    """Return whether nobody can have both."""
    return one.at is not None and other.at is not None and abs(one.at - other.at) < GAP


def clusters(wishes: Sequence[Wish]) -> list[list[int]]:
    """Return groups of cards, by their places, of which one person can have one only: those that begin
    within one gap.
    """
    timed = sorted((each.at, place) for place, each in enumerate(wishes) if each.at is not None)
    found: list[list[int]] = []
    last = -1
    for start, (begins, _) in enumerate(timed):
        group = [place for at, place in timed[start:] if at < begins + GAP]
        if len(group) > 1 and start + len(group) > last:  # else the group before has all of them
            found.append(group)
            last = start + len(group)
    return found


def one_by_one(problem: Problem) -> dict[str, str]:
    """Return the choice, person by card, of a manager who takes the cards in their order, and each time the
    person who ranks first then.
    """
    chosen: dict[str, str] = {}
    given: defaultdict[str, list[Wish]] = defaultdict(list)
    for wish in problem.wishes:
        free = [x for x in wish.options if _free(problem, wish, x.person, given)]
        if free:
            best = min(
                free, key=lambda x: x.base + problem.marginal(x.person, len(given[x.person]))
            )
            chosen[wish.card] = best.person
            given[best.person].append(wish)
    return chosen


def _free(problem: Problem, wish: Wish, person: str, given: Mapping[str, Sequence[Wish]]) -> bool:
    theirs = given.get(person, ())
    if len(theirs) >= problem.room.get(person, len(problem.wishes)):
        return False
    return not any(clash(wish, each) for each in theirs)


def cost(problem: Problem, chosen: Mapping[str, str]) -> int:
    """Return what a choice costs in all, cards that nobody gets included."""
    total: float = OPEN * (len(problem.wishes) - len(chosen))
    given: Counter[str] = Counter()
    for wish in problem.wishes:
        person = chosen.get(wish.card)
        if person is not None:
            total += next(x.base for x in wish.options if x.person == person)
            total += problem.marginal(person, given[person])
            given[person] += 1
    return round(total)


def broken(problem: Problem, chosen: Mapping[str, str]) -> list[str]:
    """Return the cards of a choice that break a hard rule; none in a right one."""
    wishes = {each.card: each for each in problem.wishes}
    given = Counter(chosen.values())
    return [
        card
        for card, person in chosen.items()
        if person not in {x.person for x in wishes[card].options}
        or given[person] > problem.room.get(person, given[person])
        or any(_both(wishes[card], wishes[x], person, chosen[x]) for x in chosen if x != card)
    ]


def _both(one: Wish, other: Wish, person: str, whose: str) -> bool:
    return person == whose and clash(one, other)


Packed = dict[str, Any]


def to_json(problem: Problem) -> Packed:
    """Return the problem as the child process reads it: people once, then by their places."""
    people = sorted({x.person for wish in problem.wishes for x in wish.options})
    places = {person: place for place, person in enumerate(people)}
    return {
        "people": people,
        "wishes": [
            [x.card, x.at, [places[y.person] for y in x.options], [y.base for y in x.options]]
            for x in problem.wishes
        ],
        "load": dict(problem.load),
        "room": dict(problem.room),
    }


def from_json(data: Packed) -> Problem:
    """Return the problem that `to_json` packed."""
    people = data["people"]
    wishes = tuple(
        Wish(card, at, tuple(map(Option, [people[x] for x in places], bases)))
        for card, at, places, bases in data["wishes"]
    )
    return Problem(wishes, dict(data["load"]), dict(data["room"]))
