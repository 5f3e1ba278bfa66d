"""A row of the job tables that calls itself pickled is never read, on either database."""

from __future__ import annotations

import base64
import os
import pickle
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from databases import postgres_database
from service import until
from sqlalchemy.orm import Session

from sync.clock import now
from sync.queue import jobs, wakes
from sync.queue.jobs import Jobs, new_id
from sync.queue.liveness import liveness_for
from sync.storage.database import Database, database_url
from tests.migrated import fresh

CARD, LATER, BOARD = "a" * 24, "c" * 24, "b" * 24


class Work:
    """Notes which targets were run."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.ticked = threading.Event()

    def run(self, scope: str, target: str) -> None:
        self.ran.append(target)

    def drain(self) -> int:
        return 0

    def came_back(self) -> None:
        pass

    def tick(self) -> None:
        self.ticked.set()


class Evil:
    """Makes a folder when it is unpickled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> object:
        return os.mkdir, (str(self.folder),)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_server: str
) -> Iterator[Database]:
    with ExitStack() as stack:
        url = None
        if request.param == "postgresql":
            url = stack.enter_context(postgres_database(postgres_server))
        made = Database(database_url(url, tmp_path))
        stack.callback(made.close)
        fresh(made)
        yield made


@contextmanager
def at_work(database: Database) -> Iterator[Work]:
    work = Work()
    with jobs.worker(work, database, liveness_for(database), every=1, polling=0.05):
        yield work


def want(database: Database, target: str, wait: float | None = None) -> None:
    """One want of this card, or one timer, with a job that is made into a pickle afterwards."""
    queue = Jobs(database)
    with database.transaction() as session:
        if wait is None:
            wakes.wake(
                session, queue.enqueue, wakes.Want(f"old:{target}", "card", target, BOARD, now())
            )
            return
        run = wakes.Run("card", target, BOARD, 0, (), None, by_timer=False)
        wakes.ensure(session, run, now())
        at = now() + timedelta(seconds=wait)
        wakes.again_at(session, queue.enqueue, f"old:{target}", run, at, now())


def poison(session: Session, where: str, value: object) -> None:
    """Make the jobs of which `where` holds look as the engine writes pickles."""
    text = base64.b64encode(pickle.dumps(value)).decode()
    jobs_, given = (table_of(session, name) for name in ("workflow_status", "workflow_input"))
    session.execute(sa.text(f"UPDATE {jobs_} SET serialization = 'py_pickle' WHERE {where}"))
    changed = session.execute(
        sa.text(f"UPDATE {given} SET inputs = :text WHERE {where}"), {"text": text}
    )
    assert changed.rowcount == 1


def table_of(session: Session, name: str) -> str:
    return name if session.get_bind().dialect.name == "sqlite" else f"dbos.{name}"


def test_a_pickle_that_a_worker_finds_at_its_start_is_not_read_and_its_card_is_served(
    database: Database, tmp_path: Path
) -> None:
    want(database, CARD)
    with database.transaction() as session:
        poison(session, "1 = 1", Evil(tmp_path / "owned"))
    with at_work(database) as work:
        until(lambda: CARD in work.ran or (tmp_path / "owned").exists(), 30)
    assert not (tmp_path / "owned").exists()


def test_a_pickle_written_while_the_worker_works_is_not_read_and_its_card_is_served(
    database: Database, tmp_path: Path
) -> None:
    with at_work(database) as work:
        want(database, CARD)
        until(lambda: work.ran == [CARD], 30)
        queue, job = Jobs(database), new_id("bad")
        with database.transaction() as session:
            wakes.wake(session, queue.enqueue, wakes.Want(job, "card", LATER, BOARD, now()))
            poison(session, f"workflow_uuid = '{job}'", Evil(tmp_path / "owned"))
        until(lambda: LATER in work.ran or (tmp_path / "owned").exists(), 30)
    assert not (tmp_path / "owned").exists()


def test_the_timer_of_an_older_job_is_set_again(database: Database) -> None:
    want(database, CARD, wait=3)
    with database.transaction() as session:
        poison(session, "1 = 1", {"args": ("card", CARD), "kwargs": {}})
    with at_work(database) as work:
        assert work.ran == []
        until(lambda: work.ran == [CARD], 30)


