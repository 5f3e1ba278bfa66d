"""What was held, by whom, and what was closed, from the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.model import Defence
from mentoring.school.outcome_tables import OutcomeRow
from mentoring.school.read import defences
from mentoring.school.tables import AssignmentRow
from mentoring.sessions.model import Span
from mentoring.sessions.rows import slot_value
from mentoring.sessions.rules.times import at_wall, span_on
from mentoring.sessions.tables import MentoringSessionRow, SlotRow
from mentoring.statements.model import Closed, Held, Line, Month, Subject, month_of
from mentoring.statements.tables import ClosedMonthRow, StatementLineRow
from mentoring.students.tables import StudentCardRow, StudentRow
from rules.rulebook.pay import DEFENCE
from rules.rulebook.values import Rulebook

LOOKED_BACK: Final = 12
"""So many months back a closed month is looked at for corrections."""

Many = Mapping[str, list[Held]]


@dataclass(frozen=True, slots=True)
class Unset:
    """A session that has ended without a status."""

    id: str
    at: datetime
    student_id: str
    student: str


def span_of(first: Month, last: Month, rulebook: Rulebook) -> Span:
    """Return these months, both included, from midnight to midnight in the school's zone."""
    zone = rulebook.timezone
    return Span(at_wall(first.first, 0, zone), at_wall(last.next.first, 0, zone))


def held_by(
    session: Session, rulebook: Rulebook, span: Span, now: datetime, only: str | None = None
) -> Many:
    """Return what was held in these months by each mentor, or by one alone, by member id."""
    found: defaultdict[str, list[Held]] = defaultdict(list)
    for member_id, held in _sessions(session, span):
        if only in (None, member_id):
            found[member_id].append(held)
    for member_id, held in _defences(session, rulebook, span, now):
        if only in (None, member_id):
            found[member_id].append(held)
    return found


def _sessions(session: Session, span: Span) -> list[tuple[str, Held]]:
    """Return the sessions that have a status, with who held them; one without a time stands at its slot's."""
    row, student, slot = MentoringSessionRow, StudentRow, SlotRow
    placed = sa.and_(row.starts >= span.starts, row.starts < span.ends)
    days = span.starts.date(), span.ends.date()
    unplaced = sa.and_(row.starts.is_(None), row.slot_day.between(*days))
    query = (
        sa.select(row, student.name, slot)
        .outerjoin(student, student.id == row.student_id)
        .outerjoin(slot, slot.id == row.slot_id)
        .where(row.status.is_not(None), sa.or_(placed, unplaced))
    )
    found = []
    for each, name, slot_row in session.execute(query):
        at = each.starts
        if at is None and slot_row is not None and each.slot_day is not None:
            at = span_on(slot_value(slot_row), each.slot_day).starts
        if at is not None:
            found.append((each.member_id, _session(each, name or "", at)))
    return found


def _session(row: MentoringSessionRow, name: str, at: datetime) -> Held:
    return Held(
        subject="session",
        id=row.id,
        at=at,
        student_id=row.student_id,
        student=name,
        course=row.course,
        project=row.project,
        funding=row.funding,
        status=row.status or "",
    )


def _defences(
    session: Session, rulebook: Rulebook, span: Span, now: datetime
) -> list[tuple[str, Held]]:
    row, card = OutcomeRow, StudentCardRow
    when = sa.func.coalesce(row.held, row.at)
    query = sa.select(row.card_id, row.held, row.at).where(when >= span.starts, when < span.ends)
    told = {each.card_id: each.held or each.at for each in session.execute(query)}
    if not told:
        return []
    seen = {each.card_id: each for each in defences(session, rulebook, now, list(told))}
    given = AssignmentRow
    names = sa.select(given.card_id, given.member_id).where(given.card_id.in_(told))
    holders = {each.card_id: each.member_id for each in session.execute(names)}
    whose = (
        sa.select(card.card_id, StudentRow.id, StudentRow.name, StudentRow.funding)
        .join(StudentRow, StudentRow.id == card.student_id)
        .where(card.card_id.in_(told))
    )
    students: dict[str, Any] = {each.card_id: each for each in session.execute(whose)}
    found = []
    for card_id, at in told.items():
        there = seen.get(card_id)
        holder = (there.validator if there else None) or holders.get(card_id)
        if holder is not None:
            found.append((holder, _defence(card_id, at, there, students.get(card_id))))
    return found


