"""Writes the mail of a row of the outbox, from how things are when it is sent. What need not be told any
more is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail import student_links
from mentoring.mail.address import Person
from mentoring.mail.asks.letters_of_asks import write_ask, write_ask_over
from mentoring.mail.known import reader_of
from mentoring.mail.mentor_mail import write_acted, write_ladder, write_profile
from mentoring.mail.postman import Written
from mentoring.mail.student_mail import TO_STUDENTS, Desk
from mentoring.mail.tables import MailRow, StudentPageRow
from mentoring.students.tables import StudentRow
from rules.rulebook.values import InForce, Rulebook
from rules.verdict import Language


@dataclass(frozen=True, slots=True)
class Writer:
    """`mentoring.mail.postman.Write`. `school`: who is the organizer where a mentor gave no address."""

    rules: InForce
    addresses: student_links.Addresses
    school: Person
    language: Language

    def __call__(self, session: Session, row: MailRow, at: datetime) -> Written | None:
        """Return the mail as it is now; None where it need not be told any more."""
        rulebook = self.rules()
        if row.kind in _TO_MENTORS:
            return _TO_MENTORS[row.kind](session, rulebook, self.language, row, at)
        if row.kind in _ASKS:
            write = _ASKS[row.kind]
            return write(session, rulebook, self.addresses, self.language, row, at)
        student_id = row.student_id or _whose(session, row.address)
        reader = reader_of(session, rulebook, student_id, self.language) if student_id else None
        if reader is None:
            return None
        row.student_id = reader.student.id
        page = self._page(session, row, reader.student.id, at)
        if page is None:
            return None
        desk = Desk(self.addresses, self.school, session, rulebook, row, reader, page, at)
        return TO_STUDENTS[row.kind](desk)

    def _page(
        self, session: Session, row: MailRow, student_id: str, at: datetime
    ) -> StudentPageRow | None:
        """Return the student's page; behind a new secret where they asked for one, the same however often the
        mail is tried.
        """
        page = student_links.page_of(session, self.addresses, student_id, at)
        if page is not None and row.kind == "link" and page.made_at < row.wanted_at:
            return student_links.new_link(session, self.addresses, student_id, at)
        return page


def _whose(session: Session, address: str) -> str:
    """Return the student to whom this address is known; "" for nobody, or for several."""
    row = StudentRow
    same = sa.func.lower(row.email) == address.strip().lower()
    found = list(session.scalars(sa.select(row.id).where(same, row.ended_at.is_(None)).limit(2)))
    return found[0] if len(found) == 1 and address.strip() else ""


ToMentor = Callable[[Session, Rulebook, Language, MailRow, datetime], Written | None]
ToAsked = Callable[
    [Session, Rulebook, student_links.Addresses, Language, MailRow, datetime], Written | None
]
_ASKS: Final[Mapping[str, ToAsked]] = {"ask": write_ask, "ask-over": write_ask_over}
_TO_MENTORS: Final[Mapping[str, ToMentor]] = {
    "ladder": write_ladder,
    "acted": write_acted,
    "profile": write_profile,
}
