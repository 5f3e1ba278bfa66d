"""From cards to students: a card that is read with certainty joins its student, or makes one; what it
says of project, outcome and mentor is taken over. A name that is only near is left to people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.caseload import is_present
from mentoring.school.glance import glance
from mentoring.school.model import Defence, Transfer
from mentoring.school.outcome_tables import OutcomeRow
from mentoring.school.read import defences, transfers
from mentoring.school.tables import AssignmentRow
from mentoring.students.model import New, Same, Student
from mentoring.students.read import (
    cards_of,
    mentorships_of,
    open_mentorship,
    register_of,
    student_of,
    students,
    students_by_card,
)
from mentoring.students.tables import MentorshipRow, StudentCardRow, StudentRow
from mentoring.students.write import (
    Person,
    attribute,
    begin_project,
    make_student,
    project_row,
    take_attribution_back,
)
from rules.card import created_at
from rules.projects import project_key
from rules.rulebook.values import InForce, Rulebook
from sync.clock import now
from sync.queue.jobs import new_id
from sync.queue.wakes import Enqueue, Want, wake
from sync.runs.schedule import quiet_hour
from sync.storage.database import Database, alone
from sync.storage.tables import CaseRow, FactRow, SealRow, StayRow
from sync.storage.trello_tables import CardRow

Card = Defence | Transfer
FILLED: Final = "students-filled"
"""The fact that every card was gone through once."""

CHUNK: Final = 100
"""So many cards are gone through in one transaction."""


@dataclass(frozen=True, slots=True)
class StudentCards:
    """A follower and a chore (`sync.runs.worker`). Both may come any number of times."""

    database: Database
    rules: InForce
    enqueue: Enqueue

    def __call__(self, card_id: str, board_id: str) -> None:
        """Take in what this card says; where that fixes its date, the card is judged once more."""
        with self.database.transaction() as session:
            self.look(session, card_id, board_id)

    def look(self, session: Session, card_id: str, board_id: str) -> bool:
        """Do all of it, for Trello is not asked. Returns False: nothing is left to do."""
        if (card := glance(session, self.rules(), card_id, board_id)) is not None:
            fixed = take_in(session, [card], now())
            wake(session, self.enqueue, *(_want(each) for each in fixed))
        return False

    def tick(self) -> None:
        """Go through all cards, once after an upgrade and then every night."""
        with self.database.transaction() as session:
            filled = session.get(FactRow, FILLED) is not None
        if quiet_hour(now()) or not filled:
            fill(self.database, self.rules())


def _want(card: Card) -> Want:
    return Want(new_id("agreed"), "card", card.card_id, card.board_id, now())


def fill(database: Database, rulebook: Rulebook) -> None:
    """Make students of all cards that are read with certainty and have none yet, some at a time.
    Nobody is counted by it.
    """
    at = now()
    with database.transaction() as session:
        found: list[Card] = [
            *defences(session, rulebook, at),
            *transfers(session, rulebook, at),
        ]
        joined = set(session.scalars(sa.select(StudentCardRow.card_id)))
    left = [each for each in found if each.card_id not in joined and each.sure]
    left.sort(key=lambda each: (each.created, each.card_id))
    for start in range(0, len(left), CHUNK):
        with database.transaction() as session:
            take_in(session, left[start : start + CHUNK], at)
    with database.transaction() as session:
        session.merge(FactRow(key=FILLED, value={}, at=at))


def fill_once(database: Database, rulebook: Rulebook) -> None:
    """Fill the register, unless it was done before."""
    with database.transaction() as session:
        filled = session.get(FactRow, FILLED) is not None
    if not filled:
        fill(database, rulebook)


def take_in(session: Session, cards: Iterable[Card], at: datetime) -> list[Card]:
    """Join these cards to their students, the oldest first, and take over what they say.

    Returns the cards whose date was fixed by it.
    """
    ordered = sorted(cards, key=lambda each: (each.created, each.card_id))
    joined = students_by_card(session, [each.card_id for each in ordered])
    new = [each for each in ordered if each.card_id not in joined and each.sure and each.pupil]
    if new:
        alone(session)  # two cards of one student may come at once
        joined = students_by_card(session, [each.card_id for each in ordered])
        new = [each for each in new if each.card_id not in joined]
        _join(session, new)
        joined = students_by_card(session, [each.card_id for each in ordered])
    sealed = [x for x in new if x.card_id in joined and _seal(session, joined[x.card_id], x, at)]
    for each in ordered:
        if each.card_id in joined:
            _follow(session, joined[each.card_id], each, at)
    return sealed


def _seal(session: Session, student_id: str, card: Card, at: datetime) -> bool:
    """Fix the date that was agreed in a session, where this is the first card of its project. Returns
    whether that date is new to the card's seal.
    """
    if not isinstance(card, Defence) or card.closed or card.role not in ("intake", "incomplete"):
        return False
    known = project_row(session, student_id, card.project) if card.project else None
    agreed = known.defence_at if known is not None else None
    if agreed is None or agreed <= at:
        return False
    others = [each for each in cards_of(session, student_id) if each != card.card_id]
    same = sa.select(CaseRow.card_id).where(
        CaseRow.card_id.in_(others), CaseRow.project == project_key(card.project)
    )
    if session.scalar(same.limit(1)) is not None:
        return False
    seal = session.get(SealRow, card.card_id)
    if seal is None:  # a complete card was sealed just now, with the date that it carries
        seal = SealRow(card_id=card.card_id)
        session.add(seal)
    elif seal.due == agreed:
        return False
    seal.due, seal.sealed_at = agreed, at
    session.flush()
    return True


def _join(session: Session, cards: Sequence[Card]) -> None:
    register = register_of(session)
    for card in cards:
        found = register.means(card.student, card.course)
        if isinstance(found, New):
            made = make_student(session, Person(card.student, card.course))
            register.add(made)
            found = Same(made.id)
        if isinstance(found, Same):
            row = StudentCardRow(card_id=card.card_id, student_id=found.student_id, how="read")
            session.add(row)
    session.flush()


def choose(session: Session, card: Card, student_id: str | None, at: datetime) -> str:
    """Note whose card it is, as a manager says: this student's, or (None) that of somebody new. Returns
    the student's id.
    """
    if student_id is None:
        student_id = make_student(session, Person(card.student, card.course)).id
    row = session.get(StudentCardRow, card.card_id)
    if row is None:
        row = StudentCardRow(card_id=card.card_id)
        session.add(row)
    row.student_id, row.how = student_id, "chosen"
    session.flush()
    _follow(session, student_id, card, at)
    return student_id


def _follow(session: Session, student_id: str, card: Card, at: datetime) -> None:
    student = student_of(session, student_id)
    if student is None or student.ended_at is not None or not student.name:
        return
    others = [each for each in cards_of(session, student_id) if each != card.card_id]
    newest = all(created_at(each) <= card.created for each in others)
    if card.project:
        _project(session, student, card, newest=newest)
    _mentor(session, student, card, at, newest=newest)


def _project(session: Session, student: Student, card: Card, *, newest: bool) -> None:
    known = project_row(session, student.id, card.project)
    if known is None and newest:
        begin_project(session, student.id, card.project, card.created)
        known = project_row(session, student.id, card.project)
    if known is None or not isinstance(card, Defence):
        return
    if not card.closed and not card.is_over:
        seal = session.get(SealRow, card.card_id)
        known.defence_at = seal.due if seal is not None else card.at or known.defence_at
    if card.is_over:
        told = session.get(OutcomeRow, card.card_id)
        known.outcome = told.outcome if told is not None else card.role
        known.ended = (card.at or card.created) if card.role == "passed" else None
    session.flush()


def _mentor(session: Session, student: Student, card: Card, at: datetime, *, newest: bool) -> None:
    if isinstance(card, Transfer) and card.role == "passed" and card.taker is not None:
        row, taken = open_mentorship(session, student.id), _taken_over_at(session, card)
        if row is None or row.since < taken:
            attribute(session, student.id, card.taker, "card", card.card_id, taken)
        return
    if student.mentor_id is not None and student.mentor_id in card.mentors:
        return  # the same as before, whoever else is on the card
    row = open_mentorship(session, student.id)
    if row is not None and _no_longer(row, card):
        take_attribution_back(session, student.id)
        row = open_mentorship(session, student.id)
    if not newest or len(card.mentors) != 1 or not is_present(card, at):
        return
    by_card = row is not None and row.source == "card" and not student.active
    if by_card or not mentorships_of(session, student.id):
        attribute(session, student.id, card.mentors[0], "card", card.card_id, card.created)


def _no_longer(row: MentorshipRow, card: Card) -> bool:
    """Return whether this card told of a take-over that was undone since."""
    told = row.source == "card" and row.by == card.card_id and row.member_id not in card.mentors
    return told and isinstance(card, Transfer) and card.taker is None


def _taken_over_at(session: Session, card: Transfer) -> datetime:
    """Return when the new mentor took over: by the button, else since when the card lies where it is."""
    given = session.get(AssignmentRow, card.card_id)
    if given is not None and given.member_id == card.taker:
        return given.at
    stay = StayRow
    query = sa.select(stay.entered_at).where(stay.card_id == card.card_id, stay.left_at.is_(None))
    entered = session.scalar(query.order_by(stay.id.desc()).limit(1))
    return entered or card.created


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to managers: whose card is this? `candidates` are students with a near name."""

    card: Card
    candidates: tuple[Student, ...]


