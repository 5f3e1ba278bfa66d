"""The cheapest choice, by HiGHS: an integer program, solved in a process of its own that frees its memory.

Run as a program: problems come in as JSON, the choice for the last one, near to the one before it, goes out
as JSON, on the last line.

Most of the options of a large problem are never needed. The program without whole numbers is solved with a
few options a card; its prices say which others could make it cheaper, until none can. Then whole numbers are
asked for, among the options with which a choice could still be cheaper than one after another.

Of choices that cost the same, the one nearest to one after another is taken, or to the draft as it was before
a line was changed by hand: what differs has a reason then.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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
FEW = 6
"""Options of a card at the beginning, the cheapest; and so many are added at once."""

TINY = 1e-6
LEAST = 1.0
"""By how much two costs differ at least: they are whole numbers."""

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
    order = [sorted(x.options, key=problem.first) for x in problem.wishes]
    inside = [{x.person for x in options[:FEW]} for options in order]
    while True:
        built = build(problem, order, inside, whole=False)
        values, duals = run(built.program)
        floor = sum(c * v for c, v in zip(built.program.cost, values, strict=True))
        priced = _prices(problem, order, inside, built, duals)
        if not any(x < -TINY for prices in priced for x in prices.values()):
            break
        for place, prices in enumerate(priced):
            cheap = sorted((x, person) for person, x in prices.items() if x < -TINY)
            inside[place] |= {person for _, person in cheap[:FEW]}
    if floor > ceiling - little + TINY:
        return usual
    for place, prices in enumerate(priced):
        inside[place] |= {person for person, x in prices.items() if x < ceiling - floor - TINY}
    built = build(problem, order, inside, whole=True)
    values, _ = run(built.program)
    chosen = ((problem.wishes[place].card, who, x) for (place, who), x in built.takes.items())
    return {card: who for card, who, column in chosen if values[column] > 0.5}


def _leaning(problem: Problem, near: Mapping[str, str], little: float) -> Problem:
    """Return the problem with options that cost a little more where they are not the near ones: all of it
    together less than the least difference between two costs.
    """
    wishes = (
        replace(wish, options=tuple(
            replace(x, base=x.base + (little if near.get(wish.card) != x.person else 0.0))
            for x in wish.options
        ))
        for wish in problem.wishes
    )  # fmt: skip
    return replace(problem, wishes=tuple(wishes))


def build(
    problem: Problem, order: list[list[Option]], inside: list[set[str]], *, whole: bool
) -> Built:
    """Return the program with these people `inside` for each card."""
    program = Program()
    built = Built(program, {}, [], {})
    whose: dict[str, dict[int, int]] = {}
    for place, options in enumerate(order):
        here = []
        for option in options:
            if option.person in inside[place]:
                column = program.column(option.base, whole=whole)
                built.takes[place, option.person] = column
                whose.setdefault(option.person, {})[place] = column
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
    order: list[list[Option]],
    inside: list[set[str]],
    built: Built,
    duals: list[float],
) -> list[Mapping[str, float]]:
    """Return, card by card, how much dearer the whole becomes at least with each person who is not in the
    program: below 0, it could become cheaper.
    """
    found: list[Mapping[str, float]] = []
    theirs = {person: sum(duals[x] for x in rows) for person, rows in built.people.items()}
    for place, options in enumerate(order):
        card = duals[built.cards[place]]
        prices = {}
        for option in options:
            who = option.person
            if who not in inside[place]:
                own = theirs[who] if who in theirs else -problem.marginal(who, 0)
                prices[who] = option.base - card - own
        found.append(prices)
    return found


def run(program: Program) -> tuple[list[float], list[float]]:
    """Return the value of each column, and the price of each row (of no meaning with whole numbers)."""
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
    for name, value in {**options, "mip_rel_gap": 0.0, "mip_abs_gap": 1e-4}.items():
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
