"""A student's weeks on a phone of 360 pixels: the mails that come, the links in them, the buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import pytest
from axe import faults
from desk import Desk
from followed import followed, member
from harness import school
from mailed import calendar, text
from playwright.sync_api import Browser, Page, expect
from pupil import with_mail
from sites import serving

from greffier.app import create_app
from mentoring.mail.address import Person
from mentoring.mail.mail_chores import MailChores
from mentoring.mail.postman import Postman
from mentoring.mail.student_links import Addresses
from mentoring.mail.writer import Writer
from mentoring.school.contacts import Contact, keep_contact
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.students.tables import StudentRow
from sync.clock import now

SCHOOL = Person("Greffe", "greffe@ecole.fr")


@dataclass
class Post:
    """Every mail that left."""

    heard: list[EmailMessage] = field(default_factory=list)

    @contextmanager
    def connect(self) -> Iterator[Post]:
        yield self

    def send(self, message: EmailMessage, sender: str, to: str) -> None:
        self.heard.append(message)

    def to(self, address: str) -> list[EmailMessage]:
        return [each for each in self.heard if address in str(each["To"])]


@dataclass
class Weeks:
    """The school's clock, its post, and the address at which its pages are."""

    desk: Desk
    post: Post
    chores: MailChores

    def pass_time(self, **span: float) -> None:
        """The worker goes on meanwhile, once at the end and once when what waits is due."""
        self.desk.school.pass_time(**span)
        self.chores.tick()
        self.desk.school.pass_time(seconds=240)
        self.chores.tick()

    def before_session(self, hours: float) -> None:
        """So long before the student's next session."""
        with self.desk.school.parts.database.transaction() as session:
            row = MentoringSessionRow
            starts = session.query(row).filter(row.starts > now()).one().starts
        assert starts is not None
        self.pass_time(seconds=(starts - now()).total_seconds() - hours * 3600)

    def said(self, words: str, to: str = "lea@") -> EmailMessage:
        """The latest mail to them with these words in its subject."""
        return next(each for each in self.post.to(to)[::-1] if words in str(each["Subject"]))

    def link(self) -> str:
        """Where the latest mail to the student leads."""
        found = re.findall(r"http://\S+/etudiant/[0-9a-f]{48}", text(self.post.to("lea@")[-1]))
        return str(found[-1])


@contextmanager
def weeks(folder: Path) -> Iterator[Weeks]:
    with school(folder) as made, serving() as site:
        desk, post = Desk.at(made), Post()
        parts = with_mail(made, site.address)
        site.app = create_app(parts)
        addresses = Addresses(site.address, parts.settings.secrets)
        writer = Writer(parts.rules, addresses, SCHOOL, "fr")
        postman = Postman(parts.database, parts.rules, SCHOOL, post.connect, writer)
        lea = followed(desk, "Léa Dupont")
        with parts.database.transaction() as session:
            session.get_one(StudentRow, lea).email = "lea@example.org"
            contact = Contact("zoe@example.org", "https://visio.example.org/zoe")
            keep_contact(session, member(desk, "zoe"), contact, now())
        yield Weeks(desk, post, MailChores(parts.database, parts.rules, postman.send))


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone without scripts."""
    size = {"width": 360, "height": 740}
    context = browser.new_context(viewport=size, locale="fr-FR", java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    yield page
    context.close()


def test_welcome_choose_reminder_move_cancel_late_and_a_new_link(
    tmp_path: Path, phone: Page
) -> None:
    with weeks(tmp_path) as it:
        it.pass_time(minutes=1)
        choose(it, phone)
        it.before_session(hours=47)
        it.pass_time(hours=13)  # whatever the night
        invited = calendar(it.post.to("lea@")[-1])
        assert (invited[0], invited[3]) == ("REQUEST", "mailto:zoe@example.org")
        moved = move(it, phone)
        assert moved[:2] == invited[:2] and moved[2] > invited[2], "one event, as it is now"
        it.before_session(hours=20)
        off = cancel_late(it, phone)
        assert off[:2] == ("CANCEL", moved[1]) and off[2] > moved[2]
        ask_for_another_link(it, phone)


def choose(it: Weeks, phone: Page) -> None:
    """The first session, from the link of the welcome."""
    [welcome] = it.post.to("lea@")
    assert "Zoé Lefèvre vous accompagne" in text(welcome)
    phone.goto(it.link())
    title = "Choisissez votre prochaine session"
    expect(phone.get_by_role("heading", name=title)).to_be_visible()
    phone.locator('button[name="starts"]').last.click()
    expect(phone.get_by_role("status")).to_contain_text("votre session est prise")
    it.pass_time(minutes=1)
    assert "a choisi sa première session" in text(it.post.to("zoe@")[-1])


def move(it: Weeks, phone: Page) -> tuple[str, str, int, str]:
    """To another time of its week; what its mail brings the calendar."""
    phone.goto(it.link())
    expect(phone.get_by_role("link", name="Rejoindre")).to_be_visible()
    phone.get_by_role("link", name="Déplacer").first.click()
    phone.locator('#move button[name="starts"]').last.click()
    expect(phone.get_by_role("status")).to_contain_text("la session est déplacée")
    it.pass_time(minutes=1)
    it.pass_time(hours=12)
    assert any("a déplacé votre session" in text(each) for each in it.post.to("zoe@"))
    return calendar(it.said("Session déplacée"))


def cancel_late(it: Weeks, phone: Page) -> tuple[str, str, int, str]:
    """Less than a day before; what its mail brings the calendar."""
    phone.goto(it.link())
    expect(phone.get_by_text("elle ne se déplace plus d’ici")).to_be_visible()
    phone.get_by_text("Annuler", exact=False).first.click()
    phone.get_by_role("button", name="Oui, annuler, même tardivement").click()
    expect(phone.get_by_role("status")).to_contain_text("tardivement")
    it.pass_time(minutes=1)
    it.pass_time(hours=12)
    told = it.said("a annulé", "zoe@")
    assert "Léa D." in str(told["Subject"]) and "tardive" in text(told)
    return calendar(it.said("Session annulée"))


def ask_for_another_link(it: Weeks, phone: Page) -> None:
    """Sixty days later the old one opens nothing."""
    it.desk.school.pass_time(days=61)
    old = it.link()
    phone.goto(old)
    phone.get_by_label("Votre adresse de courriel").fill("Lea@example.org")
    phone.get_by_role("button", name="Recevoir un nouveau lien").click()
    expect(phone.get_by_role("status")).to_contain_text("un lien y arrive")
    it.pass_time(minutes=1)
    assert it.link() != old
    phone.goto(it.link())
    expect(phone.get_by_role("heading", name="Bonjour Léa Dupont")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_serious_stands_in_anybodys_way(
    tmp_path: Path, browser: Browser, theme: str
) -> None:
    with weeks(tmp_path) as it:
        it.pass_time(minutes=1)
        size = {"width": 360, "height": 740}
        context = browser.new_context(viewport=size, locale="fr-FR", color_scheme=theme)  # type: ignore[arg-type]
        page = context.new_page()
        for path in (it.link(), it.link().rpartition("/")[0]):
            page.goto(path)
            assert faults(page, theme) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
        context.close()
