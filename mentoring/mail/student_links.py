"""The addresses of a student's own page and calendar. Only the hash of each secret is kept: the service
makes the address again from its own secret and the row's nonce, for each mail; the database alone opens
nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail.tables import StudentPageRow
from mentoring.students.model import Student
from mentoring.students.read import open_mentorship, student_of

PATH: Final = "etudiant"
OPEN_FOR: Final = timedelta(days=60)
READS_WITHIN: Final = timedelta(days=7)
"""A calendar that read the feed so lately reads it."""

SCANNED: Final = timedelta(minutes=30)
"""So long after a mail whoever follows its links may be a scanner."""

What = Literal["page", "feed"]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a student finds their page and calendar: what the service's secret and address make."""

    public_url: str
    secrets: tuple[str, ...]

    def page(self, row: StudentPageRow) -> str:
        """Return the address of the page. Where the service's secret has changed, the row gets a new hash."""
        return f"{self._base}/{PATH}/{self._token(row, 'page')}"

    def feed(self, row: StudentPageRow) -> str:
        """Return the address of the calendar; the row's hash may change as for the page."""
        return f"{self._base}/{PATH}/agenda/{self._token(row, 'feed')}.ics"

    @property
    def new_link(self) -> str:
        """Where somebody asks for a new link."""
        return f"{self._base}/{PATH}"

    @property
    def _base(self) -> str:
        return self.public_url.rstrip("/")

    def _token(self, row: StudentPageRow, what: What) -> str:
        """Make the token again; a new one, with its hash in the row, where no known secret makes it."""
        known = row.token_hash if what == "page" else row.feed_hash
        for each in self.secrets:
            token = _token(each, row, what)
            if hmac.compare_digest(_hash(token), known):
                return token
        return _give(row, self.secrets[0] if self.secrets else "", what)


def page_of(
    session: Session, addresses: Addresses, student_id: str, at: datetime
) -> StudentPageRow | None:
    """Return the student's page, made where there is none, and behind a new secret where another mentor
    follows them now. None where nobody does.
    """
    given = open_mentorship(session, student_id)
    if given is None:
        return None
    row = session.get(StudentPageRow, student_id)
    if row is None:
        row = StudentPageRow(student_id=student_id, reports=False, language="", feed_read_at=None)
        row.feed_nonce = secrets.token_hex(16)
        row.mentorship_id = ""
        session.add(row)
    if row.mentorship_id != given.id:
        row.mentorship_id = given.id
        _renew(row, addresses, at)
    session.flush()
    return row


def new_link(
    session: Session, addresses: Addresses, student_id: str, at: datetime
) -> StudentPageRow | None:
    """Return the student's page behind another secret: the address before opens nothing any more. None
    where nobody follows the student.
    """
    row = page_of(session, addresses, student_id, at)
    if row is not None:
        _renew(row, addresses, at)
        session.flush()
    return row


def student_of_page(session: Session, token: str, at: datetime) -> Student | None:
    """Return whose page this address opens; None where it opens nothing, or nothing any more."""
    row = _row(session, token, StudentPageRow.token_hash)
    if row is None or at - row.mailed_at > OPEN_FOR:
        return None
    given = open_mentorship(session, row.student_id)
    student = student_of(session, row.student_id)
    if given is None or given.id != row.mentorship_id or student is None:
        return None
    return student if student.name and student.ended_at is None else None


def student_of_feed(session: Session, token: str) -> Student | None:
    """Return whose calendar this address opens: it stays open while somebody follows them."""
    row = _row(session, token, StudentPageRow.feed_hash)
    student = student_of(session, row.student_id) if row is not None else None
    if student is None or not student.name or student.mentor_id is None:
        return None
    return student


def note_read(session: Session, student_id: str, at: datetime) -> None:
    """Note that a calendar read the feed. What comes right after a mail does not count: it may be a scanner
    that follows links.
    """
    row = session.get(StudentPageRow, student_id)
    if row is None or at - row.mailed_at < SCANNED:
        return
    if row.feed_read_at is None or at - row.feed_read_at > timedelta(hours=1):
        row.feed_read_at = at


def reads_feed(row: StudentPageRow | None, at: datetime) -> bool:
    """Return whether the student's calendar reads the feed: an invitation would stand there twice."""
    read = row.feed_read_at if row is not None else None
    return read is not None and at - read <= READS_WITHIN


def _row(session: Session, token: str, column: sa.orm.Mapped[str]) -> StudentPageRow | None:
    """Return the row with this token's hash: the time that takes tells nothing of the token."""
    return session.scalar(sa.select(StudentPageRow).where(column == _hash(token)))


def _renew(row: StudentPageRow, addresses: Addresses, at: datetime) -> None:
    row.nonce, row.made_at, row.mailed_at = secrets.token_hex(16), at, at
    secret: Sequence[str] = addresses.secrets or ("",)
    _give(row, secret[0], "page")
    if not row.feed_hash:
        _give(row, secret[0], "feed")


def _give(row: StudentPageRow, secret: str, what: What) -> str:
    token = _token(secret, row, what)
    if what == "page":
        row.token_hash = _hash(token)
    else:
        row.feed_hash = _hash(token)
    return token


def _token(secret: str, row: StudentPageRow, what: What) -> str:
    nonce = row.nonce if what == "page" else row.feed_nonce
    told = f"student-{what}:{row.student_id}:{nonce}"
    return hmac.new(secret.encode(), told.encode(), hashlib.sha256).hexdigest()[:48]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
