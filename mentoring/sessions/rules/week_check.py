"""Whose week is empty: students without a session from Monday to Sunday. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from mentoring.sessions.rules.times import week_span
from mentoring.students.model import Student

Held = tuple[str, datetime]
"""A session that takes place or took place: whose, and when it begins."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the school, Monday to Sunday in its zone; `closed`: no day of it is a working day."""

    monday: date
    zone: tzinfo
    closed: bool = False


def empty_weeks(
    students: Iterable[Student], held: Iterable[Held], week: Week
) -> tuple[Student, ...]:
    """Return the students who are counted and have no session in that week. A week that a pause touches
    is not asked about, nor one in which the school is closed from Monday to Friday.
    """
    if week.closed:
        return ()
    span = week_span(week.monday, week.zone)
    busy = {student_id for student_id, starts in held if span.starts <= starts < span.ends}
    return tuple(
        each for each in students if expects_session(each, week.monday) and each.id not in busy
    )


def expects_session(student: Student, monday: date) -> bool:
    """Return whether this student is to have a session that week."""
    days = (monday + timedelta(days=each) for each in range(7))
    paused = any(student.paused_on(each) for each in days)
    return student.active and student.ended_at is None and not paused
