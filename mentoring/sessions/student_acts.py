"""What is done about a student as a whole: slot, pause, project, mentor, and the end of the course."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from mentoring.sessions.changes import attribute, slots
from mentoring.sessions.changes.act import Act, Refused
from mentoring.sessions.changes.slots import SlotWish
from mentoring.sessions.model import Door
from mentoring.sessions.rights import viewer_of
from mentoring.sessions.views import pages
from mentoring.students.model import Ending, Student
from mentoring.students.write import Person
from rules.rulebook.values import InForce
from sync.clock import now
from sync.storage.database import Database


@dataclass(frozen=True, slots=True)
class StudentActs:
    """The buttons of a student's page, and whose transaction everything is done in."""

    database: Database
    rules: InForce

    @contextmanager
    def act(self, who: str, door: Door = "desk") -> Iterator[Act]:
        """Open the transaction of one act of this person's."""
        rulebook = self.rules()
        with self.database.transaction() as session:
            yield Act(session, rulebook, viewer_of(session, rulebook, who), now(), door)

    def set_slot(self, who: str, student_id: str, wish: SlotWish) -> pages.StudentPage:
        return self._then(who, student_id, lambda act: slots.set_slot(act, student_id, wish))

    def end_slot(self, who: str, student_id: str) -> pages.StudentPage:
        return self._then(who, student_id, lambda act: slots.end_slot(act, student_id))

    def pause(
        self, who: str, student_id: str, first: date | None, last: date | None = None
    ) -> pages.StudentPage:
        """Pause from the first day to the last, both included; without `first` the pause is over."""
        return self._then(who, student_id, lambda act: slots.pause(act, student_id, first, last))

    def end_course(self, who: str, student_id: str, how: Ending) -> pages.StudentPage:
        return self._then(who, student_id, lambda act: slots.end(act, student_id, how))

    def reopen_course(self, who: str, student_id: str) -> pages.StudentPage:
        return self._then(who, student_id, lambda act: slots.reopen(act, student_id))

    def set_project(self, who: str, student_id: str, project: str) -> pages.StudentPage:
        return self._then(
            who, student_id, lambda act: attribute.set_project(act, student_id, project)
        )

    def give(self, who: str, student_id: str, member_id: str) -> Student:
        """Give the student to this mentor (« Confier »): by managers."""
        with self.act(who) as act:
            return attribute.give(act, student_id, member_id)

    def give_back(self, who: str, student_id: str, member_id: str) -> Student:
        """Take back that the student was given to this mentor: by managers."""
        with self.act(who) as act:
            return attribute.give_back(act, student_id, member_id)

    def add_student(self, who: str, person: Person, member_id: str | None = None) -> Student:
        """Add a student who has no card: by managers."""
        with self.act(who) as act:
            return attribute.add(act, person, member_id)

    def whose_card(self, who: str, card_id: str, student_id: str | None) -> Student:
        """Note whose card it is, on a manager's word: this student's, or (None) that of somebody new."""
        with self.act(who) as act:
            return attribute.whose_card(act, card_id, student_id)

    @contextmanager
    def _managing(self, who: str) -> Iterator[Act]:
        with self.act(who) as act:
            if not act.viewer.manager:
                raise Refused("managers-only")
            yield act

    def _then(self, who: str, student_id: str, do: Callable[[Act], object]) -> pages.StudentPage:
        """Do it, and show the student as they are then."""
        with self.act(who) as act:
            do(act)
            act.session.flush()
            act.session.expire_all()
            return pages.student_page(act, student_id)
