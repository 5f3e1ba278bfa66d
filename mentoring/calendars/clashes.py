"""Defences of one person that begin too near to each other, by the gap that the finder of validators keeps.
Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from mentoring.school.model import GAP, Defence

SETTLED = ("passed", "failed")


@dataclass(frozen=True, slots=True)
class Clash:
    """This person holds one of the two defences, and is held by the other at nearly the same time."""

    person: str
    other: Defence


def clashes(defences: Iterable[Defence]) -> Mapping[str, tuple[Clash, ...]]:
    """Return what clashes with each defence, by card id; one that clashes with nothing is not in it.

    Two defences clash where one person validates at least one of them, has a part in the other, and
    they begin less than 45 minutes apart. What is over, archived or without a date counts for none.
    """
    days = defaultdict[str, list[tuple[datetime, Defence]]](list)
    for each in defences:
        if each.at is not None and each.role not in SETTLED and not each.closed:
            for person in {*each.mentors, each.validator} - {None}:
                days[str(person)].append((each.at, each))
    found = defaultdict[str, list[Clash]](list)
    for person, held in days.items():
        for one, other in _near(sorted(held, key=lambda pair: (pair[0], pair[1].card_id))):
            if person in (one.validator, other.validator):
                found[one.card_id].append(Clash(person, other))
                found[other.card_id].append(Clash(person, one))
    return {card_id: tuple(each) for card_id, each in found.items()}


def _near(held: list[tuple[datetime, Defence]]) -> Iterator[tuple[Defence, Defence]]:
    """Yield each pair that begins less than the gap apart."""
    for place, (at, one) in enumerate(held):
        for begins, other in held[place + 1 :]:
            if begins - at >= GAP:
                break
            yield one, other
