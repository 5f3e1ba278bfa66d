"""A small school whose mails are kept here: a week is lived minute by minute, or as tests turn the clock."""

from __future__ import annotations

import email
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from three_readers import read
from weekly import Weekly, weekly

from mentoring.mail.address import Person
from mentoring.mail.mail_chores import MailChores
from mentoring.mail.mime import method_of
from mentoring.mail.postman import Postman
from mentoring.mail.smtp import Refused
from mentoring.mail.student_links import Addresses
from mentoring.mail.tables import StudentPageRow
from mentoring.mail.writer import Writer
from mentoring.school.contacts import Contact, keep_contact
from mentoring.students.tables import StudentRow

SCHOOL = Person("Greffier", "greffe@ecole.fr")
ADDRESSES = Addresses("https://greffier.example.org", ("secret",))


@dataclass
class Mailed:
    """The school, and what its mail server took."""

    school: Weekly
    heard: list[EmailMessage] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)

    @property
    def postman(self) -> Postman:
        rules = lambda: self.school.rulebook  # noqa: E731
        writer = Writer(rules, ADDRESSES, SCHOOL, "fr")
        return Postman(self.school.database, rules, SCHOOL, self.connect, writer)

    @contextmanager
    def connect(self) -> Iterator[Mailed]:
        yield self

    def send(self, message: EmailMessage, sender: str, to: str) -> None:
        if to in self.refuses:
            raise Refused("550 recipient refused")
        read = email.message_from_bytes(message.as_bytes(), policy=default)
        assert isinstance(read, EmailMessage)
        self.heard.append(read)

    def tick(self) -> list[str]:
        """What the worker does each minute. Returns what was said to whom: "welcome" by its subject."""
        before = len(self.heard)
        MailChores(self.school.database, lambda: self.school.rulebook, self.postman.send).tick()
        return [str(each["Subject"]) for each in self.heard[before:]]

    def settle(self) -> list[str]:
        """The same now, and once what waits a few minutes is due."""
        said = self.tick()
        self.school.later(minutes=4)
        return said + self.tick()

    def until(self, at: datetime, step: timedelta = timedelta(hours=4)) -> list[str]:
        """The subjects of all that is said until then."""
        said: list[str] = []
        while self.school.time < at:
            self.school.time = min(at, self.school.time + step)
            said += self.tick()
        return said

    def student(self, name: str = "Léa Dupont", mail: str = "lea@example.org", **more: str) -> str:
        """A student of Zoé's who can be written to."""
        made = self.school.student(name, **more)
        with self.school.database.transaction() as session:
            session.get_one(StudentRow, made).email = mail
        return made

    def contact(self, who: str = "zoe", mail: str = "zoe@example.org", video: str = "") -> None:
        with self.school.database.transaction() as session:
            keep_contact(session, who, Contact(mail, video), self.school.time)

    def page(self, student: str) -> StudentPageRow:
        with self.school.database.transaction() as session:
            return session.get_one(StudentPageRow, student)

    def change_page(self, student: str, **values: object) -> None:
        with self.school.database.transaction() as session:
            row = session.get_one(StudentPageRow, student)
            for name, value in values.items():
                setattr(row, name, value)

    @property
    def last(self) -> EmailMessage:
        return self.heard[-1]


def text(mail: EmailMessage) -> str:
    """The plain text of a mail, its special spaces made plain."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\u00a0", " ").replace("\u202f", " ")


def calendar(mail: EmailMessage) -> tuple[str, str, int, str]:
    """(method, UID, SEQUENCE, organizer) of the calendar in a mail, on which three readers agree; method ""
    where there is none.
    """
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            found = read(content)
            return method_of(mail), found.uid, found.sequence, found.organizer
    return "", "", 0, ""


@contextmanager
def mailed(folder: Path, url: str | None = None) -> Iterator[Mailed]:
    """The school on a Monday at ten in Paris."""
    with weekly(folder, url) as school:
        yield Mailed(school)


def welcomed(school: Mailed, **more: str) -> str:
    """A student with a slot on Tuesdays at six who knows it; the server's book is empty."""
    school.contact()
    student = school.student(**more)
    school.school.slot(student)
    school.settle()
    school.settle()
    school.heard.clear()
    return student
