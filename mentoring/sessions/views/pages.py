"""One student, one session, one card as whoever asks may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mentoring.school.projects import catalogue_of
from mentoring.sessions.changes.act import Act
from mentoring.sessions.changes.book import reworks
from mentoring.sessions.changes.slots import may_reopen
from mentoring.sessions.model import Slot
from mentoring.sessions.rights import EVERYTHING, Right, Unknown
from mentoring.sessions.rows import slots_of
from mentoring.sessions.tables import MentoringSessionRow, ReportRow
from mentoring.sessions.views.card_links import CardLink, cards_of_students
from mentoring.sessions.views.session_view import GoalView, SessionView, goals_of, views
from mentoring.sessions.views.student_lines import StudentLine, lines
from mentoring.students.model import Mentorship, Student
from mentoring.students.read import (
    mentorships_of,
    projects_of,
    student_of,
    students_by_card,
)
from mentoring.students.tables import StudentProjectRow
from sync.mirror.member_names import names_of

RECENT = 20


@dataclass(frozen=True, slots=True)
class StudentPage:
    """A student as the person may see them: what they may not is empty. `names` of the members that
    stand in it, by id. `writes`: whether the person may plan and write; `reopens`: open the course again
    that has ended; `reworks`: hold one session before deciding about a defence.
    """

    student: Student
    rights: frozenset[Right]
    writes: bool
    line: StudentLine | None
    slot: Slot | None
    cards: list[CardLink]
    projects: list[StudentProjectRow]
    sessions: list[SessionView]
    goals: list[GoalView]
    mentors: list[Mentorship]
    names: dict[str, str]
    reopens: bool = False
    reworks: bool = False
    known_projects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportView:
    """What was written of a session; `draft` is what was typed and not sent off, for who may write."""

    blockers: str
    more: str
    private: str
    written_at: datetime | None
    draft: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class SessionPage:
    """A session with its report, the goals to judge, and those that were set in it. `asks_defence`:
    the date of the project's defence is not known yet.
    """

    session: SessionView
    writes: bool
    report: ReportView | None
    open_goals: list[GoalView]
    set_goals: list[GoalView]
    asks_defence: bool


def student_page(act: Act, student_id: str) -> StudentPage:
    """Return the student. Raises `Unknown` as for one who does not exist."""
    student, rights = act.student(student_id)
    all_ = bool(rights & EVERYTHING)
    seen = all_ or "validator" in rights
    going_on = [each for each in slots_of(act.session, student.id) if each.until_day is None]
    return StudentPage(
        student=student if all_ else _bare(student),
        rights=rights,
        writes=all_,
        line=lines(act, [student])[0] if all_ else None,
        slot=going_on[-1] if going_on and all_ else None,
        cards=cards_of_students(act, [student.id]).get(student.id, []) if seen else [],
        projects=projects_of(act.session, student.id) if seen else [],
        sessions=_recent(act, student.id, all_=all_),
        goals=goals_of(act.session, student.id) if all_ else [],
        mentors=mentorships_of(act.session, student.id) if all_ else [],
        names=names_of(act.session),
        reopens=student.ended_at is not None and may_reopen(act, student, rights),
        reworks="validator" in rights and reworks(act, student),
        known_projects=_known_projects(act, student) if all_ else (),
    )


def _known_projects(act: Act, student: Student) -> tuple[str, ...]:
    known = catalogue_of(act.session, act.rulebook)
    return tuple(name for _, name in known.of(student.course))


def session_page(act: Act, session_id: str) -> SessionPage:
    """Return the session. Raises `Unknown` as for one that does not exist."""
    row = act.session.get(MentoringSessionRow, session_id)
    if row is None or not _may_see(act, row):
        raise Unknown
    [view] = views(act.session, act.rulebook, [row], act.now, free=True)
    report = act.session.get(ReportRow, row.id)
    writes = act.may_write(row)
    student = student_of(act.session, row.student_id)
    assert student is not None
    goals = goals_of(act.session, row.student_id)
    if row.kind == "rework":  # a validator sees what was agreed there, not the mentor's goals
        goals = [each for each in goals if row.id in (each.set_in, each.judged_in)]
    return SessionPage(
        session=view,
        writes=writes,
        report=_report(report, writes=writes) if report is not None else None,
        open_goals=[x for x in goals if x.set_in != row.id and x.judged_in in (None, row.id)],
        set_goals=[each for each in goals if each.set_in == row.id],
        asks_defence=writes and row.kind != "rework" and lines(act, [student])[0].asks_defence,
    )


@dataclass(frozen=True, slots=True)
class CardPage:
    """What a card's panel shows of its student: next session and open goals for those who may, and
    whether the person may hold one session before deciding.
    """

    student_id: str
    line: StudentLine | None
    goals: list[GoalView]
    reworks: bool


def card_page(act: Act, card_id: str) -> CardPage | None:
    """Return the student of this card; None for whoever may see nothing of that."""
    student_id = students_by_card(act.session, [card_id]).get(card_id)
    if student_id is None:
        return None
    try:
        student, rights = act.student(student_id)
    except Unknown:
        return None
    if rights & EVERYTHING:
        goals = goals_of(act.session, student.id, open_only=True)
        return CardPage(student.id, lines(act, [student])[0], goals, reworks=False)
    may = "validator" in rights and reworks(act, student)
    return CardPage(student.id, None, [], reworks=True) if may else None


def _may_see(act: Act, row: MentoringSessionRow) -> bool:
    return act.viewer.present and act.may_write(row)


def _report(row: ReportRow, *, writes: bool) -> ReportView:
    draft = row.draft if writes else None
    return ReportView(row.blockers, row.more, row.private, row.written_at, draft)


def _recent(act: Act, student_id: str, *, all_: bool) -> list[SessionView]:
    row = MentoringSessionRow
    query = sa.select(row).where(row.student_id == student_id)
    if not all_:
        query = query.where(row.member_id == act.viewer.id)
    query = query.order_by(row.starts.desc(), row.slot_day.desc(), row.id).limit(RECENT)
    return views(act.session, act.rulebook, list(act.session.scalars(query)), act.now)


def _bare(student: Student) -> Student:
    """Return what somebody who no longer follows the student may know of them."""
    return Student(student.id, student.name, student.course, student.project)
