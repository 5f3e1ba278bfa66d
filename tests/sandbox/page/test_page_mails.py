"""The mails of the demonstration: put down in a folder, read in a browser, able to do nothing there."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from mentoring.mail.address import Person
from mentoring.mail.letter import Letter, Link, Section
from mentoring.mail.letterbox import Letterbox
from mentoring.mail.mime import Envelope, compose
from mentoring.mail.smtp import Outage
from sandbox.core import Sandbox
from sandbox.server.app import create_app

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def put(
    folder: Path, number: int = 1, subject: str = "Votre session", calendar: bytes = b""
) -> None:
    envelope = Envelope(
        Person("Greffe", "greffe@ecole.example"),
        Person("Léa <b>", "lea@example.org"),
        f"{number}@ecole.example",
        AT,
        Person("Zoé", "zoe@ecole.example"),
    )
    links = [Link("Ouvrir", "https://example.org/")]
    letter = Letter("fr", subject, [Section("", ["Bonjour Léa"])], links, ["Greffe"])
    with Letterbox(folder) as box:
        box.send(compose(envelope, letter, calendar), "greffe@ecole.example", "lea@example.org")


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    made = Sandbox()
    made.mails = tmp_path / "mails"
    return made


def test_each_is_one_file_however_often_it_is_sent(tmp_path: Path) -> None:
    for number in (1, 2, 1):
        put(tmp_path / "mails", number)
    files = sorted((tmp_path / "mails").iterdir())
    assert [each.suffix for each in files] == [".eml", ".eml"]
    names = {message_from_bytes(each.read_bytes())["Message-ID"] for each in files}
    assert names == {"<1@ecole.example>", "<2@ecole.example>"}


def test_a_folder_that_cannot_be_written_is_an_outage(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Outage):
        put(tmp_path / "file" / "mails")


def test_they_are_listed_and_read_with_their_invitation(sandbox: Sandbox) -> None:
    browser = create_app(sandbox).test_client()
    empty = browser.get("/mails", headers={"Accept-Language": "en"}).text
    assert "Nothing yet." in empty
    assert sandbox.mails is not None
    put(sandbox.mails, subject="Votre session : <i>", calendar=CALENDAR)
    page = browser.get("/mails").text
    assert "Votre session : &lt;i&gt;" in page and "avec l’invitation" in page
    path = f"/mails/{next(sandbox.mails.glob('*.eml')).stem}"
    one = browser.get(path)
    assert "METHOD:REQUEST" in one.text and "zoe@ecole.example" in one.text
    assert "default-src 'none'" in one.headers["Content-Security-Policy"]
    letter = browser.get(f"{path}/letter")
    assert "Bonjour Léa" in letter.text
    assert letter.headers["Content-Security-Policy"].startswith("sandbox ")


@pytest.mark.parametrize("name", ["x", "0" * 16, "..%2fsecret", "0" * 16 + ".eml"])
def test_there_is_nothing_else_to_be_read(sandbox: Sandbox, name: str) -> None:
    assert create_app(sandbox).test_client().get(f"/mails/{name}").status_code == 404
