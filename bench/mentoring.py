"""How long it takes to rank the validators of every open card."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure
from mentoring.matching.validators import Finder

sys.path.append(str(Path(__file__).parents[1] / "tests" / "mentoring"))

from schools import NOW, PARIS, random_school

MENTORS, CARDS = 500, 200


def figures() -> Iterator[Figure]:
    """All rankings of a large school, read already."""
    mentors, defences = random_school(7, people=MENTORS, cards=CARDS)
    began = time.perf_counter()
    finder = Finder.of(mentors, defences, NOW, PARIS)
    ranked = sum(len(finder.find(each).candidates) for each in defences)
    seconds = time.perf_counter() - began
    what = f"rank {MENTORS} mentors for {CARDS} cards ({ranked} candidates)"
    yield Figure(what, f"{seconds:.2f} s", "< 1 s", seconds < 1)
