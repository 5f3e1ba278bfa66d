"""How a session went: its status, its report, and undoing what was pressed by mistake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from mentoring.sessions.changes.act import Act, Refused
from mentoring.sessions.changes.book import book_now, minutes_for
from mentoring.sessions.model import GOAL_OUTCOMES
from mentoring.sessions.rights import Unknown
from mentoring.sessions.rows import last_change, record, restore, session_value, state_of
from mentoring.sessions.rules.free_times import busy
from mentoring.sessions.rules.statuses import absence_after, cancellation, refusal
from mentoring.sessions.surroundings import around_of
from mentoring.sessions.tables import GoalRow, MentoringSessionRow, ReportRow, SessionChangeRow
from mentoring.students.model import Student, fresh_id
from mentoring.students.read import cards_of, student_of
from mentoring.students.tables import StudentProjectRow
from mentoring.students.write import activate, project_row
from rules.projects import project_key
from sync.storage.tables import CaseRow

LONGEST: Final = 8_000
MOST_GOALS: Final = 20

DRAFTED: Final = ("blockers", "more", "private", "next", "defence")
AGREED: Final = "agreed"
"""In the history of a session: the project whose defence got its date with this change."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the mentor says of a session. `judged`: {goal id: outcome}. `carried`: ids of missed goals
    that are kept for next week. `goals`: texts of new ones. `next_at`: when the next session begins;
    `defence_at`: the date of the project's defence, where it was agreed.
    """

    judged: Mapping[str, str] = field(default_factory=dict)
    carried: Sequence[str] = ()
    goals: Sequence[str] = ()
    blockers: str = ""
    more: str = ""
    private: str = ""
    next_at: datetime | None = None
    defence_at: datetime | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is a goal that is judged or new, or a text."""
        return bool(self.judged or self.goals or self.blockers or self.more or self.private)


@dataclass(frozen=True, slots=True)
class Done:
    """What was written. `change_id`: what to undo; `next_id`: the session that was booked with it."""

    row: MentoringSessionRow
    change_id: int | None
    next_id: str | None = None


def set_status(act: Act, session_id: str, status: str, told_at: datetime | None = None) -> Done:
    """Give the session its status, or another one; `cancel` becomes late or not by `told_at` (now
    where it is not said). Raises `Unknown`, `Refused`.
    """
    row = act.row(session_id)
    before = state_of(row)
    _set(act, row, status, told_at)
    return Done(row, act.record(row, before))


def _set(act: Act, row: MentoringSessionRow, status: str, told_at: datetime | None) -> None:
    rules, span = act.rulebook.sessions, session_value(row).span
    why = refusal(status, span, act.now, rules, told_at)
    if why is not None:
        raise Refused(why, span=absence_after(span, rules) if span is not None else timedelta())
    row.told_at = None
    if status in ("cancel", "cancelled", "cancelled-late"):
        row.told_at = told_at or act.now
        status = cancellation(span, row.told_at, rules)
    _stay_free(act, row, status)
    row.status, row.status_at, row.status_by = status, act.now, act.viewer.name[:64]
    student = student_of(act.session, row.student_id)
    if student is not None:
        row.course, row.project = student.course, student.project
        row.funding = student.funding
    act.session.flush()


def _stay_free(act: Act, row: MentoringSessionRow, status: str) -> None:
    """Make sure that a session which takes place again after all has its time free, as any other."""
    value = session_value(row)
    if value.span is None or value.live or status not in ("done", "absent"):
        return
    student = student_of(act.session, row.student_id)
    if student is not None:
        around = around_of(act.session, act.rulebook, row.member_id, student, value.span, row.id)
        why = busy(value.span, around)
        if why is not None:
            raise Refused(why)


def undo(act: Act, session_id: str, change_id: int) -> MentoringSessionRow:
    """Bring the session back to what it was before its latest change, if it is that one. What was
    booked with it goes too, unless somebody touched it. Raises `Unknown`, `Refused`.
    """
    row = act.row(session_id)
    change = last_change(act.session, session_id)
    if change is None or change.id != change_id or change.door == "clerk":
        raise Refused("changed-since")
    before = state_of(row)
    restore(row, change.before)
    value = session_value(row)
    student = student_of(act.session, row.student_id)
    if value.span is not None and value.live and student is not None:
        around = around_of(act.session, act.rulebook, row.member_id, student, value.span, row.id)
        why = busy(value.span, around)
        if why is not None:
            raise Refused(why)
    record(act.session, row, before, act.viewer.id, act.door, act.now)
    _reopen_report(act, row, change)
    _forget_date(act, row, change)
    return row


def _reopen_report(act: Act, row: MentoringSessionRow, change: SessionChangeRow) -> None:
    """Make a draft again of a report that was sent off with the change; its goals are taken back."""
    report = act.session.get(ReportRow, row.id)
    if report is None or report.written_at != change.at:
        return
    goal, session = GoalRow, act.session
    new = session.scalars(sa.select(goal).where(goal.set_in == row.id).order_by(goal.position))
    texts = [each.text for each in new]
    old = session.scalars(sa.select(goal).where(goal.judged_in == row.id)).all()
    report.draft = {
        "judged": {each.id: each.outcome for each in old},
        "goals": texts,
        "blockers": report.blockers,
        "more": report.more,
        "private": report.private,
    }
    report.blockers = report.more = report.private = ""
    report.written_at = None
    for each in old:
        each.judged_in, each.outcome = None, ""
    session.execute(sa.delete(goal).where(goal.set_in == row.id))
    table = MentoringSessionRow
    session.execute(
        sa.delete(table).where(
            table.student_id == row.student_id,
            table.kind == "extra",
            table.slot_id.is_(None),
            table.sequence == 0,
            table.changed_at == change.at,
        )
    )
    session.flush()


