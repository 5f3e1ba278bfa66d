"""Things to say on a card by the clock: each once, in the daytime, never after its event. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from rules.bilingual import Sentence
from rules.calendar import local_date, local_time

MORNING: Final = time(8)
EVENING: Final = time(20)

Occasion = tuple[str, str]
"""What is said, and for which date: both together are said once on a card."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph of the living comment. `values` fill the sentence (instants, days, texts); `calls`
    are member ids, called where `{who}` stands when it is first told. Lower ranks come first; from
    `until` on it is not told any more.
    """

    code: str
    sentence: Sentence
    values: Mapping[str, object] = field(default_factory=dict)
    calls: tuple[str, ...] = ()
    rank: int = 40
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """Something to say from `since` on, begun at `latest` at the latest; it stands until `until`.

    Only the last one begun of a `group` stands. `by_clock`: nobody waits for it, so it is begun in
    the daytime. Times are UTC; None is never.
    """

    group: str
    occasion: str
    since: datetime
    words: Words
    latest: datetime | None = None
    until: datetime | None = None
    by_clock: bool = True

    @property
    def key(self) -> Occasion:
        """What makes it said once."""
        return self.group, self.occasion


def what_stands(
    sayings: Iterable[Saying], done: Collection[Occasion], now: datetime, zone: ZoneInfo
) -> tuple[tuple[Occasion, ...], tuple[Words, ...]]:
    """Return what begins now, and everything that is to be read on the card then."""
    begins: list[Occasion] = []
    last: dict[str, Saying] = {}
    for each in sorted(sayings, key=lambda one: one.since):
        if each.since > now or (each.until is not None and each.until <= now):
            continue
        if each.key not in done:
            if not _may_begin(each, now, zone):
                continue
            begins.append(each.key)
        last[each.group] = each
    standing = {each.key for each in last.values()}
    return (
        tuple(each for each in begins if each in standing),
        tuple(each.words for each in last.values()),
    )


def _may_begin(saying: Saying, now: datetime, zone: ZoneInfo) -> bool:
    if saying.latest is not None and now > saying.latest:
        return False
    return not saying.by_clock or MORNING <= local_time(now, zone).time() < EVENING


def morning(at: datetime, days: int, zone: tzinfo) -> datetime:
    """Return eight o'clock in that zone, so many days after (or, below 0, before) the day of `at`; UTC."""
    day = local_date(at, zone) + timedelta(days=days)
    return datetime.combine(day, MORNING, zone).astimezone(UTC)


def evening(at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return 20:00 in that zone, so many days after (or, below 0, before) the day of `at`; UTC."""
    day = local_date(at, zone) + timedelta(days=days)
    return datetime.combine(day, EVENING, zone).astimezone(UTC)


def stamp(at: datetime) -> str:
    """Return an instant as part of an occasion: to the minute, UTC."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M")
