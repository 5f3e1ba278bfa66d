"""When the engine looks into its queues: at a ring, and where the lookout sees that something waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from service import until

from sync.queue import older_jobs
from sync.queue.attend import Attendant, Bells, Doorbell
from sync.queue.bell import bell_for
from sync.queue.inbox import Delivery, Inbox
from sync.queue.jobs import QUEUE, Jobs
from sync.queue.lookout import UNKNOWN, Lookout, Seen
from sync.queue.wakes import Want, wake
from sync.storage.database import Database, database_url
from tests.migrated import fresh

CARD, BOARD = "a" * 24, "b" * 24
NOTHING = Seen(jobs=False, ticks=False, deliveries=False)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.fixture
def jobs(database: Database) -> Iterator[Jobs]:
    made = Jobs(database)
    yield made
    made.close()


@pytest.fixture
def lookout(database: Database) -> Iterator[Lookout]:
    made = Lookout(database, QUEUE, "another")
    yield made
    made.close()


def put(database: Database, jobs: Jobs, job: str, delay: float | None = None) -> None:
    with database.transaction() as session:
        jobs.enqueue(session, job, "card", CARD, delay=delay)


def test_a_ring_and_the_end_are_heard() -> None:
    for tell, over in ((Doorbell.ring, False), (Doorbell.set, True)):
        doorbell, heard = Doorbell(), list[bool]()
        listening = threading.Thread(target=lambda d=doorbell, h=heard: h.append(d.wait(0.01)))
        listening.start()
        tell(doorbell)
        listening.join(20)
        assert heard == [over]


def test_where_nobody_rings_the_engine_looks_once_in_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sync.queue.attend.LONGEST", 0.01)
    assert Doorbell().wait(30.0) is False


def test_what_waits_is_seen(database: Database, jobs: Jobs, lookout: Lookout) -> None:
    assert lookout.look() == NOTHING
    put(database, jobs, "now")
    assert lookout.look() == Seen(jobs=True, ticks=False, deliveries=False)
    other = Lookout(database, "another", QUEUE)
    assert other.look() == Seen(jobs=False, ticks=True, deliveries=False)
    other.close()


def test_how_long_a_delayed_job_waits_is_seen(
    database: Database, jobs: Jobs, lookout: Lookout
) -> None:
    put(database, jobs, "later", 60.0)
    put(database, jobs, "soon", 30.0)
    seen = lookout.look()
    assert not seen.jobs
    assert seen.due_in is not None
    assert 20 < seen.due_in <= 30
    assert not seen.is_due
    put(database, jobs, "due", 0.0)
    time.sleep(0.002)
    assert lookout.look().is_due


def test_deliveries_and_the_backlog_are_seen(
    database: Database, jobs: Jobs, lookout: Lookout
) -> None:
    at = datetime.now(UTC)
    want = Want("behind", "card", CARD, BOARD, at, backlog=True)
    with database.transaction() as session:
        wake(session, jobs.enqueue, want)
    assert lookout.look() == Seen(jobs=False, ticks=False, deliveries=True)
    with database.transaction() as session:
        session.execute(sa.text("DELETE FROM wakes"))
    assert lookout.look() == NOTHING
    Inbox(database, bell_for(database)).put(Delivery("1", "x", at, "card", BOARD, CARD), at)
    assert lookout.look() == Seen(jobs=False, ticks=False, deliveries=True)


def test_a_database_that_does_not_answer_is_others_to_tell_of(tmp_path: Path) -> None:
    empty = Database(database_url(None, tmp_path))
    lookout = Lookout(empty, QUEUE, "another")
    assert lookout.look() == UNKNOWN
    fresh(empty)
    assert lookout.look() == NOTHING
    lookout.close()
    empty.close()


def test_finished_jobs_are_not_read_by_a_look(database: Database, lookout: Lookout) -> None:
    """They are kept for days, and there are many of them."""
    asked = list[tuple[str, Any]]()
    with noted(database, asked):
        assert lookout.look() == NOTHING
        with database.engine.connect() as connection:
            assert older_jobs.look(connection, "* * * * *", "1") == older_jobs.Seen(False, True)
    about_jobs = [each for each in asked if "workflow_status" in each[0]]
    assert len(about_jobs) == 2
    for each in about_jobs:
        plan = _plan(database, *each)
        assert "SCAN workflow_status\n" not in plan
        assert "Seq Scan on workflow_status" not in plan


@contextmanager
def noted(database: Database, asked: list[tuple[str, Any]]) -> Iterator[None]:
    """Note each statement and its values."""

    def note(_connection: object, _cursor: object, text: str, values: Any, *_: object) -> None:
        asked.append((text, values))

    sa.event.listen(database.engine, "before_cursor_execute", note)
    yield
    sa.event.remove(database.engine, "before_cursor_execute", note)


def _plan(database: Database, text: str, values: Any) -> str:
    how = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan TO off")
        rows = connection.exec_driver_sql(how + text, values)
        return "".join(f"{row[-1]}\n" for row in rows)


class Deaf:
    """An ear that nobody rings for."""

    def wait(self, seconds: float) -> bool:
        time.sleep(seconds)
        return False

    def close(self) -> None:
        """Nothing is open."""


def test_what_nobody_rang_for_is_rung_for_by_the_lookout(
    database: Database, jobs: Jobs, lookout: Lookout
) -> None:
    bells, ripened, drained = Bells(), list[bool](), list[bool]()

    def ripen() -> None:
        ripened.append(True)

    def drain() -> int:
        drained.append(True)
        return 0

    attendant = Attendant(drain, Deaf(), bells, lookout, ripen, 0.05)
    assert bells.jobs.wait() is False  # it begins with a look of everybody
    put(database, jobs, "unheard")
    assert bells.jobs.wait() is False
    assert (ripened, len(drained)) == ([], 1)
    put(database, jobs, "delayed", 0.2)
    until(lambda: bool(ripened), 20)
    attendant.stop()
