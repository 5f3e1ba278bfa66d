"""What stands around sessions, read from the tables: what people have already, their absences, their
defences, and the days on which the school is closed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.calendars.busy_chore import busy_of
from mentoring.school.model import NO_PROFILE, Profile
from mentoring.school.profiles import profile_from
from mentoring.school.tables import ProfileRow
from mentoring.sessions.model import FREE, Span
from mentoring.sessions.rules.free_times import Around
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.students.model import Student
from mentoring.students.tables import StudentCardRow
from rules.rulebook.values import Rulebook
from sync.rulebook.boards import public_holidays
from sync.storage.trello_tables import CardMemberRow, CardRow

HOUR = timedelta(hours=1)
AT_ONCE = 400

Defences = Mapping[str, tuple[datetime, ...]]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose surroundings are wanted; None: everybody's."""

    people: Collection[str] | None = None

    def has(self, column: Any) -> sa.ColumnElement[bool]:
        """Return the condition that a column names one of them."""
        return sa.true() if self.people is None else column.in_(self.people)


def around_of(
    session: Session,
    rulebook: Rulebook,
    member_id: str,
    student: Student,
    within: Span,
    but: str | None = None,
) -> Around:
    """Return what a session of these two has to fit into within that time. `but`: a session that is left
    out.
    """
    whose = Whose((member_id, student.id))
    taken = [each for each in taken_within(session, within, whose) if each.id != but]
    profile = profiles_of(session, whose).get(member_id, NO_PROFILE)
    times = defences_of(session, rulebook, within, whose)
    return Around(
        zone=rulebook.timezone,
        holidays=public_holidays(within.starts),
        closed=rulebook.sessions.closed_on,
        absences=profile.absences,
        paused=student.paused_on,
        mentor=[Span(x.starts, x.ends) for x in taken if x.member_id == member_id],
        student=[Span(x.starts, x.ends) for x in taken if x.student_id == student.id],
        defences=[*times.get(member_id, ()), *times.get(student.id, ())],
        hours=profile.hours,
        private=[Span(*each) for each in busy_of(session, member_id)],
    )


def taken_within(
    session: Session, within: Span, whose: Whose, *, touched: bool = False
) -> list[Any]:
    """Return the sessions that take place then, as (id, member_id, student_id, starts, ends). `touched`:
    only those that somebody booked or changed.
    """
    row = MentoringSessionRow
    query = sa.select(row.id, row.member_id, row.student_id, row.starts, row.ends).where(
        row.starts < within.ends,
        row.starts > within.starts - timedelta(days=1),
        row.ends > within.starts,
        sa.or_(row.status.is_(None), row.status.not_in(FREE)),
    )
    if touched:
        query = query.where(row.touched.is_(True))
    if whose.people is not None:
        query = query.where(sa.or_(whose.has(row.member_id), whose.has(row.student_id)))
    return list(session.execute(query.order_by(row.starts)).all())


def profiles_of(session: Session, whose: Whose) -> dict[str, Profile]:
    """Return what these mentors say of themselves, by member id."""
    row = ProfileRow
    found = session.execute(sa.select(row.member_id, row.profile).where(whose.has(row.member_id)))
    return {each.member_id: profile_from(each.profile) for each in found}


def defences_of(session: Session, rulebook: Rulebook, within: Span, whose: Whose) -> Defences:
    """Return when the defences are in which each of these people takes part, by member or student id."""
    card = CardRow
    open_ = sa.select(card.id, card.due).where(
        card.board_id.in_([x.board for x in rulebook.boards.values() if x.kind == "soutenances"]),
        card.due > within.starts - HOUR,
        card.due < within.ends + HOUR,
        card.closed.is_(False),
        card.gone_at.is_(None),
        card.is_template.is_(False),
        card.role.is_(None),
    )
    due = open_.subquery()
    member, student = CardMemberRow, StudentCardRow
    mentors = sa.select(member.member_id, due.c.due).join(due, due.c.id == member.card_id)
    students = sa.select(student.student_id, due.c.due).join(due, due.c.id == student.card_id)
    found: defaultdict[str, set[datetime]] = defaultdict(set)
    for query in (
        mentors.where(whose.has(member.member_id)),
        students.where(whose.has(student.student_id)),
    ):
        for person, at in session.execute(query):
            found[person].add(at)
    return {person: tuple(sorted(times)) for person, times in found.items()}


def chunks(ids: Iterable[str]) -> Iterable[list[str]]:
    """Yield a few hundred of these ids at a time: databases take so many values a query and not many more."""
    every = list(ids)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
