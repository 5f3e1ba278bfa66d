"""Lists of sessions and students for pages: a mentor's week, the history, the students, the managers'
view. Each is a few queries, however many sessions there are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import sqlalchemy as sa

from mentoring.sessions.changes.act import Act
from mentoring.sessions.counts import (
    empty_students,
    overdue,
    unset_sessions,
    without_mentor,
)
from mentoring.sessions.rights import EVERYTHING
from mentoring.sessions.rules.times import WEEK, at_wall, monday_of, week_span
from mentoring.sessions.tables import MentoringSessionRow, SlotRow
from mentoring.sessions.views.session_view import SessionView, views
from mentoring.students.mentors import people
from mentoring.students.model import Student
from mentoring.students.read import counted, mentored_by
from rules.calendar import local_date
from sync.storage.trello_tables import MembershipRow

PAGE: Final = 50
UNSET_SHOWN: Final = 200
THURSDAY: Final = 3


@dataclass(frozen=True, slots=True)
class MyWeek:
    """A mentor's first screen. `unset`: ended without a status, the oldest first. `today` and `week`:
    the rest of this week. `unplaced`: with three free times each. `newcomers`: students who have neither
    slot nor session yet. `empty_next`: on Thursday and after, students without a session next week.
    """

    unset: list[SessionView]
    today: list[SessionView]
    week: list[SessionView]
    unplaced: list[SessionView]
    newcomers: list[Student]
    empty_next: list[Student]


def my_week(act: Act) -> MyWeek:
    """Return what the person has to do."""
    zone, now, row = act.rulebook.timezone, act.now, MentoringSessionRow
    today = local_date(now, zone)
    week, tomorrow = week_span(monday_of(today), zone), at_wall(today + timedelta(days=1), 0, zone)
    begin = at_wall(today, 0, zone)
    mine = row.member_id == act.viewer.id
    unset = _rows(act, mine, row.status.is_(None), row.ends <= now, limit=UNSET_SHOWN)
    shown = {each.id for each in unset}
    coming = _rows(act, mine, row.starts >= begin, row.starts < week.ends)
    horizon = today + WEEK * act.rulebook.sessions.weeks
    open_ = sa.and_(row.starts.is_(None), row.status.is_(None), row.slot_day >= monday_of(today))
    unplaced = _rows(act, mine, open_, row.slot_day < horizon)
    seen = _seen(act, [*unset, *(each for each in coming if each.id not in shown)])
    later = [each for each in seen if each.id not in shown]
    return MyWeek(
        unset=[each for each in seen if each.id in shown],
        today=[each for each in later if each.starts is not None and each.starts < tomorrow],
        week=[each for each in later if each.starts is not None and each.starts >= tomorrow],
        unplaced=views(act.session, act.rulebook, unplaced, now, free=True),
        newcomers=_newcomers(act),
        empty_next=_empty_next(act, today),
    )


def _rows(act: Act, *conditions: Any, limit: int | None = None) -> list[MentoringSessionRow]:
    row = MentoringSessionRow
    query = sa.select(row).where(*conditions).order_by(row.starts, row.slot_day, row.id)
    return list(act.session.scalars(query.limit(limit)))


def _seen(act: Act, rows: Sequence[MentoringSessionRow]) -> list[SessionView]:
    return views(act.session, act.rulebook, rows, act.now)


def _newcomers(act: Act) -> list[Student]:
    """Return the person's students who are counted, and have no session with them and no slot yet."""
    mine = [each for each in mentored_by(act.session, act.viewer.id) if each.active]
    row, slot, ids = MentoringSessionRow, SlotRow, [each.id for each in mine]
    begun = set(
        act.session.scalars(
            sa.select(row.student_id).where(row.student_id.in_(ids), row.member_id == act.viewer.id)
        )
    )
    going_on = sa.select(slot.student_id).where(slot.student_id.in_(ids), slot.until_day.is_(None))
    begun |= set(act.session.scalars(going_on))
    return [each for each in mine if each.id not in begun]


