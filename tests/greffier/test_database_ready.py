"""Before anything is served: the database answers, keeps locks, and is not of a later version."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from databases import postgres_database
from nursery import ROOT, Nursery
from service import free_port, listens, service, until
from test_settings_wrong import WHOLE

from greffier import database_ready
from greffier.cli import cli
from greffier.database_ready import check_database
from greffier.serving import forks
from greffier.settings import SettingsError, read_settings
from sync.migrations.made_by import NewerTables
from sync.migrations.migrate import migrate
from sync.release import release
from sync.storage import connection_pooler
from sync.storage.connection_pooler import lends_connections
from sync.storage.database import Database

ODD = sa.text("SELECT pg_backend_pid() + (random() * 1000000)::int")
"""What a connection sees through a pool in transaction mode: another process each time."""

ONE = sa.text("SELECT 4711")
"""What all see through such a pool that has one connection: the same process."""


def test_postgresql_itself_keeps_a_connection(postgres_url: str) -> None:
    assert not lends_connections(Database(_driver(postgres_url)).url)
    assert not lends_connections("sqlite:///x.db")


def _driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.mark.parametrize("seen", [ODD, ONE], ids=["many", "one"])
def test_a_pool_that_lends_connections_is_known_by_it(
    seen: sa.TextClause, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_pooler, "_PID", seen)
    assert lends_connections(_driver(postgres_url))


def test_a_pool_that_has_no_second_connection_is_refused_with_the_remedy(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As pgbouncer does in session mode: the second one waits for ever."""
    free = threading.Event()
    monkeypatch.setattr(connection_pooler, "PATIENCE", 0.05)
    monkeypatch.setattr(connection_pooler, "_hold", lambda *_: free.wait(30))
    settings = read_settings({**WHOLE, "DATABASE_URL": postgres_url, "GREFFIER_LANGUAGE": "en"})
    database = Database(_driver(postgres_url))
    with pytest.raises(SettingsError) as refused:
        check_database(settings, database)
    free.set()
    database.close()
    assert "default_pool_size" in " ".join(refused.value.problems)


@pytest.mark.parametrize("words", [("serve",), ("worker",), ("migrate",), ("doctor",)])
def test_it_is_refused_with_the_reason_and_the_remedy(
    words: tuple[str, ...], postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_pooler, "_PID", ODD)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr(forks, "run", lambda what, _: what())  # its words are heard in this process
    (tmp_path / "rulebook.toml").write_text(RULEBOOK, "utf-8")
    values = {**WHOLE, "DATABASE_URL": postgres_url, "GREFFIER_LANGUAGE": "en"}
    result = CliRunner(env={**values, "PORT": str(free_port())}).invoke(cli, list(words))
    assert result.exit_code == (1 if words == ("doctor",) else 2)
    assert "pool_mode = session" in result.output


RULEBOOK = """timezone = "Europe/Paris"
[boards.soutenances]
kind = "soutenances"
board = "65f0aaaaaaaaaaaaaaaaaaaa"
intake = "65f0aaaaaaaaaaaaaaaaaaab"
incomplete = "65f0aaaaaaaaaaaaaaaaaaac"
"""


@pytest.fixture
def later(tmp_path: Path) -> str:
    """The address of a database that a later version brought forward."""
    url = f"sqlite:///{tmp_path / 'later.db'}"
    database = Database(url)
    migrate(database)
    with database.transaction() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        session.execute(sa.text("UPDATE facts SET value = :it WHERE key = 'version'"),
                        {"it": '{"greffier": "9.8.7", "tables": "9999"}'})  # fmt: skip
    database.close()
    (tmp_path / "rulebook.toml").write_text(RULEBOOK, "utf-8")
    return url


