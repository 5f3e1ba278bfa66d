"""`greffier serve` as a whole: it starts, works, stops, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest
from databases import postgres_database
from nursery import ROOT, Child, Nursery
from service import Service, listens, service, until

from greffier.settings import WANTED

pytestmark = pytest.mark.timeout(300)  # seconds, on a machine that is busy with other things


def started(made: Service) -> Child:
    """A `serve` that works: it listens, and its webhooks are registered."""
    process = made.serve()
    until(
        lambda: process.poll() is not None or (listens(made.port) and made.sandbox.state.webhooks)
    )
    assert process.returncode is None, made.log()
    return process


def works(made: Service, name: str) -> None:
    """A card that is incomplete is explained and moved."""
    card = made.incomplete_card(name)
    until(lambda: made.settled(card))
    assert made.effects(card)["comments"] == made.effects(card)["moves"] == 1


def health(made: Service) -> dict[str, object]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{made.port}/health", timeout=5) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as refused:
        return dict(json.load(refused))


def test_it_works_survives_its_own_kill_and_leaves_nothing_behind(
    tmp_path: Path, nursery: Nursery
) -> None:
    with service(nursery, tmp_path, own_web=False) as made:
        first = started(made)
        works(made, "Marie Dupont - DA Python")
        assert until(lambda: health(made)["status"] == "ok")

        second = made.serve()
        until(lambda: second.poll() is not None)
        assert second.returncode == 2
        said = (made.folder / "1.log").read_text("utf-8").splitlines()
        assert len(said) == 1
        assert str(made.port) in said[0]
        assert listens(made.port)

        first.send_signal(signal.SIGKILL)
        until(lambda: not listens(made.port))
        third = started(made)
        works(made, "Karim Benali - DA Python")

        assert made.stop(third) == 0
        until(lambda: not listens(made.port))
        assert "Traceback" not in made.log()
        for name in ("Marie", "Karim", made.parts.settings.token, made.parts.settings.secret):
            assert name not in made.log()


def test_on_all_addresses_of_both_kinds_it_works_as_on_one(
    tmp_path: Path, nursery: Nursery
) -> None:
    with service(nursery, tmp_path, own_web=False) as made:
        process = made.serve(host="::")
        until(lambda: process.poll() is not None or made.sandbox.state.webhooks)
        assert process.returncode is None, made.log()
        works(made, "Marie Dupont - DA Python")
        for here in ("[::1]", "127.0.0.1"):
            address = f"http://{here}:{made.port}/webhooks/trello"
            with urllib.request.urlopen(
                urllib.request.Request(address, method="HEAD"), timeout=5
            ) as answer:
                assert answer.status == 200
        second = made.serve(host="::")
        until(lambda: second.poll() is not None)
        assert second.returncode == 2
        assert made.stop(process) == 0
        assert f"http://[::]:{made.port}" in made.log()
        assert "Traceback" not in made.log()


def test_ctrl_c_is_a_clean_end(tmp_path: Path, nursery: Nursery) -> None:
    with service(nursery, tmp_path, own_web=False) as made:
        process = started(made)
        process.send_signal(signal.SIGINT)
        until(lambda: process.poll() is not None)
        assert process.returncode == 0
        until(lambda: not listens(made.port))
        assert "Traceback" not in made.log()


def test_missing_settings_are_named_at_once_and_nothing_is_started(
    tmp_path: Path, nursery: Nursery
) -> None:
    log = tmp_path / "0.log"
    process = nursery.start(["serve"], {"GREFFIER_LANGUAGE": "fr"}, tmp_path, log)
    until(lambda: process.poll() is not None)
    said = log.read_text("utf-8").splitlines()
    assert process.returncode == 2
    assert len(said) == 5
    assert all(each.startswith("greffier: ") and "manque" in each for each in said)


@pytest.mark.parametrize("harm", ["cut", "crash"])
def test_a_database_that_goes_away_and_comes_back_is_survived(
    tmp_path: Path, nursery: Nursery, postgres_server: str, harm: str
) -> None:
    with (
        postgres_database(postgres_server) as url,
        service(nursery, tmp_path, url, own_web=False) as made,
    ):
        process = started(made)
        works(made, "Marie Dupont - DA Python")
        _harm(url, harm)
        until(lambda: _answers(url))
        works(made, "Karim Benali - DA Python")
        assert process.poll() is None
        assert made.stop(process) == 0


def _harm(url: str, harm: str) -> None:
    """Every connection to this database is cut; or a process of the server is killed, and with it
    the server ends all connections and recovers.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        if harm == "cut":
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            return
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        assert row is not None
        os.kill(row[0], signal.SIGKILL)


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def heeds(pid: int) -> bool:
    """Whether this process does something of its own at SIGTERM."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    caught = int(status.partition("SigCgt:")[2].split()[0], 16)
    return bool(caught >> (signal.SIGTERM - 1) & 1)


WEB = ("gunicorn", "--config", "python:greffier.gunicorn", "greffier.app:create_app()")


@pytest.mark.parametrize("command", [("greffier", "serve"), ("greffier", "worker"), WEB])
def test_what_is_missing_is_told_once_and_without_a_traceback(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    known = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    settings = {**known, "PYTHONPATH": str(ROOT), "GREFFIER_LANGUAGE": "en", "PORT": "nowhere"}

    def said() -> list[str]:
        ended = subprocess.run(
            [sys.executable, "-m", *command],
            env=settings, cwd=tmp_path, capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip
        assert ended.returncode == 2, ended.stderr
        return ended.stderr.splitlines()

    wrong = said()
    assert [each.split(" ")[1] for each in wrong[:5]] == list(WANTED)
    assert len(wrong) == 6
    settings |= {"TRELLO_API_KEY": "k", "TRELLO_API_TOKEN": "t", "TRELLO_API_SECRET": "s"}
    settings |= {"PUBLIC_URL": "https://x.example", "GREFFIER_RULEBOOK": "empty.toml", "PORT": "1"}
    (tmp_path / "empty.toml").write_text("# no board\n", "utf-8")
    (line,) = [each for each in said() if "port" not in each]
    assert "names no board" in line


def test_it_heeds_signals_before_anything_slow_is_imported() -> None:
    command = [sys.executable, "-m", "greffier", "serve"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        until(lambda: heeds(process.pid), 20)
        loaded = Path(f"/proc/{process.pid}/maps").read_text("utf-8")
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "sqlalchemy" not in loaded
    assert said == b""


def test_ended_at_any_moment_of_its_start_it_leaves_nothing_behind(
    tmp_path: Path, nursery: Nursery
) -> None:
    with service(nursery, tmp_path, own_web=False) as made:
        for tenths in range(0, 12, 3):
            process = made.serve()
            until(lambda process=process: heeds(process.pid))
            time.sleep(tenths / 10)
            assert made.stop(process) == 0, made.log()
            assert not listens(made.port)
        assert "Traceback" not in made.log()