def questions(session: Session, rulebook: Rulebook, at: datetime) -> list[Asked]:
    """Return the open cards whose name is near that of a student, and not theirs for certain."""
    mine = sa.select(StudentCardRow.card_id)
    left = sa.select(CardRow.id).where(CardRow.id.not_in(mine), CardRow.gone_at.is_(None))
    ids = list(session.scalars(left.where(CardRow.closed.is_(False))))
    if not ids:
        return []
    cards: list[Card] = [
        *defences(session, rulebook, at, ids),
        *transfers(session, rulebook, at, ids),
    ]
    register, found = register_of(session), []
    for card in cards:
        meant = register.means(card.student, card.course) if card.sure and card.pupil else New()
        if not isinstance(meant, New | Same):
            them = [student_of(session, each) for each in meant.candidates]
            found.append(Asked(card, tuple(each for each in them if each is not None)))
    return found


def otherwise(session: Session, cards: Iterable[Card]) -> list[tuple[Card, Student]]:
    """Return the open cards whose members do not include the mentor of their (counted) student."""
    open_ = [x for x in cards if not x.closed and x.role not in ("passed", "failed") and x.mentors]
    joined = students_by_card(session, [each.card_id for each in open_])
    row = StudentRow
    known = {each.id: each for each in students(session, row.active_at.is_not(None))}
    pairs = [(each, known.get(joined.get(each.card_id, ""))) for each in open_]
    return [
        (card, student)
        for card, student in pairs
        if student is not None and student.mentor_id not in (None, *card.mentors)
    ]