def _defence(card_id: str, at: datetime, there: Defence | None, student: Any) -> Held:
    return Held(
        subject=DEFENCE,
        id=card_id,
        at=at,
        student_id=student.id if student else "",
        student=student.name if student else there.student if there else "",
        course=there.course if there else "",
        project=there.project if there else "",
        funding=student.funding if student else "",
        status=DEFENCE,
        known=there is not None,
    )


def unset_by(session: Session, span: Span, now: datetime) -> dict[str, list[Unset]]:
    """Return the sessions of these months that ended without a status, by member id, the oldest first."""
    row, student = MentoringSessionRow, StudentRow
    query = sa.select(row.member_id, row.id, row.starts, row.student_id, student.name)
    query = query.outerjoin(student, student.id == row.student_id).where(
        row.status.is_(None), row.ends <= now, row.starts >= span.starts, row.starts < span.ends
    )
    found: defaultdict[str, list[Unset]] = defaultdict(list)
    for each in session.execute(query.order_by(row.starts, row.id)):
        found[each.member_id].append(Unset(each.id, each.starts, each.student_id, each.name or ""))
    return found


def closed_by(
    session: Session, rulebook: Rulebook, month: Month, now: datetime, only: str | None = None
) -> dict[str, list[Closed]]:
    """Return the closed months that may have a say in this one, by member id: it, later ones, and those of
    the twelve months before it.
    """
    row, line = ClosedMonthRow, StatementLineRow
    query = sa.select(row).where(
        row.reopened_at.is_(None), row.month >= str(month.back(LOOKED_BACK))
    )
    if only is not None:
        query = query.where(row.member_id == only)
    rows = list(session.scalars(query))
    lines: defaultdict[str, list[StatementLineRow]] = defaultdict(list)
    ids = sa.select(line).where(line.closing_id.in_([each.id for each in rows]))
    for told in session.scalars(ids.order_by(line.position)) if rows else ():
        lines[told.closing_id].append(told)
    names = _names(session, rulebook, [x for them in lines.values() for x in them], now)
    found: defaultdict[str, list[Closed]] = defaultdict(list)
    for each in rows:
        at = month_of(each.month)
        assert at is not None
        made = tuple(_line(x, names) for x in lines[each.id])
        found[each.member_id].append(
            Closed(at, each.closed_at, each.closed_by, each.currency, made)
        )
    return found


def _line(row: StatementLineRow, names: Mapping[str, str]) -> Line:
    held = Held(
        subject=cast("Subject", row.subject),
        id=row.subject_id,
        at=row.at,
        student_id=row.student_id,
        student=names.get(row.student_id or row.subject_id, ""),
        course=row.course,
        project=row.project,
        funding=row.funding,
        status=row.status,
    )
    amount = Decimal(row.amount) if row.amount is not None else None
    return Line(held, row.level, amount, row.corrects, row.was)


def _names(
    session: Session, rulebook: Rulebook, rows: Collection[StatementLineRow], now: datetime
) -> dict[str, str]:
    """Return the names of the students of these lines by their ids; where a defence has none, as its card
    says, by the card's.
    """
    student = StudentRow
    query = sa.select(student.id, student.name).where(student.id.in_({x.student_id for x in rows}))
    found = {each.id: each.name for each in session.execute(query)} if rows else {}
    cards = [each.subject_id for each in rows if not each.student_id]
    if cards:
        found |= {x.card_id: x.student for x in defences(session, rulebook, now, cards)}
    return found
