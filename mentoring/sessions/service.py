"""Students and sessions for whoever shows them: the desk, the phone page, comments, the command line.

`Sessions(database, rules)` has a method for each list, page and button. Each takes the Trello id of the
person who asks (`who`, already proved by the caller), runs in one short transaction, checks the right
itself, and returns values (`lists`, `pages`, `views`), never rows of the database. Instants are UTC.

Two things are raised, and nothing is done then:

* `Unknown`: no such student or session, or not for this person. Answer the same bytes for both (404).
* `Refused`: not possible now. `error.code` for programs, `error.sentence` for people (it says what to
  do), `error.free` up to three `Span`s at which it would be possible (409).

Lists::

    my_week(who) -> MyWeek                 unset, today, week, unplaced (with free times), newcomers
    history(who, student_id, status, page) -> HistoryPage    50 a page; status "unset" too
    my_students(who) -> [StudentLine]      next session, open goals, defence date
    overview(who) -> Overview              managers: without mentor, without session, unset, loads
    to_propose(who) -> Proposals           managers: a first student, a new validator
    away(who) -> Away | None               a week's absence or more that comes: offer the transfer card
    doubts(who) -> Doubts                  managers: near names, cards that name another mentor
    student(who, id) -> StudentPage        session(who, id) -> SessionPage       card(who, id) -> line
    proposals(who, student_id, monday, wished) -> (Span, Span, Span)
    times_for(who, session_id, monday) -> (monday, Spans)    of the session's own week, or that one
    colleagues(who, session_id) -> [(id, name)]              who could hold it instead
    candidates(who, student_id, assets) -> [Mentor]

Buttons (a change has an id: `undo(who, session_id, change_id)` takes it back while it is the latest)::

    book(who, student_id, starts, minutes)             one more session
    rework(who, student_id, starts, minutes)           a validator's session before deciding
    move(who, session_id, starts, minutes)             also places one that has no time
    hand_to(who, session_id, member_id)                a colleague holds this one
    set_video(who, session_id, url)
    set_status(who, session_id, status, told_at)       done, absent, called-off, cancel
    save_draft(who, session_id, draft)                 {judged, carried, goals, blockers, more, private}
    finish(who, session_id, Report)                    « Terminer la session », all or nothing
    set_slot(who, student_id, SlotWish)  end_slot  pause  end_course  reopen_course  set_project
    give(who, student_id, member_id)     give_back        add_student(who, Person, member_id)     whose_card

`mentoring.defences.card_from_sessions.prepare_card(context, who, student_id)` makes the card of the defence
while `StudentLine.prepares`; it calls Trello, so it is no method here.

`told_at`: when the student said so, UTC; `cancel` becomes `cancelled` or `cancelled-late` by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mentoring.school.model import Asset, Mentor
from mentoring.school.read import defences, transfers
from mentoring.sessions.changes import attribute, close
from mentoring.sessions.changes import book as booking
from mentoring.sessions.changes.act import Act, Refused
from mentoring.sessions.changes.attribute import Doubts
from mentoring.sessions.changes.close import Report
from mentoring.sessions.changes.put_off import Proposal, propose_again, put_off
from mentoring.sessions.changes.slots import SlotWish
from mentoring.sessions.model import Door, Span
from mentoring.sessions.rights import Unknown
from mentoring.sessions.student_acts import StudentActs
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.sessions.views import lists, pages, proposals, student_lines
from mentoring.sessions.views.session_view import SessionView, views
from mentoring.students.cards import Card, otherwise, questions
from mentoring.students.write import Person

__all__ = ["Changed", "Doubts", "Person", "Refused", "Report", "Sessions", "SlotWish", "Unknown"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A session as it is now. `change_id`: what `undo` takes; None where nothing changed. `next_id`:
    the session that was booked with it.
    """

    session: SessionView
    change_id: int | None = None
    next_id: str | None = None


