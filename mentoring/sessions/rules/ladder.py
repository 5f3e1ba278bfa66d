"""The ladder of sessions without a status: when who is told, once a mentor a rung. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta, tzinfo
from typing import Final, Literal, NamedTuple

from mentoring.sessions.rules.times import at_wall
from rules.calendar import is_working_day, local_date

Rung = Literal["end", "evening", "morning", "third"]
RUNGS: Final[tuple[Rung, ...]] = ("end", "evening", "morning", "third")
"""At the end, the same evening, the next morning; on the third working day managers are told."""

EVENING: Final = 19 * 60 + 30
MORNING: Final = 8 * 60
MANAGERS_AFTER: Final = 3


class Unset(NamedTuple):
    """A session that has ended without a status."""

    member_id: str
    ends: datetime


class Due(NamedTuple):
    """A mentor is to be told, on the day of the rung, of all their sessions that have reached it."""

    member_id: str
    rung: Rung
    day: date


def rung_at(
    ends: datetime, rung: Rung, zone: tzinfo, holiday: Callable[[date], bool]
) -> datetime | None:
    """Return when a session that ended then reaches the rung; None for an evening that was over already."""
    day = local_date(ends, zone)
    if rung == "end":
        return ends
    if rung == "evening":
        evening = at_wall(day, EVENING, zone)
        return evening if evening >= ends else None
    if rung == "morning":
        return at_wall(day + timedelta(days=1), MORNING, zone)
    left = MANAGERS_AFTER
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, holiday)
    return at_wall(day, MORNING, zone)


def due(
    unset: Iterable[Unset],
    told: Collection[Due],
    now: datetime,
    zone: tzinfo,
    holiday: Callable[[date], bool],
) -> tuple[Due, ...]:
    """Return who is to be told what now, each once; a session that has its status is not among `unset`."""
    found = set()
    for each in unset:
        for rung in RUNGS:
            at = rung_at(each.ends, rung, zone, holiday)
            if at is not None and at <= now:
                found.add(Due(each.member_id, rung, local_date(at, zone)))
    return tuple(sorted(found - set(told), key=lambda each: (each.day, each.member_id, each.rung)))


def highest(
    ends: datetime, now: datetime, zone: tzinfo, holiday: Callable[[date], bool]
) -> Rung | None:
    """Return the highest rung that a session without status has reached."""
    reached = [
        rung
        for rung in RUNGS
        if (at := rung_at(ends, rung, zone, holiday)) is not None and at <= now
    ]
    return reached[-1] if reached else None
