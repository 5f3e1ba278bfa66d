"""What a mail has to know of a student and of a session: who, with whom, when, as they are now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail import texts
from mentoring.mail.address import Person, is_address
from mentoring.mail.invitation import Meeting
from mentoring.mail.tables import SessionMailRow, StudentPageRow
from mentoring.school.contacts import contact_of
from mentoring.sessions.model import FREE
from mentoring.sessions.rooms import video_of
from mentoring.sessions.surroundings import chunks
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.students.model import Student
from mentoring.students.read import student_of
from rules.calendar import local_time
from rules.formatting import fill, moment
from rules.rulebook.values import Rulebook
from rules.verdict import Language
from sync.storage.trello_tables import MemberRow


@dataclass(frozen=True, slots=True)
class Reader:
    """A student who is written to: in their language, on their clock and the school's."""

    student: Student
    zone: ZoneInfo
    school: ZoneInfo
    language: Language

    @property
    def person(self) -> Person:
        """Where a mail to them goes."""
        return Person(self.student.name, self.student.email)

    def when(self, at: datetime) -> str:
        """Return "mardi 3 mars 2026 à 18 h" on the student's clock, with the school's where that differs."""
        own = moment(at, self.language, self.zone)
        if local_time(at, self.zone).utcoffset() == local_time(at, self.school).utcoffset():
            return own
        school = moment(at, self.language, self.school)
        return fill(texts.AT_SCHOOL, self.language, {"own": own, "school": school})


def zone_of(student: Student, rulebook: Rulebook) -> ZoneInfo:
    """Return the student's own zone, else the school's."""
    try:
        return ZoneInfo(student.zone) if student.zone else rulebook.timezone
    except (KeyError, ValueError, OSError):
        return rulebook.timezone


def reader_of(
    session: Session, rulebook: Rulebook, student_id: str, language: Language
) -> Reader | None:
    """Return the student as a reader of mail; None for who is not written to: gone, without a mentor, without
    an address. `language`: where they chose none.
    """
    student = student_of(session, student_id)
    if student is None or not is_mailed(student):
        return None
    page = session.get(StudentPageRow, student_id)
    chosen: Language = language
    if page is not None and page.language in ("fr", "en"):
        chosen = "fr" if page.language == "fr" else "en"
    return Reader(student, zone_of(student, rulebook), rulebook.timezone, chosen)


def is_mailed(student: Student) -> bool:
    """Return whether mails go to this student."""
    followed = student.active and student.ended_at is None and student.mentor_id is not None
    return followed and bool(student.name) and is_address(student.email)


def name_of(session: Session, member_id: str | None) -> str:
    """Return a mentor's name; "" where nobody is known by this id."""
    row = session.get(MemberRow, member_id or "")
    return (row.full_name or row.username) if row is not None else ""


def mentor_address(session: Session, member_id: str) -> Person | None:
    """Return the name and address at which this mentor is answered, None where they gave no address."""
    email = contact_of(session, member_id).email
    return Person(name_of(session, member_id), email) if email else None


def is_live(row: MentoringSessionRow) -> bool:
    """Return whether the session has its time, and takes place then."""
    return row.starts is not None and row.status not in FREE


def meeting_of(
    session: Session, rulebook: Rulebook, row: MentoringSessionRow, student: Student
) -> Meeting:
    """Return the session, which has its time, as the student's calendar is to show it."""
    assert row.starts is not None and row.ends is not None
    own = contact_of(session, row.member_id).video
    return Meeting(
        id=row.id,
        starts=row.starts,
        ends=row.ends,
        mentor=name_of(session, row.member_id),
        sequence=row.sequence,
        changed_at=row.changed_at,
        project=row.project or student.project,
        video=video_of(rulebook, row.id, row.video, own),
        cancelled=not is_live(row),
    )


def last_meeting(session: Session, told: SessionMailRow, at: datetime) -> Meeting | None:
    """Return a session that is gone, or has no time any more, as it was told: to be called off."""
    if told.starts is None or told.ends is None:
        return None
    row = session.get(MentoringSessionRow, told.session_id)
    sequence = max(row.sequence if row is not None else 0, (told.sequence or 0) + 1)
    mentor = name_of(session, told.member_id)
    changed = row.changed_at if row is not None else at
    return Meeting(
        told.session_id, told.starts, told.ends, mentor, sequence, changed, cancelled=True
    )


def coming(
    session: Session, student_id: str, at: datetime, most: int = 6
) -> list[MentoringSessionRow]:
    """Return the student's next sessions without a status, `most` at most, the soonest first."""
    row = MentoringSessionRow
    query = sa.select(row).where(row.student_id == student_id, row.starts > at)
    query = query.where(row.status.is_(None)).order_by(row.starts, row.id)
    return list(session.scalars(query.limit(most)))


def known_of(session: Session, ids: Iterable[str]) -> dict[str, SessionMailRow]:
    """Return what the students were told of these sessions, by session id."""
    row = SessionMailRow
    queries = (sa.select(row).where(row.session_id.in_(some)) for some in chunks(ids))
    return {x.session_id: x for query in queries for x in session.scalars(query)}


def note_told(
    session: Session, rows: Collection[MentoringSessionRow], *, invited: bool = False
) -> None:
    """Note that the student knows these sessions as they are now. `invited`: their calendar too."""
    known = known_of(session, [each.id for each in rows])
    for row in rows:
        told = known.get(row.id)
        if told is None:
            told = known[row.id] = SessionMailRow(session_id=row.id, student_id=row.student_id)
            session.add(told)
        live = is_live(row)
        told.member_id = row.member_id
        told.starts, told.ends = (row.starts, row.ends) if live else (None, None)
        if invited:
            told.sequence = row.sequence
    session.flush()
