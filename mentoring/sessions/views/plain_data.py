"""Sessions for other programs: each as plain values, instants with the school's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.sessions.rules.times import at_wall
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.sessions.views.session_view import SessionView, views
from rules.rulebook.values import Rulebook

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sessions: of this mentor, of this student, without a status, from this day to that (both
    included, in the school's zone).
    """

    member_id: str | None = None
    student_id: str | None = None
    unset: bool = False
    first: date | None = None
    last: date | None = None


def sessions_listed(
    session: Session, rulebook: Rulebook, wanted: Wanted, now: datetime
) -> list[dict[str, Any]]:
    """Return the sessions in the order of their times. One without a time tells the one that was wished."""
    rows = list(session.scalars(_query(rulebook, wanted, now)))
    found = []
    for start in range(0, len(rows), AT_ONCE):
        found += views(session, rulebook, rows[start : start + AT_ONCE], now)
    found.sort(key=lambda each: (each.starts or now, each.id))
    return [_to_json(each, rulebook) for each in found]


def _query(rulebook: Rulebook, wanted: Wanted, now: datetime) -> Any:
    row, zone = MentoringSessionRow, rulebook.timezone
    query = sa.select(row).order_by(row.starts, row.id)
    if wanted.member_id is not None:
        query = query.where(row.member_id == wanted.member_id)
    if wanted.student_id is not None:
        query = query.where(row.student_id == wanted.student_id)
    if wanted.unset:
        query = query.where(row.status.is_(None), row.ends <= now)
    if wanted.first is not None:
        begins = row.starts >= at_wall(wanted.first, 0, zone)
        query = query.where(sa.or_(begins, _waiting(row.slot_day >= wanted.first)))
    if wanted.last is not None:
        ends = row.starts < at_wall(wanted.last + timedelta(days=1), 0, zone)
        query = query.where(sa.or_(ends, _waiting(row.slot_day <= wanted.last)))
    return query


def _waiting(day: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.and_(MentoringSessionRow.starts.is_(None), day)


def _to_json(view: SessionView, rulebook: Rulebook) -> dict[str, Any]:
    def told(instant: datetime | None) -> str | None:
        return instant.astimezone(rulebook.timezone).isoformat() if instant is not None else None

    return {
        "id": view.id,
        "student": {"id": view.student_id, "name": view.student},
        "mentor": {"id": view.mentor_id, "username": view.username, "name": view.mentor},
        "starts": told(view.starts),
        "ends": told(view.ends),
        "kind": view.kind,
        "status": view.status,
        "place": "placed" if view.placed else "unplaced",
        "why": view.why,
        "video": view.video,
        "report": view.report,
    }
