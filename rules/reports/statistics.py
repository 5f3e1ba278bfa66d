"""What a history of cards says about how things go: counts and times, by week. Nobody is counted by name.

Every definition stands here once; `powerup.desk.figures.texts` tells each in a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from rules.calendar import local_date
from rules.card import Kind
from rules.verdict import State

CHECKED: Final = ("complete", "incomplete")
WEEK: Final = timedelta(days=7)


class Change(NamedTuple):
    """A card's verdict from this instant on; `missing`: the codes of the mentions that block."""

    at: datetime
    state: State
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facets:
    """What a card is counted under; "" where it is not known."""

    course: str = ""
    project: str = ""


class Past(NamedTuple):
    """One card's verdicts, oldest first. `quiet`: how long people are left to finish a new card."""

    kind: Kind
    facets: Facets
    quiet: timedelta
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """The first check of a card: when, and what was missing."""

    at: datetime
    missing: tuple[str, ...]
    kind: Kind
    facets: Facets

    @property
    def complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Count:
    """`part` of `whole` cards in the week that begins on this Monday."""

    week: date
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Times:
    """How long things took: the time that half of them stayed within, and nine of ten."""

    count: int
    median: timedelta | None
    most: timedelta | None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Of `cards` checked for the first time, `incomplete` missed something; `missing` counts each
    mention among them.
    """

    cards: int
    incomplete: int
    missing: Mapping[str, int]

    @property
    def share(self) -> float:
        """The incomplete among all, 0 to 1."""
        return self.incomplete / self.cards if self.cards else 0.0

    @property
    def worst(self) -> str:
        """The mention that is missing most, "" where nothing is."""
        return max(sorted(self.missing), key=lambda each: self.missing[each], default="")


def weeks_until(now: datetime, zone: tzinfo, count: int) -> tuple[date, ...]:
    """Return the Mondays of the last `count` weeks, this one included, oldest first."""
    last = monday(now, zone)
    return tuple(last - WEEK * back for back in range(count - 1, -1, -1))


def monday(instant: datetime, zone: tzinfo) -> date:
    """Return the Monday of the week of that instant, on a calendar of that zone."""
    day = local_date(instant, zone)
    return day - timedelta(days=day.weekday())


def first_check(past: Past, now: datetime) -> Check | None:
    """Return the first verdict that stood for the quiet time: what people thought finished. None where a
    card is too fresh, or was never checked.
    """
    ends = [*(each.at for each in past.changes[1:]), now]
    for change, end in zip(past.changes, ends, strict=False):
        if change.state in CHECKED and end - change.at >= past.quiet:
            missing = change.missing if change.state == "incomplete" else ()
            return Check(change.at, missing, past.kind, past.facets)
    return None


def completion(past: Past, check: Check | None) -> tuple[datetime, timedelta] | None:
    """Return when a card that was incomplete at its first check became complete, and how long after it.
    None where it was complete at once, or is not yet.
    """
    if check is None or check.complete:
        return None
    later = (x.at for x in past.changes if x.at > check.at and x.state == "complete")
    done = next(later, None)
    return None if done is None else (done, done - check.at)


def complete_at_first(
    checks: Iterable[Check], weeks: Sequence[date], zone: tzinfo
) -> tuple[Count, ...]:
    """Return the cards that were complete at their first check among those first checked, week by week."""
    every, complete = Counter[date](), Counter[date]()
    for each in checks:
        week = monday(each.at, zone)
        every[week] += 1
        complete[week] += each.complete
    return tuple(Count(week, complete[week], every[week]) for week in weeks)


def times(spans: Iterable[timedelta]) -> Times:
    """Return the middle and the ninth of ten of these spans (nearest rank)."""
    ordered = sorted(spans)
    if not ordered:
        return Times(0, None, None)
    return Times(len(ordered), _rank(ordered, 5), _rank(ordered, 9))


def times_by_week(
    ended: Iterable[tuple[datetime, timedelta]], weeks: Sequence[date], zone: tzinfo
) -> tuple[Times, ...]:
    """Return how long things took, by the week in which they ended."""
    found: dict[date, list[timedelta]] = {week: [] for week in weeks}
    for at, span in ended:
        found.get(monday(at, zone), []).append(span)
    return tuple(times(found[week]) for week in weeks)


def forgotten(checks: Iterable[Check]) -> Forgotten:
    """Return what was missing at these first checks."""
    cards, incomplete, missing = 0, 0, Counter[str]()
    for each in checks:
        cards += 1
        incomplete += not each.complete
        missing.update(set(each.missing))
    return Forgotten(cards, incomplete, dict(missing))


def forgotten_by(
    checks: Iterable[Check], facet: Callable[[Check], str]
) -> tuple[tuple[str, Forgotten], ...]:
    """Return what was missing for each course or project, the one with the greatest share of incomplete cards
    first; cards where it is not known are left out.
    """
    groups: dict[str, list[Check]] = {}
    for each in checks:
        if name := facet(each):
            groups.setdefault(name, []).append(each)
    found = [(name, forgotten(group)) for name, group in groups.items()]
    return tuple(sorted(found, key=lambda pair: (-pair[1].share, pair[0])))


def counted(
    events: Iterable[tuple[datetime, str]], weeks: Sequence[date], zone: tzinfo
) -> tuple[Mapping[str, int], ...]:
    """Return how often each sort of thing happened, week by week."""
    found: dict[date, Counter[str]] = {week: Counter() for week in weeks}
    for at, sort in events:
        week = monday(at, zone)
        if week in found:
            found[week][sort] += 1
    return tuple(found[week] for week in weeks)


def _rank(ordered: Sequence[timedelta], tenths: int) -> timedelta:
    """Return the least value that so many tenths of the values do not exceed."""
    return ordered[-(-tenths * len(ordered) // 10) - 1]
