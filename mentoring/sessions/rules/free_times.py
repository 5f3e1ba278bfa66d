"""Where a session can be: what stands against a time, and three times that are free. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from mentoring.school.model import LENGTH, Absence, Hours
from mentoring.sessions.model import Span, Why
from mentoring.sessions.rules.times import at_wall, monday_of
from rules.calendar import local_date

CLEAR: Final = timedelta(minutes=15)
"""So far from the half hour of a defence a session of those who take part in it stays."""

USUAL_HOURS: Final = tuple(Hours(day, 9 * 60, 19 * 60) for day in range(5))
"""When somebody who has said nothing can be asked: Monday to Friday, nine to seven."""

STEP: Final = 30
PROPOSED: Final = 3


@dataclass(frozen=True, slots=True)
class Around:
    """What a session of one mentor with one student has to fit into. `zone` is the school's: its days
    are those of absences, pauses, holidays and closures. `mentor` and `student`: what they have
    already. `defences`: when those begin in which either takes part. `private`: when
    the mentor's own calendar is busy; nothing is proposed then, but they may book what they like.
    """

    zone: ZoneInfo
    holidays: frozenset[date] = frozenset()
    closed: Callable[[date], bool] = lambda _: False
    absences: tuple[Absence, ...] = ()
    paused: Callable[[date], bool] = lambda _: False
    mentor: Sequence[Span] = ()
    student: Sequence[Span] = ()
    defences: Sequence[datetime] = ()
    hours: tuple[Hours, ...] = ()
    private: Sequence[Span] = ()


def obstacle(span: Span, around: Around) -> Why | None:
    """Return what stands against a session at that time, the day first; None if nothing does."""
    return day_off(span, around) or busy(span, around)


def busy(span: Span, around: Around) -> Why | None:
    """Return what else takes place then. It stands against everybody's word; a day off does not."""
    return busy_with(span, around.mentor, around.student, around.defences)


def busy_with(
    span: Span, mentor: Sequence[Span], student: Sequence[Span], defences: Sequence[datetime]
) -> Why | None:
    """Return which of these takes place then: the mentor's, the student's, a defence."""
    if any(span.meets(each) for each in mentor):
        return "mentor-busy"
    if any(span.meets(each) for each in student):
        return "student-busy"
    return "defence" if any(span.meets(defence_span(each)) for each in defences) else None


def defence_span(at: datetime) -> Span:
    """Return the half hour of a defence, with what is to be clear of sessions around it."""
    return Span(at - CLEAR, at + LENGTH + CLEAR)


def day_off(span: Span, around: Around) -> Why | None:
    """Return why nobody is to be asked on that day; None if they can be."""
    day = local_date(span.starts, around.zone)
    if any(day in each for each in around.absences):
        return "absence"
    if around.paused(day):
        return "pause"
    if day in around.holidays:
        return "holiday"
    return "closure" if around.closed(day) else None


def free_times(
    monday: date,
    minutes: int,
    wished: datetime | None,
    around: Around,
    now: datetime,
    most: int = PROPOSED,
) -> tuple[Span, ...]:
    """Return up to three (or `most`) free times in the week of that Monday, those nearest to what was
    wished first: the same hour on another day, then another hour. They do not touch each other.
    """
    possible = possible_times(monday, minutes, wished, around, now)
    possible.sort(key=lambda span: _distance(span, wished, around.zone))
    found: list[Span] = []
    for span in possible:
        if len(found) < most and not any(span.meets(each) for each in found):
            found.append(span)
    return tuple(sorted(found))


def possible_times(
    monday: date, minutes: int, wished: datetime | None, around: Around, now: datetime
) -> list[Span]:
    """Return every time of that week at which nothing stands against a session."""
    length = timedelta(minutes=minutes)
    return [
        span
        for span in _candidates(monday, length, wished, around)
        if span.starts > now
        and obstacle(span, around) is None
        and not any(span.meets(each) for each in around.private)
    ]


def _candidates(
    monday: date, length: timedelta, wished: datetime | None, around: Around
) -> Iterator[Span]:
    """Yield the times that begin on a half hour (or at the minute wished) within the mentor's hours."""
    offset = 0
    if wished is not None:
        offset = wished.astimezone(around.zone).minute % STEP
    for hours in around.hours or USUAL_HOURS:
        day = monday + timedelta(days=hours.weekday)
        for minute in range(hours.start - hours.start % STEP + offset, hours.end, STEP):
            fits = minute >= hours.start and minute + length // timedelta(minutes=1) <= hours.end
            if fits:
                starts = at_wall(day, minute, around.zone)
                yield Span(starts, starts + length)


def _distance(span: Span, wished: datetime | None, zone: ZoneInfo) -> tuple[int, int, datetime]:
    """Return how far from what was wished: first on the clock, then in days."""
    if wished is None:
        return 0, 0, span.starts
    local, wanted = span.starts.astimezone(zone), wished.astimezone(zone)
    clock = abs((local.hour - wanted.hour) * 60 + local.minute - wanted.minute)
    return clock, abs((local.date() - wanted.date()).days), span.starts


def week_closed(monday: date, holidays: Iterable[date], closed: Callable[[date], bool]) -> bool:
    """Return whether no day of that week, Monday to Friday, is a working day."""
    off = frozenset(holidays)
    days = (monday_of(monday) + timedelta(days=each) for each in range(5))
    return all(each in off or closed(each) for each in days)
