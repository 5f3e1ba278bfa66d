"""Rules that stopped firing: what a mention finds in a week, beside what it usually finds. Pure.

A rule that breaks says nothing, and nobody misses it: the title's reader, a label that was renamed, a form
that changed. Holidays are no collapse: then hardly any card is judged at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

WEEK = timedelta(days=7)
USUAL_WEEKS = 8
"""How many weeks before this one tell what is usual; a rule younger than half of them has no usual yet."""

ENOUGH = 4
"""A rule that finds fewer in a usual week may well find none in another."""

COLLAPSED = 0.1
AWAKE = 0.5
"""Up to `COLLAPSED` of what it usually finds, a rule has collapsed; where fewer than `AWAKE` of the usual
cards were judged, no rule has.
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """One change of a card's verdict: when (UTC), and which mentions were missing then."""

    card_id: str
    at: datetime
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """A mention that has collapsed: what it found this week, and in a usual one."""

    mention: str
    found: int
    usual: int


def silent_rules(changes: Iterable[Judged], now: datetime) -> list[Silent]:
    """Return the mentions that found next to nothing in the last seven days, the most usual first. A card
    counts once a week and mention.
    """
    cards = [set[str]() for _ in range(USUAL_WEEKS + 1)]
    found: dict[str, list[set[str]]] = defaultdict(lambda: [set() for _ in cards])
    for each in changes:
        week = (now - each.at) // WEEK
        if 0 <= week <= USUAL_WEEKS:
            cards[week].add(each.card_id)
            for mention in each.missing:
                found[mention][week].add(each.card_id)
    if len(cards[0]) < AWAKE * _usual(cards):
        return []
    told = [Silent(name, len(weeks[0]), int(_usual(weeks))) for name, weeks in found.items()]
    collapsed = [x for x in told if x.usual >= ENOUGH and x.found <= COLLAPSED * x.usual]
    return sorted(collapsed, key=lambda each: (-each.usual, each.mention))


def _usual(weeks: list[set[str]]) -> float:
    return median(len(each) for each in weeks[1:])
