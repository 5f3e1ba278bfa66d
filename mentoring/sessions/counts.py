"""The two counters that are to stay at 0, and who is behind them: sessions without a status, students
without a session this week; and students without a mentor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.sessions.model import FREE
from mentoring.sessions.rules.free_times import week_closed
from mentoring.sessions.rules.ladder import RUNGS, highest
from mentoring.sessions.rules.times import monday_of, week_span
from mentoring.sessions.rules.week_check import Week, empty_weeks
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.students.model import Student
from mentoring.students.read import counted
from rules.calendar import local_date
from rules.rulebook.values import Rulebook
from sync.rulebook.boards import WRITERS, public_holidays
from sync.storage.trello_tables import MembershipRow


@dataclass(frozen=True, slots=True)
class Counts:
    """`unset`: sessions that ended without a status. `without_session`: students whose week is empty."""

    unset: int
    without_mentor: int
    without_session: int


def read_counts(session: Session, rulebook: Rulebook, now: datetime) -> Counts:
    """Return the counters as `/health` and `/metrics` tell them."""
    every = counted(session)
    monday = monday_of(local_date(now, rulebook.timezone))
    return Counts(
        sum(unset_sessions(session, now).values()),
        len(without_mentor(session, every)),
        len(empty_students(session, rulebook, every, monday, now)),
    )


def unset_sessions(session: Session, now: datetime) -> dict[str, int]:
    """Return how many sessions of each mentor have ended without a status, by member id."""
    row = MentoringSessionRow
    query = sa.select(row.member_id, sa.func.count()).where(row.status.is_(None), row.ends <= now)
    return {each[0]: each[1] for each in session.execute(query.group_by(row.member_id))}


def overdue(session: Session, rulebook: Rulebook, now: datetime) -> dict[str, int]:
    """Return how many sessions of each mentor managers are told of: those that have ended without a status,
    and reached the highest rung. By member id.
    """
    row, holiday = MentoringSessionRow, public_holidays(now).__contains__
    query = sa.select(row.member_id, row.ends).where(row.status.is_(None), row.ends <= now)
    found: dict[str, int] = {}
    for member_id, ends in session.execute(query):
        if ends and highest(ends, now, rulebook.timezone, holiday) == RUNGS[-1]:
            found[member_id] = found.get(member_id, 0) + 1
    return found


def without_mentor(session: Session, every: Sequence[Student]) -> list[Student]:
    """Return those whom nobody follows, or only somebody who has left the boards."""
    row = MembershipRow
    there = set(session.scalars(sa.select(row.member_id).where(row.role.in_(WRITERS))))
    return [each for each in every if each.mentor_id not in there]


def empty_students(
    session: Session, rulebook: Rulebook, every: Sequence[Student], monday: date, now: datetime
) -> list[Student]:
    """Return those among these who are to have a session in the week of that Monday, and have none."""
    zone, row = rulebook.timezone, MentoringSessionRow
    span = week_span(monday, zone)
    held = sa.select(row.student_id, row.starts).where(
        row.starts >= span.starts,
        row.starts < span.ends,
        sa.or_(row.status.is_(None), row.status.not_in(FREE)),
    )
    found = [(each.student_id, each.starts) for each in session.execute(held)]
    closed = week_closed(monday, public_holidays(now), rulebook.sessions.closed_on)
    return list(empty_weeks(every, found, Week(monday, zone, closed)))
