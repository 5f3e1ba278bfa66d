"""The draft of a week, as values: nothing of it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mentoring.matching.successors import NotTaking, Relay, Taker
from mentoring.matching.validators import Candidate, Choice, Excluded
from mentoring.matching.week.pins import Pin
from mentoring.school.model import Defence, Mentor, Transfer

Found = Candidate | Taker | Excluded | NotTaking
"""Somebody for a card; excluded where a person chose them all the same."""

WhyLeft = Literal["nobody", "taken", "asked", "by-hand", "cannot", "clash", "full"]
"""Why nobody gets a card: nobody can; who could is taken by another card of the draft; somebody was asked and
has yet to answer; left by hand; whoever was chosen by hand cannot have it, or not with what else was chosen
for them (`clash`, `full`).
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One card with who would get it. `one_by_one`: who would, card after card; None for nobody. `pin`: how
    it was chosen by hand, if it was.
    """

    card: Defence | Transfer
    found: Found
    one_by_one: Mentor | None
    pin: Pin | None = None

    @property
    def mentor(self) -> Mentor:
        """Who would get the card."""
        return self.found.mentor


@dataclass(frozen=True, slots=True)
class Left:
    """A card that nobody gets, with the answer of the finder for it alone. `chosen`: who was asked, or chosen
    for it by hand in vain; None also where they are on the board no more. `one_by_one`: who would get it,
    card after card.
    """

    card: Defence | Transfer
    answer: Choice | Relay
    why: WhyLeft
    chosen: Mentor | None = None
    one_by_one: Mentor | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """A draft. `cost` and `cost_one_by_one` compare it with one card after another, by nobody's hand; where
    the solver was too late, `solved` is False.
    """

    lines: tuple[Line, ...] = ()
    left: tuple[Left, ...] = ()
    cost: int = 0
    cost_one_by_one: int = 0
    solved: bool = True

    def __add__(self, other: Week) -> Week:
        return Week(
            self.lines + other.lines,
            self.left + other.left,
            self.cost + other.cost,
            self.cost_one_by_one + other.cost_one_by_one,
            self.solved and other.solved,
        )