def _empty_next(act: Act, today: date) -> list[Student]:
    if today.weekday() < THURSDAY:
        return []
    mine = [each for each in mentored_by(act.session, act.viewer.id) if each.active]
    return empty_students(act.session, act.rulebook, mine, monday_of(today) + WEEK, act.now)


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Fifty sessions, the latest first; `total`: how many there are in all."""

    sessions: list[SessionView]
    total: int
    page: int


def history(
    act: Act, student_id: str | None = None, status: str | None = None, page: int = 0
) -> HistoryPage:
    """Return sessions that have begun, by student and status (`unset` too): the person's own, and of a
    student whom they may see in full all of them. Raises `Unknown`.
    """
    row, page = MentoringSessionRow, max(0, page)
    whose = row.member_id == act.viewer.id
    if student_id is not None:
        _, rights = act.student(student_id)
        whose = sa.true() if rights & EVERYTHING else whose
        whose = sa.and_(whose, row.student_id == student_id)
    what = [whose, sa.or_(row.starts <= act.now, row.status.is_not(None))]
    if status == "unset":
        what += [row.status.is_(None), row.ends <= act.now]
    elif status:
        what.append(row.status == status)
    total = act.session.scalar(sa.select(sa.func.count()).select_from(row).where(*what)) or 0
    query = sa.select(row).where(*what).order_by(row.starts.desc(), row.id)
    rows = act.session.scalars(query.offset(page * PAGE).limit(PAGE))
    return HistoryPage(_seen(act, list(rows)), total, page)


@dataclass(frozen=True, slots=True)
class Load:
    """A mentor's load: how many students, sessions without status, students without a session."""

    mentor_id: str
    name: str
    students: int
    unset: int
    empty: int


@dataclass(frozen=True, slots=True)
class Overview:
    """« Suivi »: what managers look at on a Monday morning."""

    without_mentor: list[Student]
    without_session: list[Student]
    without_session_next: list[Student]
    unset: list[SessionView]
    unset_total: int
    loads: list[Load]


def overview(act: Act, names: dict[str, str], others: Collection[str]) -> Overview:
    """Return the students of the boards that the person manages. `names` of the mentors on them, by id;
    `others`: mentors of other boards, who are no business of theirs.
    """
    monday = monday_of(local_date(act.now, act.rulebook.timezone))
    every = [x for x in counted(act.session) if x.mentor_id not in others]
    empty = empty_students(act.session, act.rulebook, every, monday, act.now)
    following = empty_students(act.session, act.rulebook, every, monday + WEEK, act.now)
    known = unset_sessions(act.session, act.now).items()
    unset = {member: count for member, count in known if member not in others}
    row = MentoringSessionRow
    ended = [row.status.is_(None), row.ends <= act.now, row.member_id.not_in(others)]
    return Overview(
        without_mentor=without_mentor(act.session, every),
        without_session=empty,
        without_session_next=following,
        unset=_seen(act, _rows(act, *ended, limit=UNSET_SHOWN)),
        unset_total=sum(unset.values()),
        loads=_loads(every, empty, unset, names),
    )


def _loads(
    every: Sequence[Student], empty: Sequence[Student], unset: dict[str, int], names: dict[str, str]
) -> list[Load]:
    alone = {each.id for each in empty}
    found = []
    for mentor_id, name in names.items():
        mine = [each for each in every if each.mentor_id == mentor_id]
        idle = sum(each.id in alone for each in mine)
        found.append(Load(mentor_id, name, len(mine), unset.get(mentor_id, 0), idle))
    return sorted(found, key=lambda each: (-each.unset, -each.empty, -each.students, each.name))


def overdue_by_mentor(act: Act) -> list[tuple[str, int]]:
    """Return the names of the mentors on the boards that the person manages whose sessions have waited for
    a status until the third working day, with how many; those who have most first.
    """
    known = overdue(act.session, act.rulebook, act.now)
    mine, _ = managed_mentors(act) if known else ({}, [])
    found = [(mine[each], count) for each, count in known.items() if each in mine]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def managed_mentors(act: Act) -> tuple[dict[str, str], list[str]]:
    """Return the mentors of the boards that the person manages, by id; and those of other boards alone."""
    row = MembershipRow
    query = sa.select(row.member_id).where(row.board_id.in_(act.viewer.managed))
    there = set(act.session.scalars(query))
    known = {x.id: x.full_name or x.username for x in people(act.session, act.rulebook)}
    mine = {each: name for each, name in known.items() if each in there}
    return mine, [each for each in known if each not in there]
