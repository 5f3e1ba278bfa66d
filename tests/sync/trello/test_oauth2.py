"""OAuth 2.0 beside key and token: one seam, tokens that are replaced by one process at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from click.testing import CliRunner, Result
from harness import School, school

from greffier.cli import cli
from greffier.cli.authorize import Consent
from greffier.composition import Greffier
from sandbox.rest.oauth2_grants import CLIENT_ID
from sync.storage.tables import FactRow
from sync.trello.errors import Unauthorized
from sync.trello.oauth2 import FACT, OAuth2, Vault
from sync.trello.oauth_client import Client
from sync.trello.rate_limit import Unlimited

BACK = "https://greffier.example/"


@pytest.fixture
def the_school(either_url: str | None, tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, database=either_url) as made:
        yield made


def client_of(made: School) -> Client:
    site = made.parts.settings.api_url.removesuffix("/1")
    return Client(CLIENT_ID, made.sandbox.secret, f"{site}/oauth/token", f"{site}/authorize")


def consent(made: School) -> OAuth2:
    """Access as the bot's owner gives it in a browser."""
    client = client_of(made)
    asked = Consent(client, BACK)
    answer = requests.get(asked.url, allow_redirects=False, timeout=10)
    granted = asked.exchange(asked.code(answer.headers["Location"]))
    oauth = OAuth2(client, made.parts.database)
    oauth.accept(granted)
    return oauth


def parts_of(made: School) -> Greffier:
    """Another process, which goes by OAuth 2.0."""
    settings = replace(made.parts.settings, key="", token="", oauth=client_of(made))
    parts = Greffier(settings)
    parts.__dict__["budget"] = Unlimited()
    return parts


def refreshes(made: School) -> int:
    return sum("/oauth/token" in path for _, path in made.calls())


def test_all_that_greffier_asks_goes_by_it(the_school: School) -> None:
    consent(the_school)
    with closing(parts_of(the_school)) as parts:
        assert parts.gateway.me()["username"] == "greffier"
        assert parts.gateway.token()["dateExpires"]
        card = the_school.card("zoe", "Ana Bird - DA Python")
        parts.gateway.write_comment(card, "bonjour")
        parts.care.repair()
        assert [each.state for each in parts.care.look()] == ["active"]
    assert the_school.comments(card)[-1] == "bonjour"


def test_a_token_near_its_end_is_replaced_once_by_all_processes_together(
    the_school: School,
) -> None:
    consent(the_school)
    processes = [OAuth2(client_of(the_school), the_school.parts.database) for _ in range(6)]
    the_school.time += timedelta(minutes=58)
    with ThreadPoolExecutor(6) as pool:
        headers = {each.result() for each in [pool.submit(one.header) for one in processes]}
    assert len(headers) == 1  # a refresh token that comes twice would have ended the grant
    the_school.time += timedelta(minutes=58)
    assert processes[0].header() not in headers


def test_one_that_trello_refuses_before_its_end_is_replaced_and_the_call_goes_on(
    the_school: School,
) -> None:
    oauth = consent(the_school)
    with closing(parts_of(the_school)) as parts:
        parts.gateway.board_meta(the_school.parts.boards[0])
        the_school.sandbox.state.tokens.pop(oauth.token())
        assert parts.gateway.board_meta(the_school.parts.boards[0])["id"]


def test_a_process_that_died_while_it_asked_holds_nobody_up(the_school: School) -> None:
    oauth = consent(the_school)
    vault, database = Vault(the_school.sandbox.secret), the_school.parts.database
    with database.transaction() as session:
        tokens, leased = vault.read(session)
        assert tokens is not None and leased is None
        vault.write(session, tokens, the_school.time + timedelta(seconds=1))
    the_school.time += timedelta(minutes=58)
    assert oauth.header().startswith("Bearer ")


def test_a_refused_refresh_token_says_what_to_do_and_no_secret(the_school: School) -> None:
    oauth = consent(the_school)
    with the_school.parts.database.transaction() as session:
        tokens, _ = Vault(the_school.sandbox.secret).read(session)
        assert tokens is not None
        Vault(the_school.sandbox.secret).write(session, replace(tokens, refresh="spent"))
    the_school.time += timedelta(minutes=58)
    with pytest.raises(Unauthorized, match="greffier authorize") as caught:
        oauth.header()
    assert caught.value.token_dead
    with closing(parts_of(the_school)) as parts, pytest.raises(Unauthorized) as caught:
        parts.gateway.me()
    for secret in (tokens.access, "spent", the_school.sandbox.secret):
        assert secret not in str(caught.value)


def test_a_copy_of_the_database_opens_nothing(the_school: School) -> None:
    oauth = consent(the_school)
    with the_school.parts.database.transaction() as session:
        kept = json.dumps(session.get_one(FactRow, FACT).value)
        assert Vault("another secret").read(session)[0] is None
    assert oauth.token() not in kept
    assert oauth.token() not in repr(oauth._known)


def test_without_access_the_first_call_says_how_to_give_it(the_school: School) -> None:
    with closing(parts_of(the_school)) as parts, pytest.raises(Unauthorized, match="authorize"):
        parts.gateway.me()


def run(made: School, *words: str, typed: str = "", **changes: str) -> Result:
    client, settings = client_of(made), made.parts.settings
    values: dict[str, Any] = {
        "TRELLO_API_URL": settings.api_url,
        "PUBLIC_URL": BACK.rstrip("/"),
        "DATABASE_URL": settings.database,
        "GREFFIER_DATA": str(settings.data),
        "GREFFIER_RULEBOOK": str(settings.rulebook),
        "TRELLO_OAUTH_CLIENT_ID": client.id,
        "TRELLO_OAUTH_CLIENT_SECRET": client.secret,
        "TRELLO_OAUTH_TOKEN_URL": client.token_url,
        "TRELLO_OAUTH_AUTHORIZE_URL": client.authorize_url,
        **dict.fromkeys(("TRELLO_API_KEY", "TRELLO_API_TOKEN", "TRELLO_API_SECRET")),
        **changes,
    }
    return CliRunner(env=values).invoke(cli, list(words), input=typed)


def test_a_person_gives_access_from_the_command_line(
    the_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def browser(text: str, **_: object) -> str:
        asked = [line for line in shown if line.startswith("http")][-1]
        assert parse_qs(urlsplit(asked).query)["code_challenge_method"] == ["S256"]
        return str(requests.get(asked, allow_redirects=False, timeout=10).headers["Location"])

    shown: list[str] = []
    monkeypatch.setattr("greffier.cli.authorize.click.echo", lambda text: shown.append(str(text)))
    monkeypatch.setattr("greffier.cli.authorize.click.prompt", browser)
    result = run(the_school, "authorize")
    assert result.exit_code == 0, result.output
    assert "@greffier" in shown[-1]
    monkeypatch.undo()
    doctor = run(the_school, "doctor", "--format", "json")
    checks = {each["code"]: each for each in json.loads(doctor.stdout)["checks"]}
    assert checks["credentials"]["status"] == "warn"
    assert "OAuth 2.0" in checks["credentials"]["text"]
    assert checks["settings"]["status"] == "ok"


def test_an_answer_to_another_request_is_not_taken(the_school: School) -> None:
    result = run(the_school, "authorize", typed=f"{BACK}?code=x&state=y\n")
    assert (result.exit_code, "recommencez" in result.stderr) == (2, True)
    off = run(the_school, "authorize", TRELLO_OAUTH_CLIENT_ID="", TRELLO_OAUTH_CLIENT_SECRET="")
    assert (off.exit_code, "trello.com/apps/admin" in off.output) == (2, True)
