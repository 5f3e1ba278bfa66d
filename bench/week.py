"""How long the draft of a week takes: everything given out at once, and anew around a changed line."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.figure import Figure
from mentoring.matching.validators import Finder
from mentoring.matching.week.pins import Pin
from mentoring.matching.week.plan import Answer, give_out
from mentoring.matching.week.week_draft import Week
from mentoring.school.model import Defence

sys.path.append(str(Path(__file__).parents[1] / "tests" / "mentoring"))

from schools import NOW, PARIS, random_school

MENTORS, CARDS = 500, 200


def figures() -> Iterator[Figure]:
    """The draft of a large school, read already: its processor time, the child's with it, and the wait."""
    mentors, found = random_school(7, people=MENTORS, cards=CARDS)
    cards = [replace(each, role="intake", validator=None) for each in found]
    finder = Finder.of(mentors, cards, NOW, PARIS)
    answers: dict[str, Answer] = {each.card_id: finder.find(each) for each in cards}
    free, seconds, waited = _timed(cards, answers, {})
    single = sum(x.one_by_one is not None for x in free.lines)
    single += sum(x.one_by_one is not None for x in free.left)
    what = f"give {CARDS} defences to {MENTORS} mentors ({len(free.lines)}; one by one {single})"
    yield Figure(what, f"{seconds:.2f} s", "< 1 s", seconds < 1)
    yield Figure("… until it is there, on this machine now", f"{waited:.2f} s")
    line = free.lines[0]
    other = next(x for x in finder.find(cards[0]).candidates if x.mentor.id != line.mentor.id)
    pinned, seconds, _ = _timed(cards, answers, {line.card.card_id: Pin(other.mentor.id)})
    moved = _persons(free).items() - _persons(pinned).items()
    what = f"… anew around a line changed by hand ({len(moved)} lines differ)"
    yield Figure(what, f"{seconds:.2f} s", "< 2 s", seconds < 2)


def _timed(
    cards: list[Defence], answers: dict[str, Answer], pins: dict[str, Pin]
) -> tuple[Week, float, float]:
    """Return the draft, the seconds of processor that it took, and those until it was there."""
    began, used = time.perf_counter(), _used()
    week = give_out(cards, answers, pins)
    return week, _used() - used, time.perf_counter() - began


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _persons(week: Week) -> dict[str, str]:
    return {each.card.card_id: each.mentor.id for each in week.lines}
