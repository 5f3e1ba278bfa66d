"""Every wrong setting, one at a time: one right sentence, status 2, no secret."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from nursery import ROOT, Nursery
from service import until

from greffier.env_file import SettingsError, environment
from greffier.settings import WANTED, check_place, read_settings
from greffier.sockets import reached_at, why_not

WHOLE = {
    "TRELLO_API_KEY": "0123456789abcdef0123456789abcdef",
    "TRELLO_API_TOKEN": "ATTAtoken-hidden",
    "TRELLO_API_SECRET": "secret-hidden",
    "PUBLIC_URL": "https://greffier.ecole.example",
    "GREFFIER_RULEBOOK": "rulebook.toml",
}

WRONG = [
    *((key, "", "manque") for key in WANTED),
    ("TRELLO_API_KEY", "two words-hidden", "recopiez-le"),
    ("TRELLO_API_TOKEN", "clé-hidden", "recopiez-le"),
    ("TRELLO_API_SECRET", "line\nhidden", "recopiez-le"),
    ("PUBLIC_URL", "greffier.ecole.example", "commence par https://"),
    ("PUBLIC_URL", "ftp://greffier.example", "commence par https://"),
    ("PUBLIC_URL", "https://gref fier.example", "n’est pas une adresse"),
    ("PUBLIC_URL", "https://greffier.example:99999", "n’est pas une adresse"),
    ("PUBLIC_URL", "https://u:hidden@greffier.example", "ôtez-les"),
    ("PUBLIC_URL", "https://hidden@greffier.example", "ôtez-les"),
    ("PUBLIC_URL", "u:hidden@greffier.example", "n’est pas une adresse"),
    ("PUBLIC_URL", "https://greffier.example/?token=hidden", "ne gardez que l’adresse"),
    ("PUBLIC_URL", "https://greffier.example/#hidden", "ne gardez que l’adresse"),
    ("TRELLO_API_URL", "//u:hidden@x.example", "n’est pas une adresse"),
    ("TRELLO_API_URL", "https://", "n’est pas une adresse"),
    ("DATABASE_URL", "sqlite://", "ne nomme aucun fichier"),
    ("DATABASE_URL", "sqlite:///", "ne nomme aucun fichier"),
    ("DATABASE_URL", "sqlite:///:memory:", "ne nomme aucun fichier"),
    ("DATABASE_URL", "sqlite:////tmp", "nomme un dossier"),
    ("DATABASE_URL", "sqlite:///data/", "nomme un dossier"),
    ("DATABASE_URL", "greffier.db", "n’est pas une adresse de base"),
    ("DATABASE_URL", "mysql://u:hidden@db/x", "n’est pas une adresse de base"),
    ("DATABASE_URL", "postgresql://u:hidden@db:port/x", "n’est pas une adresse de base"),
    ("DATABASE_URL", "sqlite:////dev/null/greffier.db", "ne peut pas écrire"),
    ("GREFFIER_DATA", "/dev/null/x", "ne peut pas écrire"),
    ("GREFFIER_LANGUAGE", "de", "fr ou en"),
    ("TRELLO_POWERUP_ID", "https://trello.com/power-ups/5f2a", "24 chiffres"),
    ("TRELLO_OAUTH_CLIENT_ID", "client", "TRELLO_OAUTH_CLIENT_SECRET manque"),
    ("TRELLO_OAUTH_TOKEN_URL", "auth.example", "n’est pas une adresse"),
    ("SENTRY_DSN", "sentry.example/hidden", "n’est pas une adresse de ce service"),
    ("SENTRY_DSN", "https://sentry.example/1", "n’est pas une adresse de ce service"),
    ("TRELLO_OAUTH_AUTHORIZE_URL", "auth.example", "n’est pas une adresse"),
    ("TRELLO_OAUTH_CLIENT_SECRET", "hidden", "sans TRELLO_OAUTH_CLIENT_ID"),
    ("SENTRY_DSN", "https://hidden@sentry.example/project", "n’est pas une adresse de ce service"),
    ("TRELLO_POWERUP_LIBRARY", "power-up.js", "n’est pas une adresse"),
    ("SMTP_URL", "smtps://u:hidden@smtp.example", "sans MAIL_FROM"),
    ("MAIL_FROM", "hidden@ecole.example", "sans SMTP_URL"),
    ("TRELLO_POWERUP_ID", "5F2A", "trello.com/apps/admin"),
    ("PORT", "http", "de 1 à 65535"),
    ("PORT", "0", "de 1 à 65535"),
    ("PORT", "65536", "de 1 à 65535"),
    ("WEB_CONCURRENCY", "many", "de 1 à 64"),
    ("WEB_CONCURRENCY", "0", "de 1 à 64"),
    ("GREFFIER_DEMO_CLOCK", "clock", "ôtez ce réglage"),
    ("GREFFIER_DEMO_MAIL", "mails", "GREFFIER_DEMO_MAIL n’existe que pour `greffier demo`"),
]


WHOLE_MAIL = {"SMTP_URL": "smtps://u:pw@smtp.example", "MAIL_FROM": "Greffe <greffe@ecole.example>"}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("SMTP_URL", "smtp.example", "commence par starttls://"),
        ("SMTP_URL", "https://u:hidden@smtp.example", "commence par starttls://"),
        ("SMTP_URL", "starttls://u:hid/hidden@smtp.example", "%2F"),
        ("SMTP_URL", "starttls://u:hidden@smtp.example:port", "de 1 à 65535"),
        ("SMTP_URL", "starttls://hidden@smtp.example", "sans mot de passe"),
        ("SMTP_URL", "smtp://u:hidden@smtp.example", "en clair"),
        ("MAIL_FROM", "hidden", "n’est pas une adresse de courriel"),
        ("MAIL_FROM", "a@hidden.example, b@hidden.example", "n’est pas une adresse de courriel"),
        ("MAIL_FROM", "a@b.example\nBcc: hidden@c.example", "n’est pas une adresse de courriel"),
    ],
)
def test_so_it_is_with_mail(key: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_place(read_settings({**WHOLE, **WHOLE_MAIL, key: value}))
    (sentence,) = caught.value.problems
    assert said in sentence
    assert "hidden" not in sentence
    read_settings({**WHOLE, **WHOLE_MAIL, "MAIL_FROM": '"Greffe, école" <greffe@ecole.example>'})


@pytest.mark.parametrize(("key", "value", "said"), WRONG)
def test_each_is_one_sentence_without_the_secret(key: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_place(read_settings({**WHOLE, key: value}))
    (sentence,) = caught.value.problems
    assert said in sentence
    assert "hidden" not in sentence
    assert sentence.endswith(".")
    with pytest.raises(SettingsError) as caught:
        check_place(read_settings({"GREFFIER_LANGUAGE": "en", **WHOLE, key: value}))
    assert len(caught.value.problems) == 1
    assert "hidden" not in caught.value.problems[0]


def test_right_ones_are_right() -> None:
    more = {"WEB_CONCURRENCY": "4", "PORT": "8080", "TRELLO_API_SECRET": "new, old"}
    assert read_settings({**WHOLE, **more}).port == 8080


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("TRELLO_API_KEY=hidden\n".encode("utf-16"), "UTF-16"),
        ("TRELLO_API_KEY=hidden\n".encode("utf-16-be"), "UTF-16"),
        ("TRELLO_API_KEY=hidden\nPORT=8000\n# clé\n".encode("latin-1"), "ligne 3"),
        (b"PORT=8000\nTRELLO_API_TOKEN='hidden\n", "ligne 2"),
        (b"PORT=8000\n\n= hidden\n", "ligne 3"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line_and_never_with_what_it_says(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / ".env").write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        environment(tmp_path)
    (sentence,) = caught.value.problems
    assert sentence.startswith(".env")
    assert said in sentence
    assert "hidden" not in sentence


def test_a_mark_at_the_beginning_as_windows_writes_it_is_no_part_of_the_first_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRELLO_API_KEY", raising=False)
    (tmp_path / ".env").write_bytes("TRELLO_API_KEY=clé\r\n".encode("utf-8-sig"))
    assert environment(tmp_path)["TRELLO_API_KEY"] == "clé"


COMMANDS = (("serve",), ("worker",), ("migrate",), ("doctor",), ("receipts",), ("rules", "check"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_so_and_ends(
    command: tuple[str, ...], tmp_path: Path, nursery: Nursery
) -> None:
    (tmp_path / ".env").write_bytes("TRELLO_API_KEY=hidden\n# clé\n".encode("latin-1"))
    log = tmp_path / "log"
    process = nursery.start(command, {"PATH": os.environ["PATH"]}, tmp_path, log)
    until(lambda: process.poll() is not None)
    said = log.read_text("utf-8")
    assert process.returncode == (1 if command == ("doctor",) else 2), said
    assert ".env, ligne 2" in said
    assert "hidden" not in said
    assert "Traceback" not in said


def test_without_a_home_nothing_is_missing(tmp_path: Path) -> None:
    settings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "GREFFIER_LANGUAGE": "en"}
    (tmp_path / "rulebook.toml").write_text("# no board\n", "utf-8")
    for command in (("greffier", "migrate"), ("gunicorn", "--config", "python:greffier.gunicorn",
                    "greffier.app:create_app()")):  # fmt: skip
        ended = subprocess.run(
            [sys.executable, "-m", *command],
            env={**settings, **WHOLE}, cwd=tmp_path, capture_output=True, text=True, timeout=100,
            check=False,
        )  # fmt: skip
        assert "Traceback" not in ended.stderr
    assert "names no board" in ended.stderr


def test_the_port_and_the_number_of_processes_are_read_from_the_file_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=8123\nWEB_CONCURRENCY=3\n", "utf-8")
    script = "import greffier.gunicorn as g; print(g.bind, g.workers)"
    ended = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(ROOT)}, cwd=tmp_path,
        capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    assert ended.stdout.split() == ["['0.0.0.0:8123']", "3"]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "::", "localhost"])
def test_a_port_is_taken_only_while_somebody_listens(host: str) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
        listener.bind((host, 0))
        port = listener.getsockname()[1]
        listener.listen()
        assert "port" in why_not(host, port, "en")
    assert why_not(host, port, "en") == ""


def test_an_address_of_another_machine_and_a_port_of_roots_are_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "--host 192.0.2.1" in why_not("192.0.2.1", 8000, "en")

    def refuse(_self: socket.socket, _place: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    assert "above 1023" in why_not("127.0.0.1", 80, "en")


def test_what_listens_everywhere_is_reached_here() -> None:
    assert [reached_at(each) for each in ("", "0.0.0.0", "::", "::1", "10.0.0.2")] == [
        *("127.0.0.1", "127.0.0.1", "[::1]", "[::1]", "10.0.0.2")
    ]
