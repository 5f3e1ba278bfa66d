"""Mails to mentors who gave an address: sessions without a status, and what a student of theirs did.
Students are told by first name and initial.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail import texts
from mentoring.mail.address import Person
from mentoring.mail.known import mentor_address
from mentoring.mail.letter import Letter, Section
from mentoring.mail.postman import Written
from mentoring.mail.tables import MailRow
from mentoring.school.person_names import short_name
from mentoring.school.profiles import is_silent
from mentoring.sessions.tables import MentoringSessionRow, SessionChangeRow
from mentoring.students.read import student_of
from rules.bilingual import Sentence
from rules.formatting import fill, moment, plural
from rules.rulebook.values import Rulebook
from rules.verdict import Language

MOST_SHOWN: Final = 20
SESSIONS: Final = {"fr": ("session", "sessions"), "en": ("session", "sessions")}
SOMEBODY: Final = Sentence("votre étudiant", "your student")


def write_ladder(
    session: Session, rulebook: Rulebook, language: Language, row: MailRow, at: datetime
) -> Written | None:
    """Tell of the sessions of this mentor that still have no status; nothing once they all have one."""
    to = mentor_address(session, row.member_id)
    held = MentoringSessionRow
    query = sa.select(held).where(held.member_id == row.member_id, held.status.is_(None))
    query = query.where(held.ends <= at).order_by(held.starts, held.id)
    found = list(session.scalars(query))
    if to is None or not found:
        return None
    lines = [
        fill(
            texts.UNSET_ITEM,
            language,
            {
                "student": _short(session, each.student_id, language),
                "when": moment(each.starts or at, language, rulebook.timezone),
            },
        )
        for each in found[:MOST_SHOWN]
    ]
    count = plural(len(found), *SESSIONS[language], language)
    subject = fill(texts.UNSET, language, {"count": count})
    sections = [Section("", [texts.UNSET_BODY.in_(language)], lines)]
    return _to(to, language, subject, sections)


def write_acted(
    session: Session, rulebook: Rulebook, language: Language, row: MailRow, at: datetime
) -> Written | None:
    """Tell what the student did with a session that this mentor holds: chose, moved or cancelled it."""
    to = mentor_address(session, row.member_id)
    held = session.get(MentoringSessionRow, row.session_id)
    change = session.get(SessionChangeRow, row.what.get("change", 0))
    if to is None or held is None or change is None:
        return None
    starts = held.starts or at
    told = {
        "student": _short(session, held.student_id, language),
        "when": moment(starts, language, rulebook.timezone),
    }
    if "status" in change.after:
        if held.status not in ("cancelled", "cancelled-late"):
            return None  # taken back meanwhile
        subject, body = texts.STUDENT_CANCELLED, texts.STUDENT_CANCELLED_BODY
        more = [texts.LATE if held.status == "cancelled-late" else texts.IN_TIME]
    elif change.before.get("starts") is None:
        subject, body, more = texts.STUDENT_CHOSE, texts.STUDENT_CHOSE_BODY, []
    else:
        subject, body, more = texts.STUDENT_MOVED, texts.STUDENT_MOVED_BODY, []
    lines = [fill(body, language, told), *(each.in_(language) for each in more)]
    return _to(to, language, fill(subject, language, told), [Section("", lines)])


def write_profile(
    session: Session, rulebook: Rulebook, language: Language, row: MailRow, at: datetime
) -> Written | None:
    """Ask to fill in the profile; nothing once it says anything."""
    to = mentor_address(session, row.member_id)
    if to is None or not is_silent(session, row.member_id):
        return None
    body = fill(texts.PROFILE_BODY, language, {"by": str(row.what.get("by", ""))})
    return _to(to, language, texts.PROFILE.in_(language), [Section("", [body])])


def _to(to: Person, language: Language, subject: str, sections: list[Section]) -> Written:
    foot = [texts.MENTOR_FOOT.in_(language)]
    return Written(to, Letter(language, subject, sections, foot=foot))


def _short(session: Session, student_id: str, language: Language) -> str:
    """Return "Léa D.": enough for whoever knows them."""
    student = student_of(session, student_id)
    short = short_name(student.name) if student is not None else ""
    return short or SOMEBODY.in_(language)
