"""One person's act: by whom, through which door, in which transaction, and why it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from mentoring.sessions.changes.turns import take_turns
from mentoring.sessions.model import Door, Span
from mentoring.sessions.rights import EVERYTHING, Right, Unknown, Viewer, rights_on, student_for
from mentoring.sessions.rows import record, state_of
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.sessions.texts import REFUSALS, with_span
from mentoring.students.model import Student
from mentoring.students.read import student_of
from rules.bilingual import Sentence
from rules.rulebook.values import Rulebook

SHORTEST: Final = 5
LONGEST: Final = 8 * 60
FARTHEST: Final = timedelta(days=366)


class Refused(Exception):
    """What is asked for is not possible now. `code` tells why, `sentence` says it and what to do; `free`:
    times at which it would be possible; `span`: the time that the rulebook sets, where that is why.
    """

    def __init__(
        self, code: str, free: tuple[Span, ...] = (), span: timedelta = timedelta()
    ) -> None:
        super().__init__(code)
        self.code, self.free, self.span = code, free, span

    @property
    def sentence(self) -> Sentence:
        return with_span(REFUSALS[self.code], self.span)


@dataclass(frozen=True, slots=True)
class Act:
    """What every use case is given. `session` is the transaction."""

    session: Session
    rulebook: Rulebook
    viewer: Viewer
    now: datetime
    door: Door = "desk"

    def student(self, student_id: str) -> tuple[Student, frozenset[Right]]:
        """Return the student, and what the person is to them. Raises `Unknown`."""
        return student_for(self.session, self.rulebook, self.viewer, student_id)

    def own_student(self, student_id: str) -> Student:
        """Return a student whom the person may write about. Raises `Unknown`, `Refused`."""
        student, rights = self.student(student_id)
        if not rights & EVERYTHING:
            raise Refused("read-only")
        return student

    def turn(self, student: Student, *members: str | None) -> Student:
        """Take the turn of the student, their mentor and these. Returns the student as they are then. Raises
        `Unknown`.
        """
        people = {each for each in (*members, student.mentor_id) if each is not None}
        take_turns(self.session, student.id, *people)
        self.session.expire_all()
        found = student_of(self.session, student.id)
        if found is None:
            raise Unknown
        return found

    def row(self, session_id: str, *others: str) -> MentoringSessionRow:
        """Return a session that the person may write about, with the turn of its people, and of these.
        Raises `Unknown`.
        """
        row = self.session.get(MentoringSessionRow, session_id)
        if row is None or not self.may_write(row):
            raise Unknown
        student = student_of(self.session, row.student_id)
        assert student is not None
        self.turn(student, row.member_id, *others)
        found = self.session.get(MentoringSessionRow, session_id)
        if found is None:
            raise Unknown
        return found

    def may_write(self, row: MentoringSessionRow) -> bool:
        """Return whether the person holds this session, follows its student, or manages them."""
        if not self.viewer.present:
            return False
        if row.member_id == self.viewer.id:
            return True
        student = student_of(self.session, row.student_id)
        if student is None:
            return False
        return bool(rights_on(self.session, self.rulebook, self.viewer, student) & EVERYTHING)

    def record(self, row: MentoringSessionRow, before: dict[str, Any]) -> int | None:
        """Write down what the person changed of this session since `before`; from now on the clerk leaves it
        as it is. Returns the change's id, None where nothing changed.
        """
        if state_of(row) == before:
            return None
        row.touched = True
        return record(self.session, row, before, self.viewer.id, self.door, self.now)


def in_reason(starts: datetime, minutes: int, now: datetime) -> None:
    """Raise `Refused` for a length or a day that nobody means."""
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused("bad-length")
    if abs(starts - now) > FARTHEST:
        raise Refused("too-far")
