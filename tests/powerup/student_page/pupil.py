"""A student with the page open on their phone: no cookie, no account, no script."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace

from desk import Desk
from followed import followed, member
from harness import School
from werkzeug.test import TestResponse

from greffier.app import create_app
from greffier.composition import Greffier
from greffier.mail_settings import mail_settings
from mentoring.mail.student_links import Addresses, page_of
from mentoring.mail.tables import StudentPageRow
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.students.tables import StudentRow
from sync.clock import now

MAIL = {"SMTP_URL": "smtp://127.0.0.1:9", "MAIL_FROM": "Greffe <greffe@ecole.fr>"}
TUESDAY_AT_SIX = (1, 18 * 60)


@dataclass
class Pupil:
    """The page of one student."""

    desk: Desk
    parts: Greffier
    student: str
    path: str
    feed: str

    def __post_init__(self) -> None:
        self.client = create_app(self.parts).test_client()

    def get(self, more: str = "") -> TestResponse:
        return self.client.get(self.path + more)

    def text(self, more: str = "", language: str = "fr") -> str:
        found = self.client.get(self.path + more, headers={"Accept-Language": language})
        return plain(found)

    def press(self, act: str, **fields: str) -> TestResponse:
        return self.client.post(self.path, data={"act": act, **fields})

    def rows(self) -> list[MentoringSessionRow]:
        """The student's sessions, in their order."""
        row = MentoringSessionRow
        with self.parts.database.transaction() as session:
            found = session.query(row).filter(row.student_id == self.student).all()
        return sorted(found, key=lambda each: (str(each.starts), each.id))

    def times(self, more: str = "") -> list[str]:
        """The times that the page offers to press."""
        return re.findall(r'name="starts" value="([^"]+)"', html.unescape(self.get(more).text))

    def page(self, **changes: object) -> StudentPageRow:
        with self.parts.database.transaction() as session:
            row = session.get_one(StudentPageRow, self.student)
            for name, value in changes.items():
                setattr(row, name, value)
        return row


def plain(response: TestResponse) -> str:
    """What of a page is read, on one line with plain spaces."""
    text = re.sub(r"<(style|title)[^>]*>.*?</\1>", " ", response.get_data(as_text=True), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text))).strip()


def with_mail(school: School, address: str = "") -> Greffier:
    """The parts of a school that sends mail, whose pages are at that address."""
    known = school.parts.settings
    mail = mail_settings(MAIL)
    return Greffier(replace(known, mail=mail, public_url=address or known.public_url))


def pupil(
    desk: Desk,
    name: str = "Léa Dupont",
    slot: tuple[int, int] | None = TUESDAY_AT_SIX,
    zone: str = "",
    mail: bool = True,
) -> Pupil:
    """A student of Zoé's whose page is open."""
    student = followed(desk, name, slot=slot)
    parts = with_mail(desk.school) if mail else Greffier(desk.school.parts.settings)
    addresses = Addresses(parts.settings.public_url, parts.settings.secrets)
    with parts.database.transaction() as session:
        row = session.get_one(StudentRow, student)
        row.email, row.zone = f"{name.split()[0].lower()}@example.org".replace("é", "e"), zone
        page = page_of(session, addresses, student, now())
        assert page is not None
        urls = addresses.page(page), addresses.feed(page)
    paths = ["/" + each.split("/", 3)[3] for each in urls]
    return Pupil(desk, parts, student, *paths)


__all__ = ["Pupil", "member", "plain", "pupil"]
