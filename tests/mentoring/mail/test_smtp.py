"""A real mail server that refuses, hangs, loses its answers; and a sender that is killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import pytest
import structlog
from aiosmtpd.smtp import AuthResult, LoginPassword
from post_office import PostOffice, uids

from mentoring.mail.outbox import Wish, want
from mentoring.mail.smtp import BadServer, Later, Outage, Post, Refused, Server, read_server
from mentoring.mail.tables import MailRow
from sync.clock import now
from sync.storage.database import Database, database_url
from tests.migrated import fresh

ROOT = Path(__file__).parents[3]
SOME = 1_000


def a_mail(number: int = 1) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "greffe@ecole.fr", "lea@example.org"
    made["Message-ID"] = f"<{number}@ecole.fr>"
    made.set_content("Bonjour")
    return made


def send(post: Post, number: int = 1) -> None:
    post.send(a_mail(number), "greffe@ecole.fr", "lea@example.org")


def test_one_connection_serves_many_mails_and_survives_a_refusal() -> None:
    with PostOffice().open() as office, Post(office.server) as post:
        send(post)
        office.trouble = lambda _name: "550"
        with pytest.raises(Refused, match="550 message refused"):
            send(post, 2)
        office.trouble = lambda _name: "451"
        with pytest.raises(Later, match="451"):
            send(post, 3)
        office.trouble = lambda _name: ""
        send(post, 4)
    assert [str(each["Message-ID"]) for each in office.heard] == ["<1@ecole.fr>", "<4@ecole.fr>"]


@pytest.mark.parametrize("trouble", ["lost", "hang"])
def test_nobody_knows_whether_a_mail_without_an_answer_arrived(trouble: str) -> None:
    with PostOffice().open() as office, Post(office.server, 0.5) as post:
        office.trouble = lambda _name: trouble
        with pytest.raises(Later):
            send(post)
        office.trouble = lambda _name: ""
        send(post, 2)


def test_a_server_that_is_not_there_is_an_outage() -> None:
    with PostOffice().open() as office:
        gone = office.server
    with pytest.raises(Outage), Post(gone, 1.0) as post:
        send(post)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_wrong_password_is_an_outage_that_does_not_tell_it() -> None:
    def nobody(
        _server: object, _session: object, _envelope: object, _kind: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        return AuthResult(success=data.password == b"right", handled=False)

    options = {"authenticator": nobody, "auth_require_tls": False}
    with PostOffice().open(**options) as office:
        wrong = read_server(f"smtp://greffe:s3cret@127.0.0.1:{office.port}")
        with pytest.raises(Outage) as caught, Post(wrong) as post:
            send(post)
        assert "535" in str(caught.value) and "s3cret" not in f"{caught.value!r}{wrong!r}"
        with Post(read_server(f"smtp://greffe:right@127.0.0.1:{office.port}")) as post:
            post.check()
            send(post)


def test_a_server_without_tls_is_told_nothing() -> None:
    with PostOffice().open() as office, pytest.raises(Outage):
        Post(Server("starttls", "127.0.0.1", office.port)).check()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        *(("mailto:x", "no-scheme"), ("smtp.ecole.fr", "no-scheme"), ("smtps://", "no-host")),
        *(("smtp://a b", "no-host"), ("smtp://h:x", "bad-port"), ("smtps://u@h", "half-login")),
        *(
            ("smtp://u:p@smtp.ecole.fr", "readable"),
            ("smtps://u:p@h/path", "more"),
            ("smtps://u:p%C3%A9@h", "not-ascii"),
        ),
    ],
)
def test_an_address_that_cannot_be_used_says_why(url: str, why: str) -> None:
    with pytest.raises(BadServer) as caught:
        read_server(url)
    assert caught.value.why == why


def test_an_address_is_read_with_its_usual_port() -> None:
    assert read_server("starttls://u:p%40ss@smtp.ecole.fr").port == 587
    assert read_server("starttls://u:p%40ss@smtp.ecole.fr").password == "p@ss"
    assert read_server("smtps://smtp.ecole.fr").port == 465
    assert read_server("smtp://127.0.0.1:2525").port == 2525


class Storm:
    """One in eight mails meets trouble; the answer of every twentieth is lost."""

    def __init__(self) -> None:
        self.chance = random.Random(7)

    def __call__(self, _name: str) -> str:
        number = self.chance.random()
        if number < 0.05:
            return "lost"
        if number < 0.11:
            return "451"
        return "hang" if number < 0.113 else ""


def test_a_thousand_mails_through_4xx_hangs_lost_answers_and_kill_9(tmp_path: Path) -> None:
    url = database_url(None, tmp_path)
    database = Database(url)
    fresh(database)
    with database.transaction() as session:
        for number in range(SOME):
            key = f"{number:024x}"
            want(
                session,
                Wish("reminder", key, urgent=True),
                now().replace(year=2026, month=3, day=1),
            )
    kills = 0
    with PostOffice(Storm()).open() as office:
        began = str(time.time())
        command = [sys.executable, str(Path(__file__).with_name("post_office.py"))]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        deadline = time.monotonic() + 240
        while _left(database) and time.monotonic() < deadline:
            process = subprocess.Popen([*command, url, str(office.port), began], env=environment)
            before = len(office.heard)
            wanted = before + SOME // 4 if kills < 4 else SOME * 9
            while len(office.heard) < wanted and _left(database) and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
    names = Counter(str(each["Message-ID"]) for each in office.heard)
    assert _left(database) == 0 and len(names) == SOME, "none is lost"
    assert kills >= 4
    again = {name for name, count in names.items() if count > 1}
    in_doubt = office.lost
    assert len(again - in_doubt) <= kills, "at most one in each killed hand"
    about = {(str(each["Message-ID"]), uid) for each in office.heard for uid in uids(each)}
    one_each = [len(about), *(len(set(part)) for part in zip(*about, strict=True))]
    assert one_each == [SOME, SOME, SOME], "one mail about each session"
    database.close()


def _left(database: Database) -> int:
    with database.transaction() as session:
        return session.query(MailRow).filter(MailRow.sent_at.is_(None)).count()


def test_the_log_names_nobody(tmp_path: Path) -> None:
    with structlog.testing.capture_logs() as logs, PostOffice().open() as office:
        office.trouble = lambda _name: "550"
        with pytest.raises(Refused), Post(office.server) as post:
            send(post)
    assert "example.org" not in str(logs)