@pytest.mark.parametrize(
    "command",
    [
        *(("greffier", each) for each in ("serve", "worker", "migrate", "doctor")),
        ("gunicorn", "--config", "python:greffier.gunicorn", "greffier.app:create_app()"),
    ],
)
def test_a_database_of_a_later_version_is_one_sentence_that_says_which_and_what_to_do(
    command: tuple[str, ...], later: str, tmp_path: Path
) -> None:
    values = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "GREFFIER_LANGUAGE": "en"}
    values |= {**WHOLE, "DATABASE_URL": later, "PORT": str(free_port())}
    ended = subprocess.run(
        [sys.executable, "-m", *command], env=values, cwd=tmp_path, capture_output=True, text=True,
        timeout=100, check=False,
    )  # fmt: skip
    assert ended.returncode == (1 if command[-1] == "doctor" else 2), ended.stderr
    (told,) = [each for each in (ended.stdout + ended.stderr).splitlines() if "9.8.7" in each]
    assert f"this program is version {release()}" in told
    assert "restore the backup" in told
    assert "Traceback" not in ended.stderr


def test_nothing_of_it_is_touched_and_who_made_it_may_be_unknown(later: str) -> None:
    database = Database(later)
    with database.transaction() as session:
        session.execute(sa.text("DELETE FROM facts"))
    with pytest.raises(NewerTables) as caught:
        migrate(database)
    assert "une version plus récente" in database_ready.newer(caught.value, "fr")
    with database.transaction() as session:
        assert session.scalar(sa.text("SELECT version_num FROM alembic_version")) == "9999"
    database.close()


def test_a_wrong_password_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read_settings({**WHOLE, "DATABASE_URL": "postgresql://x@127.0.0.1:9/x"})
    database = Database(settings.database)
    tries: list[float] = []

    def stopped(seconds: float) -> bool:
        tries.append(seconds)
        return len(tries) == 3

    check_database(settings, database, stopped)
    assert len(tries) == 3
    monkeypatch.setattr(database_ready, "NEVER", ("",))
    with pytest.raises(sa.exc.OperationalError):
        check_database(settings, database, stopped)
    monkeypatch.setattr(database_ready, "lends_connections", lambda _: True)
    monkeypatch.setattr(database_ready, "_wait", lambda *_: True)
    with pytest.raises(SettingsError, match="session"):
        check_database(settings, database, stopped)
    database.close()


@contextmanager
def forwarded(port: int, socket_file: str) -> Iterator[None]:
    """Whoever connects to this port speaks with the socket."""

    def carry(here: socket.socket, there: socket.socket) -> None:
        with here, there:
            while data := here.recv(65536):
                there.sendall(data)

    def meet() -> None:
        while True:
            client, _ = listener.accept()
            server = socket.socket(socket.AF_UNIX)
            server.connect(socket_file)
            for pair in ((client, server), (server, client)):
                threading.Thread(target=_quietly, args=(carry, *pair), daemon=True).start()

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen()
        threading.Thread(target=_quietly, args=(meet,), daemon=True).start()
        yield


def _quietly(do: object, *given: object) -> None:
    try:
        do(*given)  # type: ignore[operator]
    except OSError:
        return


@pytest.mark.timeout(300)
def test_serve_waits_for_its_database_however_long_and_goes_on_by_itself(
    tmp_path: Path, nursery: Nursery, postgres_server: str
) -> None:
    with (
        postgres_database(postgres_server) as url,
        service(nursery, tmp_path, url, own_web=False) as made,
    ):
        parts, port = urlsplit(url), free_port()
        away = f"postgresql+psycopg://{parts.username}@127.0.0.1:{port}{parts.path}"
        settings = made.parts.settings
        made.parts.__dict__["settings"] = replace(settings, database=away)
        process = made.serve()
        until(lambda: "does not answer" in made.log())
        assert process.poll() is None
        folder = parse_qs(parts.query)["host"][0]
        with forwarded(port, f"{folder}/.s.PGSQL.5432"):
            until(lambda: listens(made.port), 100)
            assert made.stop(process) == 0
        assert "Traceback" not in made.log()