def save_draft(act: Act, session_id: str, draft: Mapping[str, Any]) -> datetime:
    """Keep what was typed so far, for whoever may write the report. Returns when it was kept. Raises
    `Unknown`, `Refused`.
    """
    row = act.session.get(MentoringSessionRow, session_id)
    if row is None or not act.may_write(row):
        raise Unknown
    kept = _draft(draft)
    report = act.session.get(ReportRow, session_id)
    if report is None:
        report = ReportRow(session_id=session_id)
        act.session.add(report)
    report.draft = kept
    act.session.flush()
    return act.now


def _draft(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a draft is kept, in the forms in which a report is read."""
    texts = {name: data.get(name, "") for name in DRAFTED}
    goals, judged = data.get("goals", []), data.get("judged", {})
    carried = data.get("carried", [])
    right = (
        all(isinstance(each, str) and len(each) <= LONGEST for each in texts.values())
        and isinstance(goals, list)
        and all(isinstance(each, str) and len(each) <= LONGEST for each in goals)
        and len(goals) <= MOST_GOALS
        and isinstance(judged, Mapping)
        and all(value in GOAL_OUTCOMES for value in judged.values())
        and isinstance(carried, list)
    )
    if not right:
        raise Refused("bad-text")
    return {**texts, "goals": goals, "judged": dict(judged), "carried": carried}


def finish(act: Act, session_id: str, report: Report) -> Done:
    """Finish the session (« Terminer la session »): write the report, say that the session was held,
    book the next one. All of it or nothing. Raises `Unknown`, `Refused`.
    """
    _check(report)
    row = act.row(session_id)
    before = state_of(row)
    if row.status != "done":
        _set(act, row, "done", None)
    else:
        row.status_at, row.status_by = act.now, act.viewer.name[:64]
    _write(act, row, report)
    next_id = None
    student = student_of(act.session, row.student_id)
    assert student is not None
    if report.next_at is not None:
        if student.mentor_id is None or report.next_at <= act.now:
            raise Refused("no-mentor" if student.mentor_id is None else "past")
        minutes = minutes_for(act, student)
        next_id = book_now(act, student, student.mentor_id, report.next_at, minutes).id
    agreed = None
    if report.defence_at is not None:
        agreed = _agree_defence(act, student, report.defence_at)
    activate(act.session, student.id, act.now)
    change_id = act.record(row, before)
    if agreed is not None and change_id is not None:
        change = act.session.get_one(SessionChangeRow, change_id)
        change.after = {**change.after, AGREED: agreed}
    return Done(row, change_id, next_id)


def _agree_defence(act: Act, student: Student, at: datetime) -> str | None:
    """Note the date of the defence of the student's project: from now on it is fixed. Returns the project
    whose date is new.
    """
    if at <= act.now:
        raise Refused("past")
    if not student.project:
        raise Refused("no-project")
    known = project_row(act.session, student.id, student.project)
    if known is None:
        name = student.project[:120]
        known = StudentProjectRow(student_id=student.id, project=name, began=act.now)
        act.session.add(known)
    if known.defence_at == at:
        return None
    if known.defence_at is not None and known.defence_at > act.now:
        raise Refused("date-agreed")
    known.defence_at = at
    act.session.flush()
    return known.project


def _forget_date(act: Act, row: MentoringSessionRow, change: SessionChangeRow) -> None:
    """Forget the date that was agreed with this change, unless a card has carried it on since."""
    project = change.after.get(AGREED)
    known = project_row(act.session, row.student_id, project) if project else None
    if known is not None and not _has_case(act, row.student_id, known.project):
        known.defence_at = None
        act.session.flush()


def _has_case(act: Act, student_id: str, project: str) -> bool:
    cards, case = cards_of(act.session, student_id), CaseRow
    query = sa.select(case.card_id).where(
        case.card_id.in_(cards), case.project == project_key(project)
    )
    return act.session.scalar(query.limit(1)) is not None


def _check(report: Report) -> None:
    texts = (report.blockers, report.more, report.private, *report.goals)
    if any(len(each) > LONGEST for each in texts) or len(report.goals) > MOST_GOALS:
        raise Refused("bad-text")
    if any(each not in GOAL_OUTCOMES for each in report.judged.values()):
        raise Refused("bad-text")
    if not report.says_something:
        raise Refused("empty-report")


def _write(act: Act, row: MentoringSessionRow, report: Report) -> None:
    session, goal = act.session, GoalRow
    kept = session.get(ReportRow, row.id)
    if kept is None:
        kept = ReportRow(session_id=row.id)
        session.add(kept)
    kept.blockers, kept.more = report.blockers.strip(), report.more.strip()
    kept.private, kept.draft, kept.written_at = report.private.strip(), None, act.now
    mine = sa.select(goal).where(goal.student_id == row.student_id)
    known = {each.id: each for each in session.scalars(mine)}
    for goal_id, outcome in report.judged.items():
        if goal_id in known and known[goal_id].judged_in in (None, row.id):
            known[goal_id].judged_in, known[goal_id].outcome = row.id, outcome
    carried = [known[each].text for each in report.carried if each in known]
    texts = [*carried, *(each.strip() for each in report.goals if each.strip())]
    session.execute(sa.delete(goal).where(goal.set_in == row.id, goal.judged_in.is_(None)))
    for position, text in enumerate(dict.fromkeys(texts)):
        values = {"student_id": row.student_id, "set_in": row.id, "position": position}
        session.add(goal(id=fresh_id(), text=text, **values))
    session.flush()
