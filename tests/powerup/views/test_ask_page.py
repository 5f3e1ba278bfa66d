"""Answering behind the link of a mail: by its address alone, without a script; and the mail itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from harness import ACCEPTED
from staffed import P7, Staffed, staffed

from mentoring.mail.address import Person
from mentoring.mail.mail_chores import MailChores
from mentoring.mail.postman import Postman
from mentoring.mail.student_links import Addresses
from mentoring.mail.writer import Writer
from mentoring.matching.ask_service import Asking
from mentoring.school.ask_tables import AskRow
from mentoring.school.asks import asks_of
from mentoring.school.contacts import Contact, keep_contact
from mentoring.school.model import Absence, Profile
from rules.calendar import local_date
from sync.storage.trello_tables import MembershipRow

SCHOOL = Person("Greffier", "greffe@ecole.fr")


class Post:
    """The school of `staffed` with a mail server that keeps what it takes, and a browser."""

    def __init__(self, made: Staffed) -> None:
        self.made, self.school, self.parts = made, made.school, made.parts
        assert made.school.app is not None
        self.client = made.school.app.test_client()
        self.heard: list[EmailMessage] = []
        self.card = made.proposal()
        with self.parts.database.transaction() as session:
            keep_contact(session, made.id("ines"), Contact("ines@example.org"), self.school.time)

    @contextmanager
    def connect(self) -> Iterator[Post]:
        yield self

    def send(self, message: EmailMessage, sender: str, to: str) -> None:
        self.heard.append(message)

    def tick(self) -> list[str]:
        """What the worker does each minute, until what waits is due. Returns the subjects."""
        before, parts = len(self.heard), self.parts
        addresses = Addresses("https://greffier.example.org", parts.settings.secrets)
        writer = Writer(parts.rules, addresses, SCHOOL, "fr")
        postman = Postman(parts.database, parts.rules, SCHOOL, self.connect, writer)
        for _ in range(2):
            MailChores(parts.database, parts.rules, postman.send).tick()
            self.school.time += timedelta(minutes=4)
        said = (str(each["Subject"]) for each in self.heard[before:])
        return [each.replace("\u00a0", " ").replace("\u202f", " ") for each in said]

    def ask(self, who: str = "ines") -> None:
        Asking(self.parts.powerup.fixes).ask(
            self.made.asked("helene", self.card), self.made.id(who)
        )

    def link(self) -> str:
        """The address in the last mail, from the school's own on."""
        body = self.heard[-1].get_body(("plain",))
        assert body is not None
        [found] = re.findall(r"https://greffier.example.org(/demande/\w+)", body.get_content())
        return str(found)

    def mailed(self) -> str:
        """Ask, and let the mail be sent; returns its link."""
        self.ask()
        self.tick()
        return self.link()

    def press(self, link: str, act: str, **more: str) -> Any:
        return self.client.post(link, data={"act": act, **more})

    def last(self) -> AskRow:
        with self.parts.database.transaction() as session:
            return asks_of(session, self.card)[-1]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with staffed(tmp_path) as made:
        yield Post(made)


def test_who_gave_an_address_is_asked_by_mail_once_and_told_when_it_is_over(post: Post) -> None:
    post.ask()
    assert post.tick() == ["Pouvez-vous tenir la soutenance de Marie D. ?"]
    assert post.tick() == []
    Asking(post.parts.powerup.fixes).withdraw(post.made.asked("helene", post.card))
    assert post.tick() == ["La demande ne tient plus : vous n’avez rien à faire"]
    assert post.tick() == []


def test_taken_back_at_once_nothing_is_sent(post: Post) -> None:
    post.ask()
    Asking(post.parts.powerup.fixes).withdraw(post.made.asked("helene", post.card))
    assert post.tick() == []
    post.ask("malik")
    assert post.tick() == [], "Malik gave no address"


def test_looking_changes_nothing_and_one_press_accepts(post: Post) -> None:
    link = post.mailed()
    page = post.client.get(link)
    text = page.get_data(as_text=True)
    assert "vous demande de tenir la soutenance de Marie D., le" in text
    assert "Dupont" not in text and "<script" not in text
    assert "noindex" in page.headers["X-Robots-Tag"] and "no-store" in page.headers["Cache-Control"]
    assert post.client.get(f"{link}?act=accept").status_code == 200
    assert post.last().ending == ""
    done = post.press(link, "accept")
    assert done.status_code == 303
    assert "Merci, c’est à vous" in post.client.get(done.headers["Location"]).get_data(as_text=True)
    assert post.school.list_of(post.card) == ACCEPTED
    assert post.made.members(post.card) == {"zoe", "ines"}


def test_the_reason_of_a_no_is_kept_for_managers(post: Post) -> None:
    link = post.mailed()
    done = post.press(link, "decline", reason="  un examen\x00 \n ce jour-là ")
    assert done.status_code == 303
    assert "examen" not in post.client.get(done.headers["Location"]).get_data(as_text=True)
    assert (post.last().ending, post.last().reason) == ("declined", "un examen ce jour-là")


def test_unknown_old_and_closed_addresses_look_alike(post: Post) -> None:
    link = post.mailed()
    unknown = post.client.get("/demande/" + "0" * 48)
    with post.parts.database.transaction() as session:
        row = session.get_one(AskRow, post.last().id)
        row.at -= timedelta(days=31)
    old = post.client.get(link)
    with post.parts.database.transaction() as session:
        session.get_one(AskRow, post.last().id).at += timedelta(days=31)
    post.press(link, "decline")
    closed, pressed = post.client.get(link), post.press(link, "accept")
    answers = {(x.status_code, x.get_data()) for x in (unknown, old, closed, pressed)}
    assert len(answers) == 1 and unknown.status_code == 404
    bare = post.client.get("/demande")
    assert (bare.status_code, bare.get_data()) == (404, unknown.get_data())


def test_who_left_the_board_answers_no_more(post: Post) -> None:
    link = post.mailed()
    with post.parts.database.transaction() as session:
        ids = post.made.rules().board, post.made.id("ines")
        session.delete(session.get_one(MembershipRow, ids))
    assert post.client.get(link).status_code == 404


def test_what_changed_since_is_said_kindly(post: Post) -> None:
    link = post.mailed()
    day = local_date(post.school.due(), post.parts.rulebook.timezone)
    away = Profile(validator=True, validates=P7, absences=(Absence(day, day),))
    post.made.profile("ines", away)
    refused = post.press(link, "accept")
    assert refused.status_code == 409
    text = refused.get_data(as_text=True)
    assert "Merci d’avoir dit oui" in text and "Absence du" in text
    assert post.made.members(post.card) == {"zoe"}
    assert post.press(link, "nonsense").status_code == 409


def test_the_database_alone_opens_nothing(post: Post) -> None:
    link = post.mailed()
    row = post.last()
    assert row.token_hash not in link and row.nonce not in link


def test_an_address_is_not_asked_without_end(post: Post) -> None:
    link = post.mailed()
    answers = {post.client.get(link).status_code for _ in range(40)}
    assert answers == {200, 429}


def test_what_is_read_in_english_is_written_in_english(post: Post) -> None:
    page = post.client.get(post.mailed(), headers={"Accept-Language": "en-GB"})
    assert "asks you to hold" in page.get_data(as_text=True)
