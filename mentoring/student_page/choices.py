"""The times that a student may choose from: for a first session, or for one that they move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from mentoring.mail.known import zone_of
from mentoring.school.contacts import MOST_OFFERED, offered_times
from mentoring.sessions.changes.act import Act
from mentoring.sessions.changes.book import minutes_for
from mentoring.sessions.model import Span
from mentoring.sessions.rules.free_times import Around, busy, free_times, possible_times
from mentoring.sessions.rules.times import WEEK, at_wall, monday_of
from mentoring.sessions.surroundings import around_of
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.students.model import Student
from rules.calendar import local_date, local_time

SHOWN: Final = 6
MORNING: Final = 8
EVENING: Final = 22
"""Between these hours of their own zone a student is asked, where the mentor has such hours at all."""

WEEKS: Final = 3
"""So many weeks are looked through for a first session."""


def first_times(act: Act, student: Student) -> tuple[Span, ...]:
    """Return up to five times for a first session: those that the mentor offers and that are still free, else
    some of their usual hours, a day and an hour apart.
    """
    mentor, minutes = student.mentor_id, minutes_for(act, student)
    if mentor is None:
        return ()
    monday = monday_of(local_date(act.now, act.rulebook.timezone))
    within = Span(act.now, act.now + WEEK * (WEEKS + 1))
    around = around_of(act.session, act.rulebook, mentor, student, within)
    length = timedelta(minutes=minutes)
    offered = [Span(x, x + length) for x in offered_times(act.session, mentor, act.now)]
    free = tuple(each for each in offered if busy(each, around) is None)
    if free:
        return free[:MOST_OFFERED]
    zone = zone_of(student, act.rulebook)
    return _usual(monday, minutes, around, act.now + act.rulebook.sessions.late, zone)


def _usual(
    monday: date, minutes: int, around: Around, soonest: datetime, zone: ZoneInfo
) -> tuple[Span, ...]:
    found: list[Span] = []
    for week in range(WEEKS):
        day = monday + WEEK * week
        possible = possible_times(day, minutes, None, around, soonest)
        awake = [x for x in possible if MORNING <= local_time(x.starts, zone).hour < EVENING]
        found += spread(awake or possible, around)
        if len(found) >= MOST_OFFERED:
            break
    return tuple(found[:MOST_OFFERED])


def spread(spans: Iterable[Span], around: Around) -> list[Span]:
    """Return one time a day, late one day and early the next: so who works in the daytime finds one too."""
    days = defaultdict[date, list[Span]](list)
    for each in spans:
        days[local_date(each.starts, around.zone)].append(each)
    ordered = sorted(days.items())
    return [times[-1] if place % 2 == 0 else times[0] for place, (_, times) in enumerate(ordered)]


def times_to_move(act: Act, student: Student, row: MentoringSessionRow) -> tuple[Span, ...]:
    """Return free times of the session's own week, those near its hour first; at least 24 hours (as
    the rulebook says) from now.
    """
    zone = act.rulebook.timezone
    day = local_date(row.starts, zone) if row.starts is not None else row.slot_day
    if day is None:
        return ()
    monday = monday_of(day)
    middle = at_wall(monday, 0, zone)
    within = Span(middle - WEEK, middle + WEEK * 2)
    around = around_of(act.session, act.rulebook, row.member_id, student, within, row.id)
    length = row.ends - row.starts if row.starts is not None and row.ends is not None else None
    minutes = int(length / timedelta(minutes=1)) if length else minutes_for(act, student)
    soonest = act.now + act.rulebook.sessions.late
    found = free_times(monday, minutes, row.starts, around, soonest, SHOWN)
    return tuple(each for each in found if each.starts != row.starts)
