"""A student's own record is erased: name, address, reports, goals. Dates, statuses, projects and who
followed them stay, for they name nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail.tables import MailRow, SessionMailRow, StudentPageRow
from mentoring.privacy.find_student import open_cards
from mentoring.sessions.tables import (
    GoalRow,
    MentoringSessionRow,
    ReportRow,
    SessionChangeRow,
    SlotRow,
)
from mentoring.students.tables import StudentCardRow, StudentRow
from mentoring.students.write import end_course
from rules.rulebook.values import Rulebook

NAMING = ("name", "name_key", "email", "zone")
"""What of a student's row says who they are."""


def records_over(session: Session, card_ids: Collection[str]) -> list[str]:
    """Return the students of these cards who have no card on Trello's boards any more, and are not
    counted.
    """
    mine, row = StudentCardRow, StudentRow
    query = sa.select(row.id).join(mine, mine.student_id == row.id)
    query = query.where(mine.card_id.in_(card_ids), row.active_at.is_(None)).distinct()
    found = list(session.scalars(query))
    still = open_cards(session, found)
    return sorted(each for each in found if not still.get(each, set()) - set(card_ids))


def records_ended(session: Session, rulebook: Rulebook, at: datetime) -> list[str]:
    """Return the students who have been gone for as long as the rulebook keeps names: the usual time,
    else the longest of the boards'.
    """
    keep = _keep(rulebook)
    if keep is None:
        return []
    row = StudentRow
    query = sa.select(row.id).where(row.ended_at <= at - keep, row.name != "")
    return list(session.scalars(query))


def erase_records(session: Session, student_ids: Collection[str], at: datetime) -> int:
    """Erase what names these students. Returns how many rows were erased or changed. The caller has called
    `sync.storage.database.alone`.
    """
    count = 0
    for row in session.scalars(sa.select(StudentRow).where(StudentRow.id.in_(student_ids))):
        if row.ended_at is None:
            end_course(session, row.id, "left", at)
        if any(getattr(row, each) for each in NAMING):
            count += 1
            for each in NAMING:
                setattr(row, each, "")
    count += _texts(session, student_ids) + _rooms(session, student_ids)
    count += _mail(session, student_ids)
    _no_more_sessions(session, student_ids, at)
    session.flush()
    return count


def _texts(session: Session, student_ids: Collection[str]) -> int:
    held = sa.select(MentoringSessionRow.id).where(MentoringSessionRow.student_id.in_(student_ids))
    goals = sa.delete(GoalRow).where(GoalRow.student_id.in_(student_ids))
    reports = sa.delete(ReportRow).where(ReportRow.session_id.in_(held))
    return sum(_count(session.execute(each)) for each in (goals, reports))


def _mail(session: Session, student_ids: Collection[str]) -> int:
    """Close their page, and drop what was to be sent to them. Returns how many rows were deleted."""
    count = 0
    for table in (MailRow, SessionMailRow, StudentPageRow):
        count += _count(session.execute(sa.delete(table).where(table.student_id.in_(student_ids))))
    return count


def _rooms(session: Session, student_ids: Collection[str]) -> int:
    """Remove the addresses of video rooms: they may have been chosen by name."""
    row, change = MentoringSessionRow, SessionChangeRow
    mine = row.student_id.in_(student_ids)
    held = sa.select(row.id).where(mine)
    count = 0
    for each in session.scalars(sa.select(change).where(change.session_id.in_(held))):
        if "video" in each.before or "video" in each.after:
            each.before = {key: x for key, x in each.before.items() if key != "video"}
            each.after = {key: x for key, x in each.after.items() if key != "video"}
            count += 1
    emptied = sa.update(row).where(mine, row.video != "").values(video="")
    return count + _count(session.execute(emptied))


def _no_more_sessions(session: Session, student_ids: Collection[str], at: datetime) -> None:
    """End their slots. Delete sessions to come that nobody touched, and call off those that were booked."""
    slot, row = SlotRow, MentoringSessionRow
    yesterday = (at - timedelta(days=1)).date()
    going_on = slot.student_id.in_(student_ids), slot.until_day.is_(None)
    session.execute(sa.update(slot).where(*going_on).values(until_day=yesterday))
    to_come = sa.or_(row.starts.is_(None), row.starts > at)
    session.execute(
        sa.delete(row).where(
            row.student_id.in_(student_ids), row.status.is_(None), row.touched.is_(False), to_come
        )
    )
    booked = row.student_id.in_(student_ids), row.status.is_(None), row.starts > at
    off = {"status": "called-off", "status_at": at, "changed_at": at, "sequence": row.sequence + 1}
    session.execute(sa.update(row).where(*booked).values(**off))


def _keep(rulebook: Rulebook) -> timedelta | None:
    keeps = [rules.keep for rules in rulebook.boards.values()]
    known = [each for each in keeps if each is not None]
    whole = bool(known) and len(known) == len(keeps)
    return rulebook.keep if rulebook.keep is not None else max(known) if whole else None


def _count(result: Any) -> int:
    return int(result.rowcount)
