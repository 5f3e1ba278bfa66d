"""The cheapest choice, by HiGHS: an integer program, solved in a process of its own that frees its memory.

Run as a program: problems come in as JSON, the choice for the last one, near to the one before it, goes out
as JSON, on the last line.

Most of the options of a large problem are never needed. The program without whole numbers is solved with a
few options a card; its prices say which others could make it cheaper, until none can. Then whole numbers are
asked for, among these first, then among the options with which a choice could still be cheaper.

Of choices that cost the same, the one nearest to one after another is taken, or to the draft as it was before
a line was changed by hand: what differs has a reason then.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from heapq import nsmallest

import highspy

from mentoring.matching.week.problem import (
    LEVELS,
    OPEN,
    Option,
    Problem,
    clusters,
    cost,
    from_json,
    one_by_one,
)

SECONDS = 20.0
FEW = 10
"""Options of a card at the beginning, the cheapest; and so many are added at once."""

TINY = 1e-6
LEAST = 1.0
"""By how much two costs differ at least: they are whole numbers."""

Bases = list[dict[str, float]]
"""What each person costs for a card, their load aside, by the card's place."""

Takes = dict[tuple[int, str], int]
"""The column of each option that is in the program, by the place of its card and the person."""


@dataclass(slots=True)
class Program:
    """An integer program while it is put together: columns with costs, rows with bounds."""

    cost: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def column(self, cost: float, most: float = 1.0, *, whole: bool = False) -> int:
        """Add a column, and return its place."""
        self.cost.append(cost)
        self.most.append(most)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms: list[tuple[int, float]], lower: float, upper: float) -> int:
        """Add a row, and return its place."""
        self.index += [column for column, _ in terms]
        self.value += [factor for _, factor in terms]
        self.start.append(len(self.index))
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.lower) - 1


@dataclass(slots=True)
class Built:
    """A program with the meaning of its parts: the columns of options, the rows of cards and of people."""

    program: Program
    takes: Takes
    cards: list[int]
    people: dict[str, tuple[int, ...]]


