"""Statements for whoever shows them: the desk and the command line.

`Statements(database, rules)`: each method takes the Trello id of the person who asks, already proved by the
caller, and checks the right itself. It raises `Unknown` for who is on no board, `Refused` where it is not
possible now (`error.code`, `error.sentence`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.sessions.changes.act import Act, Refused
from mentoring.sessions.changes.turns import take_all_turns
from mentoring.sessions.desk_act import acting
from mentoring.sessions.rights import Unknown
from mentoring.sessions.views.lists import managed_mentors
from mentoring.statements.model import Closed, Line, Month, lines_of, month_at
from mentoring.statements.read import LOOKED_BACK, Unset, closed_by, held_by, span_of, unset_by
from mentoring.statements.tables import ClosedMonthRow, StatementLineRow
from mentoring.students.model import fresh_id
from rules.rulebook.pay import pay_on
from rules.rulebook.values import InForce, Rulebook
from sync.storage.database import Database
from sync.storage.trello_tables import MemberRow

__all__ = ["Mentor", "Refused", "Statement", "Statements", "Unknown", "statements"]


@dataclass(frozen=True, slots=True)
class Mentor:
    """Whose statement it is."""

    id: str
    username: str
    name: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A mentor's month. `closed`: None while it is open. `unset`: sessions of it that still lack a status.
    `currency`: "" without amounts.
    """

    mentor: Mentor
    month: Month
    closed: Closed | None
    unset: tuple[Unset, ...]
    lines: tuple[Line, ...]
    currency: str

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.unset


def statements(
    session: Session, rulebook: Rulebook, month: Month, at: datetime, only: str | None = None
) -> list[Statement]:
    """Return the statements of a month, by the mentors' names: of whoever has one, or `only` this
    mentor's, which may be empty.
    """
    zone, blocks = rulebook.timezone, rulebook.pay
    closed = closed_by(session, rulebook, month, at, only)
    held = held_by(
        session, rulebook, span_of(month.back(2 * LOOKED_BACK), month, rulebook), at, only
    )
    unset = unset_by(session, span_of(month, month, rulebook), at)
    block = pay_on(blocks, month.next.first)
    found = []
    for mentor in _mentors(session, {*held, *closed, *unset} if only is None else {only}):
        months = closed.get(mentor.id, [])
        mine = next((each for each in months if each.month == month), None)
        made = Statement(
            mentor,
            month,
            mine,
            tuple(unset.get(mentor.id, ())),
            lines_of(month, held.get(mentor.id, ()), months, blocks, zone),
            mine.currency if mine else block.currency if block else "",
        )
        if only is not None or not made.is_empty:
            found.append(made)
    return found


def _mentors(session: Session, ids: set[str]) -> list[Mentor]:
    row = MemberRow
    known = {each.id: each for each in session.scalars(sa.select(row).where(row.id.in_(ids)))}
    found = [
        Mentor(each, known[each].username, known[each].full_name or known[each].username)
        if each in known
        else Mentor(each, "", "")
        for each in ids
    ]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


@dataclass(frozen=True, slots=True)
class Statements:
    """Everything that people may ask about statements."""

    database: Database
    rules: InForce

    def mine(self, who: str, month: Month) -> Statement:
        """Return the person's own statement."""
        with self._act(who) as act:
            return statements(act.session, act.rulebook, month, act.now, who)[0]

    def managed(self, who: str, month: Month) -> list[Statement]:
        """Return the statements of mentors on boards that the person manages, and of those on no board."""
        with self._managing(who) as act:
            return _managed(act, month)

    def close(self, who: str, month: Month, members: Sequence[str] | None = None) -> int:
        """Close the month (« Clore le mois ») for these mentors, or all whom the person manages. Returns
        for how many it was open. Two who close at once: one closes.
        """
        with self._managing(who) as act:
            if month >= month_at(act.now, act.rulebook.timezone):
                raise Refused("month-runs")
            take_all_turns(act.session)
            act.session.expire_all()
            wanted = [
                each
                for each in _managed(act, month)
                if each.closed is None and (members is None or each.mentor.id in members)
            ]
            for each in wanted:
                _close(act, each)
            return len(wanted)

    def reopen(self, who: str, month: Month, members: Sequence[str] | None = None) -> int:
        """Open the month again, the way back from `close`: only while no later month is closed for the
        mentor. Returns for how many it was closed.
        """
        with self._managing(who) as act:
            take_all_turns(act.session)
            act.session.expire_all()
            row = ClosedMonthRow
            _, others = managed_mentors(act)
            query = sa.select(row).where(row.reopened_at.is_(None), row.member_id.not_in(others))
            rows = list(act.session.scalars(query))
            if members is not None:
                rows = [each for each in rows if each.member_id in members]
            found = [each for each in rows if each.month == str(month)]
            later = {each.member_id for each in rows if each.month > str(month)}
            if any(each.member_id in later for each in found):
                raise Refused("month-followed")
            for each in found:
                each.reopened_at, each.reopened_by = act.now, act.viewer.name[:64]
            act.session.flush()
            return len(found)

    def _act(self, who: str) -> AbstractContextManager[Act]:
        return acting(self.database, self.rules, who)

    @contextmanager
    def _managing(self, who: str) -> Iterator[Act]:
        with self._act(who) as act:
            if not act.viewer.manager:
                raise Refused("managers-only")
            yield act


def _managed(act: Act, month: Month) -> list[Statement]:
    _, others = managed_mentors(act)
    found = statements(act.session, act.rulebook, month, act.now)
    return [each for each in found if each.mentor.id not in others]


def _close(act: Act, statement: Statement) -> None:
    closing = ClosedMonthRow(
        id=fresh_id(),
        member_id=statement.mentor.id,
        month=str(statement.month),
        currency=statement.currency,
        closed_at=act.now,
        closed_by=act.viewer.name[:64],
    )
    act.session.add(closing)
    for position, line in enumerate(statement.lines):
        act.session.add(_row(closing.id, position, line))
    act.session.flush()


def _row(closing_id: str, position: int, line: Line) -> StatementLineRow:
    held = line.held
    return StatementLineRow(
        closing_id=closing_id,
        position=position,
        subject=held.subject,
        subject_id=held.id,
        at=held.at,
        student_id=held.student_id,
        course=held.course,
        project=held.project,
        level=line.level,
        funding=held.funding,
        status=held.status,
        amount=str(line.amount) if line.amount is not None else None,
        corrects=line.corrects,
        was=line.was,
    )
