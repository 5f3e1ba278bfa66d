"""Who is alive: a dead worker is taken over soon, a living one never."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from databases import postgres_database
from nursery import ROOT
from service import until

from sync.queue.liveness import Liveness, PostgresLocks, Watch, liveness_for
from sync.storage.database import Database, database_url

HOLD = """
import sys, time
from sync.storage.database import Database
from sync.queue.liveness import liveness_for
life = liveness_for(Database(sys.argv[1]))
print(life.hold(), flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("locks")
    if request.param == "sqlite":
        yield Database(database_url(None, folder))
        return
    with postgres_database(request.getfixturevalue("postgres_server")) as url:
        made = Database(database_url(url, folder))
        yield made
        made.close()


@pytest.fixture
def worker(database: Database) -> Iterator[Liveness]:
    made = liveness_for(database)
    made.hold()
    yield made
    made.release()


@pytest.fixture
def another(database: Database) -> Iterator[Liveness]:
    made = liveness_for(database)
    made.hold()
    yield made
    made.release()


def watch(one: Liveness, names: set[str], taken: list[str]) -> Watch:
    """A watch that looks only when the test asks it to."""
    made = Watch(one, lambda: names, taken.append)
    made.stop()
    return made


def test_each_start_has_a_name_of_its_own(worker: Liveness, another: Liveness) -> None:
    assert worker.name != another.name


def test_the_living_are_not_dead_and_the_ended_are(
    database: Database, worker: Liveness, another: Liveness
) -> None:
    names = {worker.name, another.name}
    assert worker.dead(names) == another.dead(names) == set()
    another.release()
    until(lambda: worker.dead(names) == {another.name}, 10)


def test_nobody_takes_himself_for_dead(database: Database) -> None:
    not_yet = liveness_for(database)
    assert not_yet.dead({not_yet.name}) == set()
    assert not_yet.dead({not_yet.name, "dead"}) == {"dead"}


def test_a_worker_that_is_killed_is_dead_at_once(database: Database, worker: Liveness) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, url],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        alive = worker.dead({name}) == set()
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        assert alive
        until(lambda: worker.dead({name}) == {name}, 10)


def test_whoever_is_found_dead_twice_in_a_row_is_taken_over(worker: Liveness) -> None:
    taken: list[str] = []
    names = {"dead-1", "dead-2"}
    look = watch(worker, names, taken).look
    look()
    assert taken == []
    names.remove("dead-2")
    look()
    assert taken == ["dead-1"]
    names.add("dead-2")
    look()
    assert "dead-2" not in taken


class TestAfterTheDatabaseWasAway:
    """PostgreSQL: its connections are gone, and the locks with them, but every worker lives."""

    @pytest.fixture
    def cut(
        self, postgres_url: str, tmp_path: Path
    ) -> Iterator[tuple[Database, Callable[[], None]]]:
        database = Database(database_url(postgres_url, tmp_path))
        other = Database(database_url(postgres_url, tmp_path))

        others = "pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

        def cut() -> None:
            with other.engine.connect() as plain:
                connection = plain.execution_options(isolation_level="AUTOCOMMIT")
                kill = sa.text(f"SELECT count(pg_terminate_backend(pid)) FROM {others}")
                until(lambda: connection.scalar(kill) == 0, 10)

        yield database, cut
        database.close()
        other.close()

    def test_a_worker_comes_back_though_no_other_has_jobs_in_hand(
        self, cut: tuple[Database, Callable[[], None]]
    ) -> None:
        database, cut_all = cut
        worker, observer = (Liveness(PostgresLocks(database.engine)) for _ in range(2))
        worker.hold()
        observer.hold()
        cut_all()
        until(lambda: observer.dead({worker.name}) == {worker.name}, 10)
        watch(worker, set(), []).look()
        assert observer.dead({worker.name}) == set()
        for each in (worker, observer):
            each.release()

    def test_who_lost_his_own_lock_gives_the_others_time(
        self, cut: tuple[Database, Callable[[], None]]
    ) -> None:
        database, cut_all = cut
        worker, observer = (Liveness(PostgresLocks(database.engine)) for _ in range(2))
        worker.hold()
        observer.hold()
        taken: list[str] = []
        look = watch(observer, {worker.name}, taken).look
        cut_all()
        look()
        assert taken == []
        watch(worker, set(), taken).look()
        look()
        look()
        assert taken == []
        for each in (worker, observer):
            each.release()
