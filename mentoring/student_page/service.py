"""A student's own page, behind its secret address: what it shows, and what its buttons do.

`StudentPages(database, rules, addresses)`. Each method takes the secret of the address and raises `Closed`
where that opens nothing, or nothing any more: unknown, old and closed are one. Looking changes nothing.
Instants are UTC. `Refused` (with free times) is what is not possible now, as everywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.calendars.events import KEPT
from mentoring.mail.address import is_address
from mentoring.mail.invitation import Meeting, feed
from mentoring.mail.known import meeting_of, name_of, zone_of
from mentoring.mail.outbox import Wish, want
from mentoring.mail.student_links import Addresses, note_read, student_of_feed, student_of_page
from mentoring.mail.tables import StudentPageRow
from mentoring.sessions.changes.act import Refused
from mentoring.sessions.model import Span
from mentoring.sessions.rights import Unknown
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.student_page.choices import first_times, times_to_move
from mentoring.student_page.readable import Reading, goals_and_reports, sessions_of
from mentoring.student_page.student_act import StudentAct, cancel, choose, move, own_row, viewer_for
from mentoring.students.model import Student
from rules.bilingual import Sentence
from rules.rulebook.values import InForce
from rules.verdict import Language
from sync.clock import now
from sync.storage.database import Database

__all__ = ["Closed", "Refused", "StudentPages", "Unknown"]

SAME_LINK: Final = timedelta(minutes=10)
"""So long one address is sent one new link."""

CALENDAR: Final = Sentence("Mes sessions de mentorat", "My mentoring sessions")


class Closed(Exception):
    """This address opens nothing, or nothing any more."""


@dataclass(frozen=True, slots=True)
class StudentSees:
    """The page. `coming`: sessions with a time, the next one first; `unplaced`: those that have none.
    `choices`: times for a first session, where nothing comes. `moving`: the session whose `times` are
    asked for. `late`: how long before its start a session can still be moved, or cancelled in time.
    """

    student: Student
    mentor: str
    zone: ZoneInfo
    school: ZoneInfo
    now: datetime
    late: timedelta
    coming: list[Meeting]
    unplaced: list[str]
    choices: tuple[Span, ...]
    moving: str
    times: tuple[Span, ...]
    reading: Reading
    reports_mailed: bool
    language: str
    feed: str


@dataclass(frozen=True, slots=True)
class StudentPages:
    """Everything that students may ask. `mails`: whether mail is sent at all."""

    database: Database
    rules: InForce
    addresses: Addresses
    mails: bool = False

    @contextmanager
    def act(self, token: str) -> Iterator[tuple[StudentAct, Student]]:
        """Open a transaction of the student's. Raises `Closed`."""
        rulebook, at = self.rules(), now()
        with self.database.transaction() as session:
            student = student_of_page(session, token, at)
            if student is None:
                raise Closed
            yield StudentAct(session, rulebook, viewer_for(student), at, "student"), student

    def opens(self, token: str) -> bool:
        """Return whether this is the address of a page, or of a calendar, that is open."""
        with self.database.transaction() as session:
            page = student_of_page(session, token, now())
            return (page or student_of_feed(session, token)) is not None

    def page(self, token: str, moving: str = "") -> StudentSees:
        """Return what the student sees. `moving`: with times to which this session can go. Raises `Closed`,
        `Unknown`.
        """
        with self.act(token) as (act, student):
            session, rulebook = act.session, act.rulebook
            placed, open_ = sessions_of(session, student.id, act.now)
            choices = first_times(act, student) if not placed and not open_ else ()
            times = times_to_move(act, student, own_row(act, moving)) if moving else ()
            page = session.get_one(StudentPageRow, student.id)
            return StudentSees(
                student=student,
                mentor=name_of(session, student.mentor_id),
                zone=zone_of(student, rulebook),
                school=rulebook.timezone,
                now=act.now,
                late=rulebook.sessions.late,
                coming=[meeting_of(session, rulebook, each, student) for each in placed],
                unplaced=[each.id for each in open_],
                choices=choices,
                moving=moving,
                times=times,
                reading=goals_and_reports(session, student.id),
                reports_mailed=page.reports,
                language=page.language,
                feed=self.addresses.feed(page),
            )

    def choose(self, token: str, starts: datetime) -> None:
        """Book the first session. Raises `Closed`, `Refused`."""
        with self.act(token) as (act, student):
            choose(act, student, starts)

    def move(self, token: str, session_id: str, starts: datetime) -> None:
        """Give the session another time. Raises `Closed`, `Unknown`, `Refused`."""
        with self.act(token) as (act, student):
            move(act, student, session_id, starts)

    def cancel(self, token: str, session_id: str) -> str:
        """Cancel the session. Returns `cancelled` or `cancelled-late`. Raises `Closed`, `Unknown`,
        `Refused`.
        """
        with self.act(token) as (act, _):
            return cancel(act, session_id)

    def prefer(
        self, token: str, *, reports: bool | None = None, language: Language | None = None
    ) -> None:
        """Choose reports by mail or none, and the language of mails; None leaves it. Raises `Closed`."""
        with self.act(token) as (act, student):
            page = act.session.get_one(StudentPageRow, student.id)
            page.reports = page.reports if reports is None else reports
            page.language = page.language if language is None else language

    def renew(self, token: str) -> None:
        """Ask for another link, by mail to the known address alone; once it is sent, this one opens nothing.
        Raises `Closed`.
        """
        with self.act(token) as (act, student):
            self._ask(act.session, student.email, act.now)

    def ask_link(self, address: str) -> None:
        """Ask for a link to this address, whosever it is. Whether a student has it is found out when the mail
        is written: here everybody is answered alike.
        """
        if self.mails and is_address(address):
            with self.database.transaction() as session:
                self._ask(session, address, now())

    def _ask(self, session: Session, address: str, at: datetime) -> None:
        if not is_address(address):
            return
        part = int(at.timestamp()) // int(SAME_LINK.total_seconds())
        mark = hashlib.sha256(address.strip().lower().encode()).hexdigest()[:32]
        wish = Wish("link", f"link:{mark}:{part}", address=address.strip(), urgent=True)
        want(session, wish, at)

    def feed(self, token: str, language: Language) -> bytes:
        """Return the student's calendar. Raises `Closed`."""
        rulebook, at = self.rules(), now()
        with self.database.transaction() as session:
            student = student_of_feed(session, token)
            if student is None:
                raise Closed
            row = MentoringSessionRow
            query = sa.select(row).where(row.student_id == student.id, row.starts > at - KEPT)
            rows = session.scalars(query.order_by(row.starts))
            meetings = [meeting_of(session, rulebook, each, student) for each in rows]
            note_read(session, student.id, at)
        return feed(meetings, CALENDAR.in_(language), language)