def test_a_schedule_of_before_does_not_keep_the_clock_from_ticking(
    database: Database, tmp_path: Path
) -> None:
    with at_work(database) as work:
        until(work.ticked.is_set, 30)
    evil = base64.b64encode(pickle.dumps(Evil(tmp_path / "owned"))).decode()
    with database.transaction() as session:
        table = table_of(session, "workflow_schedules")
        session.execute(sa.text(f"UPDATE {table} SET context = :evil"), {"evil": evil})
    with at_work(database) as work:
        until(work.ticked.is_set, 30)
    assert not (tmp_path / "owned").exists()


ODD_CLOCKS = {
    "a pickle": {"schedule_name": "other", "context": "gASVAAAA"},
    "no zone": {"schedule_name": "other", "cron_timezone": "Nowhere/At_All"},
    "no JSON": {"schedule_name": "other", "context": "{"},
    "paused": {"status": "PAUSED"},
    "once a year": {"schedule": "0 0 0 1 1 *"},
    "of somebody else": {"application_name": "other"},
    "of another zone": {"cron_timezone": "Nowhere/At_All"},
}


@pytest.mark.parametrize("odd", ODD_CLOCKS.values(), ids=ODD_CLOCKS)
def test_a_schedule_planted_while_the_worker_works_does_not_stop_its_clock(
    database: Database, odd: dict[str, str]
) -> None:
    with at_work(database) as work:
        until(work.ticked.is_set, 30)
        plant(database, odd)
        until(lambda: not planted(database, odd), 30)
        work.ticked.clear()
        until(work.ticked.is_set, 30)


@pytest.mark.parametrize("odd", ODD_CLOCKS.values(), ids=ODD_CLOCKS)
def test_a_schedule_planted_before_the_worker_starts_does_not_stop_its_clock(
    database: Database, odd: dict[str, str]
) -> None:
    with at_work(database) as work:
        until(work.ticked.is_set, 30)
    plant(database, odd)
    with at_work(database) as work:
        until(work.ticked.is_set, 30)
    assert not planted(database, odd)


def test_a_version_planted_while_the_worker_works_does_not_stop_its_clock(
    database: Database,
) -> None:
    with at_work(database) as work:
        until(work.ticked.is_set, 30)
        with database.transaction() as session:
            table = table_of(session, "application_versions")
            values = "'x', 'x', 9999999999999, 1, 'greffier'"
            names = "version_id, version_name, version_timestamp, created_at, application_name"
            session.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({values})"))
        until(lambda: not row_with(database, "application_versions", {"version_name": "x"}), 30)
        work.ticked.clear()
        until(work.ticked.is_set, 30)


def plant(database: Database, odd: dict[str, str]) -> None:
    """Add a schedule beside the clock, or change the clock itself."""
    with database.transaction() as session:
        table = table_of(session, "workflow_schedules")
        if "schedule_name" not in odd:
            sets = ", ".join(f"{key} = :{key}" for key in odd)
            session.execute(sa.text(f"UPDATE {table} SET {sets}"), odd)
            return
        usual = {"schedule_id": "x", "workflow_name": "tick", "schedule": "* * * * * *"}
        row = {**usual, "context": "null", "application_name": "greffier", **odd}
        names, values = ", ".join(row), ", ".join(f":{key}" for key in row)
        session.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)


def planted(database: Database, odd: dict[str, str]) -> bool:
    return row_with(database, "workflow_schedules", odd)


def row_with(database: Database, name: str, values: dict[str, str]) -> bool:
    """Whether a row of this table of the engine's has all these values."""
    with database.transaction() as session:
        wanted = " AND ".join(f"{key} = :{key}" for key in values)
        query = sa.text(f"SELECT count(*) FROM {table_of(session, name)} WHERE {wanted}")
        return bool(session.scalar(query, values))


def test_what_is_written_is_portable_json(database: Database) -> None:
    want(database, CARD)
    with at_work(database) as work:
        until(lambda: work.ran and work.ticked.is_set(), 30)
    with database.transaction() as session:
        table = table_of(session, "workflow_status")
        kinds = session.scalars(sa.text(f"SELECT serialization FROM {table}")).all()
        texts = session.scalars(
            sa.text(f"SELECT inputs FROM {table_of(session, 'workflow_input')}")
        )
        assert kinds
        assert set(kinds) <= {"portable_json", None}
        assert all(text.startswith("{") for text in texts)
