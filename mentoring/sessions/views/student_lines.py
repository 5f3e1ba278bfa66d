"""Students in a list: what comes next for each, and where their card and project are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from mentoring.sessions.changes.act import Act
from mentoring.sessions.tables import GoalRow, MentoringSessionRow
from mentoring.sessions.views.card_links import CardLink, cards_of_students, has_defence_card
from mentoring.sessions.views.session_view import SessionView, views
from mentoring.students.model import Student
from mentoring.students.read import mentored_by
from mentoring.students.write import project_row

PREPARED: Final = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class StudentLine:
    """A student in a list: next session, how many goals are open, the defence of the project, the
    newest open card and the project's link. `prepares`: the card of the defence is to be made now, from
    21 days before it on, while there is none.
    """

    student: Student
    next: SessionView | None
    open_goals: int
    defence_at: datetime | None
    asks_defence: bool
    card: CardLink | None = None
    project_url: str = ""
    prepares: bool = False


def my_students(act: Act) -> list[StudentLine]:
    """Return the students whom the person follows, by name."""
    return lines(act, mentored_by(act.session, act.viewer.id))


def lines(act: Act, wanted: Sequence[Student]) -> list[StudentLine]:
    """Return these students with what comes next for each."""
    ids = [each.id for each in wanted]
    coming = {each.student_id: each for each in _next_sessions(act, ids)}
    cards, goals = cards_of_students(act, ids), _open_goals(act, ids)
    return [
        _line(act, each, coming.get(each.id), goals.get(each.id, 0), cards.get(each.id, []))
        for each in wanted
    ]


def _line(
    act: Act, student: Student, coming: SessionView | None, goals: int, cards: list[CardLink]
) -> StudentLine:
    at, asks = _defence(act, student)
    return StudentLine(
        student,
        coming,
        goals,
        at,
        asks,
        next((each for each in cards if not each.over), None),
        next((each.project_url for each in cards if each.project_url), ""),
        _prepares(act, student, at, cards),
    )


def _prepares(act: Act, student: Student, at: datetime | None, cards: list[CardLink]) -> bool:
    if at is None or not at - PREPARED <= act.now < at:
        return False
    return not has_defence_card(act, [each.id for each in cards], student.project)


def _open_goals(act: Act, ids: Sequence[str]) -> dict[str, int]:
    goal = GoalRow
    query = sa.select(goal.student_id, sa.func.count()).where(
        goal.student_id.in_(ids), goal.judged_in.is_(None)
    )
    return {x[0]: x[1] for x in act.session.execute(query.group_by(goal.student_id))}


def _next_sessions(act: Act, ids: Sequence[str]) -> list[SessionView]:
    row = MentoringSessionRow
    first = (
        sa.select(row.student_id, sa.func.min(row.starts).label("starts"))
        .where(row.student_id.in_(ids), row.starts > act.now, row.status.is_(None))
        .group_by(row.student_id)
        .subquery()
    )
    query = sa.select(row).join(
        first, sa.and_(first.c.student_id == row.student_id, first.c.starts == row.starts)
    )
    rows = list(act.session.scalars(query.where(row.status.is_(None))))
    return views(act.session, act.rulebook, rows, act.now)


def _defence(act: Act, student: Student) -> tuple[datetime | None, bool]:
    """Return the date of the present project's defence, and whether it is time to ask for it."""
    if not student.project:
        return None, False
    known = project_row(act.session, student.id, student.project)
    if known is None:
        return None, student.active
    at = known.defence_at
    return at, student.active and at is None and not known.outcome
