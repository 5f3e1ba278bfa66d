"""What becomes of a school if somebody stops: students, defences and sessions without anybody, and who would
take them over. Nothing is stored by looking.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.matching.week.plan import find_answers, give_out
from mentoring.matching.week.solve import PATIENCE
from mentoring.matching.week.week_draft import Week
from mentoring.school.model import Defence, Mentor, Transfer
from mentoring.school.read import defences, transfers
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.students.mentors import mentors
from mentoring.students.model import Student
from mentoring.students.read import mentored_by
from mentoring.students.tables import StudentCardRow
from rules.rulebook.values import BoardRules, Rulebook
from sync.storage.trello_tables import CardRow

MORNING: Final = time(9, 0)
NO_BOARD: Final = ""
"""That of a card that would be made where the school has no board for it: anybody may take it over."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The sessions of one student that nobody would hold: how many, and when the first begins."""

    student_id: str
    count: int
    first: datetime


@dataclass(frozen=True, slots=True)
class Without:
    """The school without this mentor from an instant on.

    `students`: by their ids, and who would follow each: a card of theirs that is already there, or one that
    has no address yet, with the student's id as its own. `waiting`: the transfer cards that are there;
    `made`: the students for whom one was made so lately that the mirror has yet to hear of it.
    `holds`: the defences that they were to hold, and who would. `attends`: those of their students.
    """

    mentor: Mentor
    students: tuple[Student, ...]
    relays: Week
    waiting: frozenset[str]
    made: frozenset[str]
    holds: Week
    attends: tuple[Defence, ...]
    ahead: tuple[Ahead, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """Who would stop, when, and the boards that whoever asks looks after."""

    member_id: str
    since: datetime
    now: datetime
    boards: Collection[str]


def look_without(
    session: Session, rulebook: Rulebook, stop: Stop, patience: float = PATIENCE
) -> Without | None:
    """Return what becomes of the school, None where that mentor is on none of the boards."""
    seen = defences(session, rulebook, stop.now), transfers(session, rulebook, stop.now)
    everybody = mentors(session, rulebook, stop.now, seen, stop.boards)
    mentor = next((each for each in everybody if each.id == stop.member_id), None)
    if mentor is None:
        return None
    there = {
        board: [
            each
            for each in mentors(session, rulebook, stop.now, seen, [board])
            if each.id != stop.member_id
        ]
        for board in stop.boards
    }
    students = tuple(mentored_by(session, stop.member_id))
    moving = [x for x in seen[1] if _leaves(x, stop)]
    board = transfer_board(rulebook, stop.boards)
    cards = [*moving, *_cards(session, students, moving, board, stop)]
    there[NO_BOARD] = [x for x in everybody if x.id != stop.member_id]
    ours = [x for x in seen[0] if _coming(x, stop)]
    holds = [x for x in ours if x.validator == stop.member_id]
    answers = find_answers([*cards, *holds], there, seen[0], rulebook, stop.now)
    return Without(
        mentor,
        students,
        give_out(cards, answers, patience=patience),
        frozenset(x.card_id for x in moving),
        _made(session),
        give_out(holds, answers, patience=patience),
        tuple(x for x in ours if stop.member_id in x.mentors),
        _ahead(session, stop),
    )


def morning(first: date, zone: tzinfo, now: datetime) -> datetime:
    """Return when somebody else is to be there on the first day without a mentor: 9:00 in that zone, an hour
    from now at the earliest. UTC.
    """
    begins = datetime.combine(first, MORNING, zone).astimezone(UTC)
    return max(begins, now + timedelta(hours=1))


def transfer_board(rulebook: Rulebook, boards: Collection[str]) -> BoardRules | None:
    """Return the board among these on which transfer cards are made."""
    found = (x for x in rulebook.boards.values() if x.kind == "transfert" and x.board in boards)
    return next((x for x in found if x.intake), None)


def _leaves(card: Transfer, stop: Stop) -> bool:
    """Return whether this student is to leave the mentor already."""
    open_ = not card.closed and not card.is_over and card.taker is None
    return open_ and stop.member_id in card.mentors and card.board_id in stop.boards


def _coming(card: Defence, stop: Stop) -> bool:
    if card.closed or card.is_over or card.board_id not in stop.boards:
        return False
    return card.at is not None and card.at >= stop.since


def _cards(
    session: Session,
    students: Iterable[Student],
    moving: Sequence[Transfer],
    board: BoardRules | None,
    stop: Stop,
) -> list[Transfer]:
    """Return a card for each student who has none yet, as it would be made."""
    row = StudentCardRow
    query = sa.select(row.student_id).where(row.card_id.in_([x.card_id for x in moving]))
    known = set(session.scalars(query)) if moving else set()
    return [
        Transfer(
            card_id=x.id,
            board_id=board.board if board is not None else NO_BOARD,
            url="",
            student=x.name,
            course=x.course,
            project=x.project,
            mentors=(stop.member_id,),
            role="intake",
            complete=True,
            end=stop.since,
            taker=None,
        )
        for x in students
        if x.id not in known
    ]


def _made(session: Session) -> frozenset[str]:
    row, card = StudentCardRow, CardRow
    query = sa.select(row.student_id).outerjoin(card, card.id == row.card_id)
    return frozenset(session.scalars(query.where(card.id.is_(None))))


def _ahead(session: Session, stop: Stop) -> tuple[Ahead, ...]:
    row = MentoringSessionRow
    query = (
        sa.select(row.student_id, sa.func.count(), sa.func.min(row.starts))
        .where(row.member_id == stop.member_id, row.starts >= stop.since, row.status.is_(None))
        .group_by(row.student_id)
        .order_by(sa.func.min(row.starts), row.student_id)
    )
    return tuple(
        Ahead(student, count, first)
        for student, count, first in session.execute(query)
        if first is not None
    )