def solve(problem: Problem, near: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return who gets which card, so that the whole costs least. A card that nobody can have is left out.
    Of choices that cost the same it is the one nearest to `near`, or to one after another.
    """
    usual = one_by_one(problem)
    near = usual if near is None else near
    little = LEAST / (len(problem.wishes) + 1)
    other = sum(near.get(card) != who for card, who in usual.items())
    ceiling = cost(problem, usual) + little * other
    problem = _leaning(problem, near, little)
    found = _relaxed(problem)
    if found.floor > ceiling - little + TINY:
        return usual
    return _whole(problem, found, ceiling, little)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The program without whole numbers, solved. `bases`: what each person costs for a card; `inside`: who
    is in it, by card; `priced`: how much dearer the whole becomes at least with each other person; `floor`:
    what it costs.
    """

    bases: Bases
    inside: list[set[str]]
    priced: list[Mapping[str, float]]
    floor: float


def _relaxed(problem: Problem) -> Relaxed:
    bases = [{x.person: x.base for x in wish.options} for wish in problem.wishes]
    cheapest = (nsmallest(FEW, x.options, key=problem.first) for x in problem.wishes)
    inside = [{x.person for x in options} for options in cheapest]
    while True:
        built = build(problem, bases, inside, whole=False)
        values, duals = run(built.program)
        priced = _prices(problem, bases, inside, built, duals)
        if not any(x < -TINY for prices in priced for x in prices.values()):
            return Relaxed(bases, inside, priced, _costs(built, values))
        for place, prices in enumerate(priced):
            cheap = sorted((x, person) for person, x in prices.items() if x < -TINY)
            inside[place] |= {person for _, person in cheap[:FEW]}


def _whole(problem: Problem, found: Relaxed, ceiling: float, little: float) -> dict[str, str]:
    """Return the cheapest choice, which costs at most `ceiling`: with few people first, which is mostly it
    and lowers the ceiling, then with all who could still make it cheaper.
    """
    inside = found.inside
    while True:
        built = build(problem, found.bases, inside, whole=True)
        values, _ = run(built.program, little)
        ceiling = min(ceiling, _costs(built, values))
        spare = ceiling - found.floor - TINY
        more = [
            there | {person for person, x in prices.items() if x < spare}
            for there, prices in zip(found.inside, found.priced, strict=True)
        ]
        if all(each <= there for each, there in zip(more, inside, strict=True)):
            break
        inside = more
    chosen = ((problem.wishes[place].card, who, x) for (place, who), x in built.takes.items())
    return {card: who for card, who, column in chosen if values[column] > 0.5}


def _costs(built: Built, values: list[float]) -> float:
    return sum(c * v for c, v in zip(built.program.cost, values, strict=True))


def _leaning(problem: Problem, near: Mapping[str, str], little: float) -> Problem:
    """Return the problem with options that cost a little more where they are not the near ones: all of it
    together less than the least difference between two costs.
    """
    wishes = (
        replace(wish, options=tuple(
            x if near.get(wish.card) == x.person else Option(x.person, x.base + little)
            for x in wish.options
        ))
        for wish in problem.wishes
    )  # fmt: skip
    return replace(problem, wishes=tuple(wishes))


def build(problem: Problem, bases: Bases, inside: list[set[str]], *, whole: bool) -> Built:
    """Return the program with these people `inside` for each card."""
    program = Program()
    built = Built(program, {}, [], {})
    whose: dict[str, dict[int, int]] = {}
    for place, people in enumerate(inside):
        here = []
        for person in sorted(people):
            column = program.column(bases[place][person], whole=whole)
            built.takes[place, person] = column
            whose.setdefault(person, {})[place] = column
            here.append((column, 1.0))
        built.cards.append(program.row([*here, (program.column(OPEN), 1.0)], 1.0, 1.0))
    groups = clusters(problem.wishes)
    for person, mine in whose.items():
        built.people[person] = _load(problem, program, person, list(mine.values()))
        for group in groups:
            terms = [(mine[x], 1.0) for x in group if x in mine]
            if len(terms) > 1:
                program.row(terms, 0.0, 1.0)
    return built


def _load(problem: Problem, program: Program, person: str, mine: list[int]) -> tuple[int, ...]:
    """Make each further card of this person cost more than the one before, within their room. Returns the
    rows that say so.
    """
    last = min(len(mine), LEVELS + 1)
    levels = [
        program.column(problem.marginal(person, given), 1.0 if given < last - 1 else len(mine))
        for given in range(last)
    ]
    rows = [program.row([*((x, 1.0) for x in mine), *((x, -1.0) for x in levels)], 0.0, 0.0)]
    if person in problem.room:
        rows.append(program.row([(x, 1.0) for x in mine], 0.0, float(problem.room[person])))
    return tuple(rows)


def _prices(
    problem: Problem,
    bases: Bases,
    inside: list[set[str]],
    built: Built,
    duals: list[float],
) -> list[Mapping[str, float]]:
    """Return, card by card, how much dearer the whole becomes at least with each person who is not in the
    program: below 0, it could become cheaper.
    """
    found: list[Mapping[str, float]] = []
    theirs = {person: sum(duals[x] for x in rows) for person, rows in built.people.items()}
    own = {x: theirs[x] if x in theirs else -problem.marginal(x, 0) for x in set().union(*bases)}
    for place, base in enumerate(bases):
        card, there = duals[built.cards[place]], inside[place]
        found.append({x: cost - card - own[x] for x, cost in base.items() if x not in there})
    return found


def run(program: Program, least: float = LEAST) -> tuple[list[float], list[float]]:
    """Return the value of each column, and the price of each row (of no meaning with whole numbers). `least`:
    by how much two choices of whole numbers differ in cost.
    """
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.cost), len(program.lower)
    model.col_cost_, model.col_upper_ = program.cost, program.most
    model.col_lower_ = [0.0] * len(program.cost)
    model.row_lower_, model.row_upper_ = program.lower, program.upper
    if any(program.whole):
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger if x else kinds.kContinuous for x in program.whole]
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_, matrix.index_, matrix.value_ = program.start, program.index, program.value
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    options = {"output_flag": False, "threads": 1, "random_seed": 0, "time_limit": SECONDS}
    for name, value in {**options, "mip_rel_gap": 0.0, "mip_abs_gap": least / 2}.items():
        solver.setOptionValue(name, value)
    solver.passModel(model)
    solver.run()
    solution = solver.getSolution()
    return list(solution.col_value), list(solution.row_dual)


if __name__ == "__main__":
    nearest: dict[str, str] | None = None
    for asked in json.load(sys.stdin):
        nearest = solve(from_json(asked), nearest)
    sys.stdout.write(json.dumps(nearest) + "\n")
