"""What is done for sessions by the clock and after a card's run: slots are placed, the ladder is climbed.
The clerk never gives a session its status.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.tables import ProfileRow
from mentoring.sessions.changes.place_ahead import place_all, place_in_turn
from mentoring.sessions.rules.ladder import RUNGS, Due, Rung, Unset, due
from mentoring.sessions.tables import MentoringSessionRow, SessionRungRow, SlotRow
from mentoring.students.tables import StudentCardRow
from rules.calendar import local_date
from rules.rulebook.values import InForce, Rulebook
from sync.clock import now
from sync.rulebook.boards import public_holidays
from sync.runs.schedule import quiet_hour
from sync.storage.database import Database, alone
from sync.storage.tables import FactRow
from sync.storage.trello_tables import CardMemberRow

PLACED: Final = "sessions-placed"
"""The fact that tells when, and by which rules, all sessions were placed last."""


@dataclass(frozen=True, slots=True)
class SessionChores:
    """A follower and a chore (`sync.runs.worker`). Both may come any number of times."""

    database: Database
    rules: InForce

    def __call__(self, card_id: str, board_id: str) -> None:
        """Place the sessions of those whom this card concerns: a defence or a take-over may have moved."""
        with self.database.transaction() as session:
            concerned = _on_card(session, card_id)
            if concerned:
                place_in_turn(session, self.rules(), now(), concerned)

    def look(self, session: Session, card_id: str, board_id: str) -> bool:
        """Return whether anybody is concerned: placing takes a turn, in a transaction of its own."""
        return bool(_on_card(session, card_id))

    def tick(self) -> None:
        """Place what is due, and climb the ladder."""
        self._place()
        with self.database.transaction() as session:
            climb(session, self.rules(), now())

    def _place(self) -> None:
        rulebook, at = self.rules(), now()
        with self.database.transaction() as session:
            fact = session.get(FactRow, PLACED)
            marks = _mark(rulebook)
            if quiet_hour(at) or fact is None or fact.value.get("rules") != marks:
                place_all(session, rulebook, at)
            else:
                changed = _changed_since(session, fact.at)
                if not changed:
                    return
                place_in_turn(session, rulebook, at, changed)
            session.merge(FactRow(key=PLACED, value={"rules": marks}, at=at))


def climb(session: Session, rulebook: Rulebook, at: datetime) -> tuple[Due, ...]:
    """Note who is told now, and of which rung: it stands in the desk from here on. Returns them."""
    row = MentoringSessionRow
    query = sa.select(row.member_id, row.ends).where(row.status.is_(None), row.ends <= at)
    unset = [Unset(member, ends) for member, ends in session.execute(query) if ends is not None]
    if not unset:
        return ()
    first = local_date(min(each.ends for each in unset), rulebook.timezone)
    known = _told(session, first)
    holiday = public_holidays(at).__contains__
    if not due(unset, known, at, rulebook.timezone, holiday):
        return ()
    alone(session)  # two machines may climb at once
    known = _told(session, first)
    found = due(unset, known, at, rulebook.timezone, holiday)
    values = [{**each._asdict(), "told_at": at} for each in found]
    if values:
        session.execute(sa.insert(SessionRungRow), values)
    return found


def _told(session: Session, first: date) -> set[Due]:
    """Return who was told of which rung from that day on."""
    row = SessionRungRow
    query = sa.select(row.member_id, row.rung, row.day).where(row.day >= first)
    names: dict[str, Rung] = {each: each for each in RUNGS}
    return {Due(member, names[rung], day) for member, rung, day in session.execute(query)}


def _on_card(session: Session, card_id: str) -> set[str]:
    """Return the students with a slot whose sessions this card may stand against."""
    return set(session.scalars(_ON_CARD, {"card": card_id}))


def _slots_on_card() -> sa.Select[str]:
    slot, member, theirs = SlotRow, CardMemberRow, StudentCardRow
    people = sa.select(member.member_id).where(member.card_id == sa.bindparam("card"))
    student = sa.select(theirs.student_id).where(theirs.card_id == sa.bindparam("card"))
    whose = sa.or_(slot.member_id.in_(people), slot.student_id.in_(student))
    return sa.select(slot.student_id).where(whose, slot.until_day.is_(None))


_ON_CARD: Final = _slots_on_card()


def _changed_since(session: Session, at: datetime) -> set[str]:
    """Return the students of mentors who changed their profile (absences are in it) since then."""
    slot, profile = SlotRow, ProfileRow
    members = sa.select(profile.member_id).where(profile.at > at)
    query = sa.select(slot.student_id).where(slot.member_id.in_(members), slot.until_day.is_(None))
    return set(session.scalars(query))


def _mark(rulebook: Rulebook) -> str:
    """Return a short form of the rules by which sessions are placed."""
    told = f"{rulebook.sessions!r} {rulebook.timezone.key}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
