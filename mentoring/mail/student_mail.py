"""Mails to students, each written from how things are when it is sent: None where it need not be told any
more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail import letters, student_links
from mentoring.mail.address import Person
from mentoring.mail.invitation import Meeting, invitation
from mentoring.mail.known import (
    Reader,
    coming,
    is_live,
    last_meeting,
    meeting_of,
    mentor_address,
    name_of,
    note_told,
)
from mentoring.mail.outbox import Wish, want
from mentoring.mail.own_acts import done_by_students
from mentoring.mail.postman import Written
from mentoring.mail.tables import MailRow, SessionMailRow, StudentPageRow
from mentoring.sessions.rows import slots_of
from mentoring.sessions.tables import MentoringSessionRow, ReportRow
from mentoring.sessions.views.session_view import goals_of
from rules.rulebook.values import Rulebook

MOST: Final = 60
"""So many sessions to come are taken as told by a mail about all of them."""

SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the mail of one row to a student is written from."""

    addresses: student_links.Addresses
    school: Person
    session: Session
    rulebook: Rulebook
    row: MailRow
    reader: Reader
    page: StudentPageRow
    at: datetime

    @property
    def url(self) -> str:
        """The student's own page."""
        return self.addresses.page(self.page)

    @property
    def held(self) -> MentoringSessionRow | None:
        """The session that the mail is about, as it is now."""
        return self.session.get(MentoringSessionRow, self.row.session_id)

    @property
    def asked(self) -> bool:
        """Whether the student themselves made the session what it is."""
        return bool(done_by_students(self.session, [self.row.session_id]))

    def meeting(self, row: MentoringSessionRow) -> Meeting:
        """Return this session, which has its time, as the student's calendar is to show it."""
        return meeting_of(self.session, self.rulebook, row, self.reader.student)

    def post(
        self,
        letter: letters.Body,
        told: Callable[[Session, datetime], None],
        calendar: Meeting | None = None,
        holder: str = "",
    ) -> Written:
        """Return the mail, with whoever answers it, and what is noted once it went."""
        mentor_id = holder or self.reader.student.mentor_id or ""
        mentor = mentor_address(self.session, mentor_id)
        name = name_of(self.session, mentor_id)
        content = b""
        if calendar is not None:
            organizer = mentor or Person(name, self.school.address)
            content = invitation(calendar, organizer, self.reader.person, self.reader.language)
        whole = letters.whole(letter, self.reader, name, answers=mentor is not None)
        return Written(self.reader.person, whole, mentor, content, self._then(told))

    def _then(
        self, told: Callable[[Session, datetime], None]
    ) -> Callable[[Session, datetime], None]:
        student_id = self.reader.student.id

        def note(session: Session, at: datetime) -> None:
            page = session.get(StudentPageRow, student_id)
            if page is not None:
                page.mailed_at = at
            told(session, at)

        return note


def _welcome(desk: Desk) -> Written | None:
    student, session = desk.reader.student, desk.session
    if desk.row.key != f"welcome:{desk.page.mentorship_id}":
        return None  # another mentor follows them by now
    slots = [each for each in slots_of(session, student.id) if each.until_day is None]
    rows = coming(session, student.id, desk.at, MOST)
    letter = letters.welcome(
        desk.reader,
        name_of(session, student.mentor_id),
        slots[-1] if slots else None,
        [each.starts for each in rows[:SHOWN] if each.starts is not None],
        (desk.url, desk.addresses.feed(desk.page)),
    )

    def told(session: Session, at: datetime) -> None:
        note_told(session, coming(session, student.id, at, MOST))
        for each in slots:  # told with it: no mail of its own
            key = f"slot:{each.id}"
            if want(session, Wish("slot", key, student.id), at):
                session.execute(sa.update(MailRow).where(MailRow.key == key).values(sent_at=at))

    return desk.post(letter, told)


def _slot(desk: Desk) -> Written | None:
    student, session = desk.reader.student, desk.session
    slots = [each for each in slots_of(session, student.id) if each.until_day is None]
    if not slots or desk.row.key != f"slot:{slots[-1].id}":
        return None
    rows = coming(session, student.id, desk.at, MOST)
    dates = [each.starts for each in rows[:SHOWN] if each.starts is not None]
    letter = letters.slot(
        desk.reader, name_of(session, student.mentor_id), slots[-1], dates, desk.url
    )

    def told(session: Session, at: datetime) -> None:
        """Note what was told, but for sessions that stand in their calendar by invitation: mails of their
        own correct those.
        """
        rows = coming(session, student.id, at, MOST)
        known = {each.id: session.get(SessionMailRow, each.id) for each in rows}
        free = [x for x in rows if (told := known[x.id]) is None or told.sequence is None]
        note_told(session, free)

    return desk.post(letter, told)


