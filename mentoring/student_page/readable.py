"""What of sessions, goals and reports is for the student: never what is private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.sessions.tables import MentoringSessionRow, ReportRow
from mentoring.sessions.views.session_view import GoalView, goals_of

REPORTS: Final = 12
"""So many reports are shown, the latest first."""


@dataclass(frozen=True, slots=True)
class ReportSeen:
    """A report: when the session began, the goals that were judged and set in it, what was said."""

    starts: datetime
    judged: list[GoalView]
    goals: list[GoalView]
    blockers: str
    more: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Open goals, and the latest reports."""

    goals: list[GoalView]
    reports: list[ReportSeen]


def sessions_of(
    session: Session, student_id: str, now: datetime
) -> tuple[list[MentoringSessionRow], list[MentoringSessionRow]]:
    """Return sessions to come or going on, the next first; and those to come that have no time yet."""
    row = MentoringSessionRow
    mine = sa.select(row).where(row.student_id == student_id, row.status.is_(None))
    placed = session.scalars(mine.where(row.ends > now).order_by(row.starts, row.id))
    open_ = mine.where(row.starts.is_(None), row.slot_day >= now.date())
    return list(placed), list(session.scalars(open_.order_by(row.slot_day, row.id)))


def goals_and_reports(session: Session, student_id: str) -> Reading:
    """Return what the student reads."""
    row, report = MentoringSessionRow, ReportRow
    query = sa.select(row.id, row.starts, report.blockers, report.more)
    query = query.join(report, report.session_id == row.id)
    query = query.where(row.student_id == student_id, report.written_at.is_not(None))
    found = list(session.execute(query.order_by(row.starts.desc()).limit(REPORTS)))
    goals = goals_of(session, student_id)
    reports = [
        ReportSeen(
            each.starts,
            [x for x in goals if x.judged_in == each.id],
            [x for x in goals if x.set_in == each.id],
            each.blockers,
            each.more,
        )
        for each in found
        if each.starts is not None
    ]
    return Reading([each for each in goals if each.judged_in is None], reports)
