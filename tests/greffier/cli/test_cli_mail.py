"""Mail on the command line: settings that cannot be used, a server that is away, mails put aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from cli_desk import Desk, desk, plain
from followed import PYTHON

from greffier.app import create_app
from greffier.composition import Greffier
from greffier.settings import SettingsError, read_settings
from mentoring.mail import outbox
from mentoring.mail.outbox import Wish, want
from mentoring.mail.tables import MailRow
from mentoring.students.write import Person, make_student
from sync.clock import now

WHOLE = {
    "TRELLO_API_KEY": "key-0123456789",
    "TRELLO_API_TOKEN": "ATTAtoken-0123456789",
    "TRELLO_API_SECRET": "signs-0123456789",
    "PUBLIC_URL": "https://greffier.ecole.example/",
    "GREFFIER_RULEBOOK": "reglement.toml",
}
MAIL = {"SMTP_URL": "smtp://127.0.0.1:9", "MAIL_FROM": "Greffe <greffe@ecole.fr>"}


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, start=datetime.now().astimezone()) as made:
        yield made


def parked(made: Desk) -> str:
    """A welcome that the server refused for good."""
    with made.school.parts.database.transaction() as session:
        student = make_student(session, Person("Léa Dupont", PYTHON, email="lea@example.org"))
        want(session, Wish("welcome", "welcome:1", student.id), now())
        mail_id = session.query(MailRow).one().id
        outbox.failed(session, mail_id, "550 recipient refused", now(), for_good=True)
    return mail_id


def test_without_settings_no_mail_is_sent_and_nothing_asks_for_them() -> None:
    settings = read_settings(WHOLE)
    assert settings.mail is None
    assert Greffier(settings).mail_chores is None


def test_both_settings_are_read_and_nothing_secret_is_shown() -> None:
    url = "starttls://greffe:mot%2Fdepasse@smtp.ecole.fr"
    settings = read_settings({**WHOLE, **MAIL, "SMTP_URL": url})
    assert settings.mail is not None
    assert settings.mail.server.password == "mot/depasse" and settings.mail.sender.name == "Greffe"
    assert "depasse" not in repr(settings) and "depasse" not in repr(settings.mail.server)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"SMTP_URL": "smtps://h"}, "MAIL_FROM"),
        ({"MAIL_FROM": "greffe@ecole.fr"}, "SMTP_URL"),
        ({**MAIL, "MAIL_FROM": "le greffe"}, "MAIL_FROM n’est pas une adresse"),
        ({**MAIL, "SMTP_URL": "smtp.ecole.fr:587"}, "starttls://"),
        ({**MAIL, "SMTP_URL": "smtp://greffe:secret@smtp.ecole.fr"}, "en clair"),
        ({**MAIL, "SMTP_URL": "smtps://greffe@smtp.ecole.fr"}, "sans mot de passe"),
        ({**MAIL, "SMTP_URL": "smtps://u:se/cret@smtp.ecole.fr"}, "%2F"),
    ],
)
def test_what_is_wrong_with_them_is_told_without_the_password(
    values: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({**WHOLE, **values})
    [told] = caught.value.problems
    assert said in told and "secret" not in told and "cret@" not in told


def test_the_doctor_says_whether_the_server_lets_us_in(the_desk: Desk) -> None:
    the_desk.moved_away()
    assert "aucun envoi" in plain(the_desk.type("doctor").stdout)
    told = plain(the_desk.type("doctor", **MAIL).stdout)
    assert "127.0.0.1:9 ne nous laisse pas entrer" in told and "rien n’est perdu" in told


def test_a_mail_that_was_put_aside_is_seen_and_replayed(the_desk: Desk) -> None:
    mail_id = parked(the_desk)
    told = plain(the_desk.type("queue", "list").stdout)
    assert mail_id in told and "550 recipient refused" in told and "example.org" not in told
    [shown] = [each for each in the_desk.json("queue", "list") if each["scope"] == "mail"]
    assert (shown["id"], shown["state"], shown["why"]) == (mail_id, "parked", "welcome")
    assert "courriel" in plain(the_desk.type("doctor", **MAIL).stdout)
    assert the_desk.type("queue", "replay", mail_id).exit_code == 0
    assert not [each for each in the_desk.json("queue", "list") if each["scope"] == "mail"]
    assert "1 courriel à envoyer" in plain(the_desk.type("queue", "list").stdout)
    parked_again = the_desk.school.parts
    with parked_again.database.transaction() as session:
        outbox.failed(session, mail_id, "550", now(), for_good=True)
    assert the_desk.type("queue", "replay", "--all").exit_code == 0


def test_health_and_metrics_count_mails_and_name_nobody(the_desk: Desk) -> None:
    parked(the_desk)
    known = the_desk.school.parts.settings
    assert the_desk.school.parts.settings.mail is None
    settings = read_settings({**WHOLE, **MAIL})
    parts = Greffier(replace(known, mail=settings.mail))
    with create_app(parts).test_client() as client:
        health, metrics = client.get("/health").get_json(), client.get("/metrics").text
    parts.close()
    assert health["mail"] | {"waiting": 0} == {
        "on": True,
        "waiting": 0,
        "parked": 1,
        "failing_since": None,
        "error": "",
    }
    assert any("greffier queue" in each for each in health["decisions"])
    assert "greffier_mails_parked 1.0" in metrics
    assert "example.org" not in str(health) + metrics and "Dupont" not in str(health) + metrics