@dataclass(frozen=True, slots=True)
class Sessions(StudentActs):
    """Everything that people may ask about students and sessions."""

    def my_week(self, who: str) -> lists.MyWeek:
        with self.act(who) as act:
            return lists.my_week(act)

    def history(
        self, who: str, student_id: str | None = None, status: str | None = None, page: int = 0
    ) -> lists.HistoryPage:
        with self.act(who) as act:
            return lists.history(act, student_id, status, page)

    def my_students(self, who: str) -> list[student_lines.StudentLine]:
        with self.act(who) as act:
            return student_lines.my_students(act)

    def overview(self, who: str) -> lists.Overview:
        """Return the overview of a manager's students. Raises `Refused` for whoever is no manager."""
        with self._managing(who) as act:
            return lists.overview(act, *lists.managed_mentors(act))

    def overdue(self, who: str) -> list[tuple[str, int]]:
        """Return mentors' names, and how many sessions of each have waited too long for a status. Raises
        `Refused` for whoever is no manager.
        """
        with self._managing(who) as act:
            return lists.overdue_by_mentor(act)

    def doubts(self, who: str) -> Doubts:
        """Return the cards whose student, or whose mentor, is in doubt. Raises `Refused` for whoever is no
        manager.
        """
        with self._managing(who) as act:
            session, rulebook, at = act.session, act.rulebook, act.now
            cards: list[Card] = [*defences(session, rulebook, at)]
            cards += transfers(session, rulebook, at)
            managed = act.viewer.managed
            asked = questions(session, rulebook, at)
            return Doubts(
                [each for each in asked if each.card.board_id in managed],
                [x for x in otherwise(session, cards) if x[0].board_id in managed],
            )

    def to_propose(self, who: str) -> proposals.Proposals:
        """Return what a manager may decide now. Raises `Refused` for whoever is no manager."""
        with self._managing(who) as act:
            return proposals.to_propose(act)

    def put_off(self, who: str, proposal: Proposal, member_id: str) -> None:
        """Put off what is proposed about a mentor (« Pas maintenant »): it comes back in 30 days. Raises
        `Unknown`, and `Refused` for whoever is no manager.
        """
        with self._managing(who) as act:
            put_off(act, proposal, member_id)

    def propose_again(self, who: str, proposal: Proposal, member_id: str) -> None:
        """Take back that it was put off. Raises as `put_off` does."""
        with self._managing(who) as act:
            propose_again(act, proposal, member_id)

    def away(self, who: str) -> proposals.Away | None:
        with self.act(who) as act:
            return proposals.away(act)

    def student(self, who: str, student_id: str) -> pages.StudentPage:
        with self.act(who) as act:
            return pages.student_page(act, student_id)

    def session(self, who: str, session_id: str) -> pages.SessionPage:
        with self.act(who) as act:
            return pages.session_page(act, session_id)

    def card(self, who: str, card_id: str) -> pages.CardPage | None:
        with self.act(who) as act:
            return pages.card_page(act, card_id)

    def proposals(
        self, who: str, student_id: str, monday: date, wished: datetime | None = None
    ) -> tuple[Span, ...]:
        """Return up to three free times of the student and their mentor in that week."""
        with self.act(who) as act:
            return booking.times_with(act, student_id, monday, wished)

    def times_for(
        self, who: str, session_id: str, monday: date | None = None
    ) -> tuple[date, tuple[Span, ...]]:
        """Return free times near its own hour, in its own week (or the present one), or that Monday's."""
        with self.act(who) as act:
            return booking.times_for(act, session_id, monday)

    def colleagues(self, who: str, session_id: str) -> list[tuple[str, str]]:
        """Return who could hold this session in place of whoever holds it: ids and names, by name."""
        with self.act(who) as act:
            return booking.colleagues(act, session_id)

    def candidates(self, who: str, student_id: str, assets: Sequence[Asset] = ()) -> list[Mentor]:
        """Return mentors to whom a manager may give the student, the best first. Raises `Refused` for whoever
        is no manager.
        """
        with self._managing(who) as act:
            return attribute.candidates(act, act.student(student_id)[0], assets)

    def book(
        self, who: str, student_id: str, starts: datetime, minutes: int | None = None
    ) -> Changed:
        with self.act(who) as act:
            return self._changed(act, booking.book(act, student_id, starts, minutes))

    def rework(
        self, who: str, student_id: str, starts: datetime, minutes: int | None = None
    ) -> Changed:
        with self.act(who) as act:
            return self._changed(act, booking.book(act, student_id, starts, minutes, "rework"))

    def move(
        self, who: str, session_id: str, starts: datetime, minutes: int | None = None
    ) -> Changed:
        with self.act(who) as act:
            return self._changed(act, *booking.move(act, session_id, starts, minutes))

    def hand_to(self, who: str, session_id: str, member_id: str) -> Changed:
        with self.act(who) as act:
            return self._changed(act, *booking.hand_to(act, session_id, member_id))

    def set_video(self, who: str, session_id: str, url: str) -> Changed:
        with self.act(who) as act:
            return self._changed(act, *booking.set_video(act, session_id, url))

    def set_status(
        self,
        who: str,
        session_id: str,
        status: str,
        told_at: datetime | None = None,
        door: Door = "desk",
    ) -> Changed:
        with self.act(who, door) as act:
            done = close.set_status(act, session_id, status, told_at)
            return self._changed(act, done.row, done.change_id)

    def undo(self, who: str, session_id: str, change_id: int, door: Door = "desk") -> Changed:
        with self.act(who, door) as act:
            return self._changed(act, close.undo(act, session_id, change_id))

    def save_draft(self, who: str, session_id: str, draft: Mapping[str, Any]) -> datetime:
        with self.act(who) as act:
            return close.save_draft(act, session_id, draft)

    def finish(self, who: str, session_id: str, report: Report, door: Door = "desk") -> Changed:
        with self.act(who, door) as act:
            done = close.finish(act, session_id, report)
            return self._changed(act, done.row, done.change_id, done.next_id)

    def _changed(
        self,
        act: Act,
        row: MentoringSessionRow,
        change_id: int | None = None,
        next_id: str | None = None,
    ) -> Changed:
        act.session.flush()
        [view] = views(act.session, act.rulebook, [row], act.now)
        return Changed(view, change_id, next_id)
