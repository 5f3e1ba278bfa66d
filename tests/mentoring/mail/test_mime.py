"""Mails as programs of mail read them, and what nobody may slip into one."""

from __future__ import annotations

import email
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.mail.address import BadAddress, Person, is_address, one_line, plain_address
from mentoring.mail.invitation import Meeting, invitation
from mentoring.mail.letter import Letter, Link, Section
from mentoring.mail.mime import Envelope, compose, method_of
from rules.bilingual import french

AT = datetime(2026, 3, 3, 17, tzinfo=UTC)
SCHOOL = Person("Greffier", "greffe@ecole.fr")
LEA = Person("Léa Dupont", "lea@example.org")
ZOE = Person("Zoé Martin", "zoe@example.org")
MEETING = Meeting("a" * 24, AT, AT + timedelta(minutes=45), ZOE.name, 3, AT)
LETTER = Letter(
    "fr",
    french("Votre session est mardi à 18 h : à bientôt !"),
    [Section("", ["Bonjour Léa <script>,"], ["mardi"])],
    [Link("Rejoindre", "https://visio.example.org/x?a=1&b=2")],
    ["Pour ne plus rien recevoir, dites-le à votre mentor."],
)


def read(message: EmailMessage) -> EmailMessage:
    """The mail as whoever receives it reads it."""
    made = email.message_from_bytes(message.as_bytes(), policy=default)
    assert isinstance(made, EmailMessage)
    return made


def sent(calendar: bytes = b"", to: Person = LEA, letter: Letter = LETTER) -> EmailMessage:
    return read(compose(Envelope(SCHOOL, to, "1@ecole.fr", AT, ZOE), letter, calendar))


def test_text_and_html_say_the_same_and_what_people_wrote_is_no_markup() -> None:
    mail = sent()
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "Bonjour Léa <script>," in text and "Bonjour Léa &lt;script&gt;," in html
    assert "https://visio.example.org/x?a=1&b=2" in text and "a=1&amp;b=2" in html
    assert "<script" not in html and "<img" not in html
    assert method_of(mail) == ""


def test_the_invitation_is_one_more_reading_of_the_mail_and_a_file() -> None:
    calendar = invitation(MEETING, ZOE, LEA, "fr")
    mail = sent(calendar)
    assert mail.get_content_type() == "multipart/mixed"
    alternative, file = mail.iter_parts()
    kinds = [each.get_content_type() for each in alternative.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    third = list(alternative.iter_parts())[2]
    assert third["content-transfer-encoding"] == "base64"
    assert third.get_param("method") == "REQUEST"
    assert third.get_payload(decode=True).replace(b"\n", b"\r\n") == calendar or (
        third.get_payload(decode=True) == calendar
    )
    assert file.get_filename() == "session.ics" and file.get_content() == calendar


def test_answers_go_to_the_mentor_and_machines_do_not_answer() -> None:
    mail = sent()
    assert mail["From"] == "Greffier <greffe@ecole.fr>"
    assert mail["Reply-To"].addresses[0].addr_spec == ZOE.address
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Message-ID"] == "<1@ecole.fr>"


def test_the_subject_keeps_its_typography() -> None:
    assert sent()["Subject"] == LETTER.subject and "\u202f!" in LETTER.subject


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_name_and_no_subject_begins_another_header(name: str, subject: str) -> None:
    evil = f"{name}\r\nBcc: all@example.org\r\n\r\n{subject}"
    letter = Letter("fr", one_line(evil), [Section()])
    mail = read(compose(Envelope(SCHOOL, Person(evil, LEA.address), "1@ecole.fr", AT), letter))
    assert mail["Bcc"] is None and len(mail["To"].addresses) == 1
    assert mail["To"].addresses[0].addr_spec == LEA.address


@pytest.mark.parametrize(
    "address",
    [
        *("", "lea", "lea@", "@example.org", "lea@localhost", "a b@example.org"),
        *("lea@example.org, tom@example.org", "Léa <lea@example.org>", "lea@exa mple.org"),
        *("lea@example.org\nBcc: tom@example.org", "léa@example.org", "lea@example.org\r\n\r\nx"),
        *(
            "lea\x00@example.org",
            "lea@example..org",
            '"l e a"@example.org',
            "x" * 250 + "@example.org",
        ),
    ],
)
def test_an_address_that_is_more_or_less_than_one_is_refused(address: str) -> None:
    assert not is_address(address)
    with pytest.raises(BadAddress):
        compose(Envelope(SCHOOL, Person("Léa", address), "1@ecole.fr", AT), LETTER)


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_taken_for_an_address_is_one(local: str, domain: str) -> None:
    text = f"{local}@{domain}"
    if is_address(text):
        mail = sent(to=Person("x", text))
        assert mail["To"].addresses[0].addr_spec == plain_address(text)
        assert mail["Bcc"] is None and mail["To"].defects == ()


def test_a_domain_with_accents_goes_in_ascii() -> None:
    assert plain_address("lea@école.fr") == "lea@xn--cole-9oa.fr"