def _reminder(desk: Desk) -> Written | None:
    row, at = desk.held, desk.at
    if row is None or row.starts is None or row.starts <= at or row.status is not None:
        return None
    told = desk.session.get(SessionMailRow, row.id)
    if told is not None and told.reminded_at is not None:
        return None
    meeting = desk.meeting(row)
    goals = goals_of(desk.session, desk.reader.student.id, open_only=True)
    late = desk.rulebook.sessions.late
    letter = letters.reminder(desk.reader, meeting, [each.text for each in goals], desk.url, late)
    invites = not student_links.reads_feed(desk.page, at)

    def note(session: Session, at: datetime) -> None:
        known = session.get(MentoringSessionRow, meeting.id)
        if known is not None:
            _note_as_sent(session, known, meeting, invited=invites)
            session.get_one(SessionMailRow, meeting.id).reminded_at = at

    return desk.post(letter, note, meeting if invites else None, row.member_id)


def _note_as_sent(
    session: Session, row: MentoringSessionRow, sent: Meeting, *, invited: bool
) -> None:
    """Note that the student knows the session as the mail had it, whatever became of it since."""
    note_told(session, [row])
    told = session.get_one(SessionMailRow, row.id)
    told.starts, told.ends = (None, None) if sent.cancelled else (sent.starts, sent.ends)
    if invited:
        told.sequence = sent.sequence
    session.flush()


def _moved(desk: Desk) -> Written | None:
    """Tell that the session was moved or cancelled, whichever it is by now."""
    told, row = desk.session.get(SessionMailRow, desk.row.session_id), desk.held
    if told is None:
        return None
    if row is not None and is_live(row):
        return _to_another_time(desk, row, told)
    return _off(desk, row, told)


def _to_another_time(desk: Desk, row: MentoringSessionRow, told: SessionMailRow) -> Written | None:
    same = told.starts == row.starts and told.member_id == row.member_id
    if same or row.starts is None or row.starts <= desk.at:
        return None
    meeting, before = desk.meeting(row), told.starts
    letter = letters.moved(desk.reader, meeting, before, desk.url, asked=desk.asked)
    invites = told.sequence is not None or not student_links.reads_feed(desk.page, desk.at)

    def note(session: Session, at: datetime) -> None:
        known = session.get(MentoringSessionRow, meeting.id)
        if known is not None:
            _note_as_sent(session, known, meeting, invited=invites)

    return desk.post(letter, note, meeting if invites else None, row.member_id)


def _off(desk: Desk, row: MentoringSessionRow | None, told: SessionMailRow) -> Written | None:
    if told.starts is None or told.starts <= desk.at:
        return None
    meeting = last_meeting(desk.session, told, desk.at)
    assert meeting is not None
    letter = letters.cancelled(desk.reader, meeting, desk.url, asked=desk.asked)
    invited, session_id = told.sequence is not None, told.session_id

    def note(session: Session, at: datetime) -> None:
        known = session.get(SessionMailRow, session_id)
        if known is not None:
            known.starts = known.ends = None
            known.sequence = meeting.sequence if invited else known.sequence

    return desk.post(letter, note, meeting if invited else None, told.member_id)


def _changes(desk: Desk) -> Written | None:
    """Tell of several sessions in one mail: none of them stands in their calendar by invitation."""
    changes, rows, gone = [], [], []
    for session_id in desk.row.what.get("sessions", []):
        told = desk.session.get(SessionMailRow, session_id)
        row = desk.session.get(MentoringSessionRow, session_id)
        starts = row.starts if row is not None and is_live(row) else None
        before = told.starts if told is not None else None
        if starts != before and any(x is not None and x > desk.at for x in (starts, before)):
            changes.append((before, starts))
            rows += [row] if row is not None else []
            gone += [told] if row is None and told is not None else []
    if not changes:
        return None
    letter = letters.changes(desk.reader, changes, desk.url)
    ids, lost = [each.id for each in rows], [each.session_id for each in gone]

    def note(session: Session, at: datetime) -> None:
        found = [session.get(MentoringSessionRow, each) for each in ids]
        note_told(session, [each for each in found if each is not None])
        session.execute(sa.delete(SessionMailRow).where(SessionMailRow.session_id.in_(lost)))

    return desk.post(letter, note)


def _report(desk: Desk) -> Written | None:
    row, report = desk.held, desk.session.get(ReportRow, desk.row.session_id)
    if row is None or report is None or report.written_at is None or not desk.page.reports:
        return None
    goals = goals_of(desk.session, desk.reader.student.id)
    judged = [(each.text, each.outcome) for each in goals if each.judged_in == row.id]
    new = [each.text for each in goals if each.set_in == row.id]
    said = letters.Said(judged, new, report.blockers, report.more)
    letter = letters.report(desk.reader, row.starts or report.written_at, said, desk.url)
    return desk.post(letter, lambda _session, _at: None, holder=row.member_id)


def _link(desk: Desk) -> Written | None:
    return desk.post(letters.link(desk.reader, desk.url), lambda _session, _at: None)


TO_STUDENTS: Final[Mapping[str, Callable[[Desk], Written | None]]] = {
    "welcome": _welcome,
    "slot": _slot,
    "reminder": _reminder,
    "moved": _moved,
    "cancelled": _moved,
    "changes": _changes,
    "report": _report,
    "link": _link,
}
