"""Settings: every mistake is told at once, and no secret is told at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from greffier.settings import WANTED, SettingsError, environment, read_settings

WHOLE = {
    "TRELLO_API_KEY": "key-0123456789",
    "TRELLO_API_TOKEN": "ATTAtoken-0123456789",
    "TRELLO_API_SECRET": "secret-0123456789",
    "PUBLIC_URL": "https://greffier.ecole.example/",
    "GREFFIER_RULEBOOK": "reglement.toml",
}
SECRETS = ("key-0123456789", "ATTAtoken-0123456789", "secret-0123456789", "motdepasse")


def problems(values: dict[str, str], wanted: tuple[str, ...] = tuple(WANTED)) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_settings(values, wanted)
    return caught.value.problems


@pytest.mark.parametrize(
    ("language", "missing", "secret"),
    [("fr", "manque", "le secret"), ("en", "is missing", "the secret"), ("FR", "manque", "secret")],
)
def test_all_that_is_missing_is_named_at_once_with_what_it_is_for(
    language: str, missing: str, secret: str
) -> None:
    told = problems({"GREFFIER_LANGUAGE": language})
    assert [each.split()[0] for each in told] == list(WANTED)
    assert all(missing in each for each in told)
    assert secret in told[2]


def test_a_setting_of_blanks_is_missing() -> None:
    told = problems({**WHOLE, "TRELLO_API_SECRET": "  \t"})
    assert [each.split()[0] for each in told] == ["TRELLO_API_SECRET"]


def test_two_secrets_stand_side_by_side_while_one_is_changed() -> None:
    settings = read_settings({**WHOLE, "TRELLO_API_SECRET": "new-one , old-one"})
    assert (settings.secret, settings.secrets) == ("new-one", ("new-one", "old-one"))
    assert not [each for each in settings.secrets if each in repr(settings)]


def test_a_secret_of_commas_is_missing() -> None:
    told = problems({**WHOLE, "TRELLO_API_SECRET": " , "})
    assert [each.split()[0] for each in told] == ["TRELLO_API_SECRET"]


def test_only_what_a_command_needs_must_be_there() -> None:
    settings = read_settings({"GREFFIER_RULEBOOK": "r.toml"}, ("GREFFIER_RULEBOOK",))
    assert settings.rulebook == Path("r.toml")


@pytest.mark.parametrize(
    "port", ["0", "-1", "65536", "8000.0", "http", "²", "99999999999999999999"]
)
def test_a_wrong_port_is_named(port: str) -> None:
    (told,) = problems({**WHOLE, "PORT": port})
    assert told.startswith("PORT")
    assert port in told


@pytest.mark.parametrize("key", ["PUBLIC_URL", "TRELLO_API_URL"])
@pytest.mark.parametrize(
    "url", ["greffier.example", "ftp://x.example", "https://", "http://[", "//x"]
)
def test_what_is_not_an_address_is_named(key: str, url: str) -> None:
    (told,) = problems({**WHOLE, key: url})
    assert told.startswith(key)
    assert url.rstrip("/") in told


def test_a_language_that_is_not_spoken_is_named() -> None:
    (told,) = problems({**WHOLE, "GREFFIER_LANGUAGE": "de"})
    assert "de" in told
    assert "fr" in told


def test_wrong_and_missing_ones_are_told_together() -> None:
    told = problems({"PORT": "x", "GREFFIER_LANGUAGE": "de", "PUBLIC_URL": "y"})
    assert len(told) == 4 + 3


def test_secrets_are_neither_in_the_representation_nor_in_errors() -> None:
    values = {**WHOLE, "DATABASE_URL": "postgresql://greffier:motdepasse@db/greffier"}
    shown = repr(read_settings(values)) + str(read_settings(values))
    with pytest.raises(SettingsError) as caught:
        read_settings({**values, "PORT": "x", "PUBLIC_URL": "y", "GREFFIER_LANGUAGE": "z"})
    shown += str(caught.value) + repr(caught.value)
    assert not [each for each in SECRETS if each in shown]


def test_an_address_with_a_password_in_it_is_told_without_it() -> None:
    told = problems({**WHOLE, "TRELLO_API_URL": "ftp://greffier:motdepasse@x.example"})
    assert "motdepasse" not in str(told)


def test_defaults_are_sqlite_french_and_trello_itself() -> None:
    settings = read_settings(WHOLE)
    assert settings.api_url == "https://api.trello.com/1"
    assert settings.database.startswith("sqlite:///")
    assert settings.database.endswith("/var/greffier.db")
    assert (settings.language, settings.port) == ("fr", 8000)
    assert settings.callback_url == "https://greffier.ecole.example/webhooks/trello"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_addresses_of_postgresql_are_taken_as_platforms_give_them(scheme: str) -> None:
    settings = read_settings({**WHOLE, "DATABASE_URL": f"{scheme}://u:p@db:5432/x"})
    assert settings.database == "postgresql+psycopg://u:p@db:5432/x"


@pytest.mark.parametrize(
    "url",
    ["greffier.db", "mysql://u:motdepasse@db/x", "postgresql://u:motdepasse@db:port/x", "://"],
)
def test_what_is_no_database_is_named_without_its_password(url: str) -> None:
    (told,) = problems({**WHOLE, "DATABASE_URL": url})
    assert told.startswith("DATABASE_URL")
    assert "u:motdepasse" not in told


def test_our_writes_are_marked_the_same_in_every_process_of_one_installation() -> None:
    one, other = read_settings(WHOLE), read_settings(dict(WHOLE))
    elsewhere = read_settings({**WHOLE, "PUBLIC_URL": "https://other.example"})
    assert one.client_identifier == other.client_identifier != elsewhere.client_identifier
    assert re.fullmatch(r"greffier-[0-9a-f]{12}", one.client_identifier)
    assert not [each for each in SECRETS if each in one.client_identifier + one.key_hash]


def test_a_file_fills_in_what_the_environment_does_not_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(
        'TRELLO_API_KEY="from the file"\nexport PORT=9000\nGREFFIER_DATA=\nPUBLIC_URL\n# a comment\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("PORT", "9001")
    for key in ("TRELLO_API_KEY", "GREFFIER_DATA", "PUBLIC_URL"):
        monkeypatch.delenv(key, raising=False)
    values = environment(tmp_path)
    assert values["TRELLO_API_KEY"] == "from the file"
    assert values["PORT"] == "9001"
    assert values["GREFFIER_DATA"] == values["PUBLIC_URL"] == ""


def test_without_a_file_the_environment_is_enough(tmp_path: Path) -> None:
    assert "PATH" in environment(tmp_path)
