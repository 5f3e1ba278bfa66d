"""Who may see and do what about a student. A stranger learns nothing, not even that the student exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.model import Defence
from mentoring.school.outcome_tables import OutcomeRow
from mentoring.school.read import defences
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.students.model import Student
from mentoring.students.read import cards_of, mentorships_of, student_of
from rules.rulebook.values import Rulebook
from sync.clock import now
from sync.rights.permissions import person_on
from sync.storage.trello_tables import CardRow, MembershipRow

Right = Literal["manager", "mentor", "former", "validator", "holder"]
"""`mentor`: the present one; `former`: a mentor of before; `holder`: holds a session of theirs;
`validator`: of a coming defence, or of one that was not passed.
"""

EVERYTHING: frozenset[Right] = frozenset(("manager", "mentor"))
"""Rights with which one sees everything and may write."""


class Unknown(Exception):
    """There is nothing of that id, or it is not for whoever asks: the answer is the same."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who asks: a member of Trello who may write on these boards, and manages those."""

    id: str
    name: str
    boards: frozenset[str]
    managed: frozenset[str]

    @property
    def present(self) -> bool:
        """Whether they are on any board at all."""
        return bool(self.boards)

    @property
    def manager(self) -> bool:
        return bool(self.managed)


def viewer_of(session: Session, rulebook: Rulebook, member_id: str) -> Viewer:
    """Return who this member is on the watched boards; on none of them for strangers and observers."""
    found = {
        rules.board: person
        for rules in rulebook.boards.values()
        if (person := person_on(session, rules, member_id)) is not None
    }
    name = next((each.name for each in found.values()), "")
    managed = frozenset(board for board, person in found.items() if person.manager)
    return Viewer(member_id, name, frozenset(found), managed)


def rights_on(
    session: Session, rulebook: Rulebook, viewer: Viewer, student: Student
) -> frozenset[Right]:
    """Return what this person is to the student; nothing for most."""
    if not viewer.present:
        return frozenset()
    found: set[Right] = set()
    if student.mentor_id == viewer.id:
        found.add("mentor")
    if viewer.manager and _is_theirs(session, viewer, student):
        found.add("manager")
    if found:
        return frozenset(found)
    if any(each.member_id == viewer.id for each in mentorships_of(session, student.id)):
        found.add("former")
    if _holds(session, viewer.id, student.id):
        found.add("holder")
    if _validates(session, rulebook, viewer.id, student.id):
        found.add("validator")
    return frozenset(found)


def student_for(
    session: Session, rulebook: Rulebook, viewer: Viewer, student_id: str
) -> tuple[Student, frozenset[Right]]:
    """Return the student, and what the viewer is to them. Raises `Unknown`."""
    student = student_of(session, student_id)
    rights = rights_on(session, rulebook, viewer, student) if student else frozenset()
    if student is None or not rights:
        raise Unknown
    return student, rights


def _is_theirs(session: Session, viewer: Viewer, student: Student) -> bool:
    """Return whether the student's mentor, or one of their cards, is on a board that the viewer manages.
    A student who has no card, and nobody on the boards follows, is every manager's.
    """
    member, card = MembershipRow, CardRow
    query = sa.select(member.board_id).where(member.member_id == student.mentor_id)
    followed = set(session.scalars(query))
    if viewer.managed & followed:
        return True
    cards = cards_of(session, student.id)
    query = sa.select(card.board_id).where(card.id.in_(cards))
    boards = set(session.scalars(query)) if cards else set()
    return bool(viewer.managed & boards) or (not boards and not followed)


def _holds(session: Session, member_id: str, student_id: str) -> bool:
    row = MentoringSessionRow
    query = sa.select(row.id).where(row.student_id == student_id, row.member_id == member_id)
    return session.scalar(query.limit(1)) is not None


def _validates(session: Session, rulebook: Rulebook, member_id: str, student_id: str) -> bool:
    return bool(_validated(session, rulebook, member_id, student_id))


def _validated(
    session: Session, rulebook: Rulebook, member_id: str, student_id: str
) -> list[Defence]:
    """Return the student's defences that this person holds: to come, or not passed. The latest comes last."""
    cards = cards_of(session, student_id)
    found = defences(session, rulebook, now(), cards) if cards else []
    passed = {each.skill for each in found if each.role == "passed"}
    return [
        each
        for each in found
        if each.validator == member_id
        and (each.role == "accepted" or (each.role == "failed" and each.skill not in passed))
    ]


def undecided_since(
    session: Session, rulebook: Rulebook, member_id: str, student_id: str
) -> datetime | None:
    """Return since when the latest defence that this person validates is failed, or passed on a
    condition alone; None where it is not.
    """
    for each in reversed(_validated(session, rulebook, member_id, student_id)):
        told = session.get(OutcomeRow, each.card_id)
        if told is not None and told.outcome in ("failed", "conditional"):
            return told.at
        if each.role == "failed":
            return each.at or each.created
    return None
