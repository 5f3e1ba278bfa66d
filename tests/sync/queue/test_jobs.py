"""The real engine, on both databases: what Greffier relies on, each shown."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from databases import postgres_database
from service import until

from sync.queue import jobs, wakes
from sync.queue.bell import bell_for
from sync.queue.drain import drain
from sync.queue.inbox import Delivery, Inbox
from sync.queue.job import cron
from sync.queue.jobs import FAILED, WAITING, Jobs, new_id
from sync.queue.liveness import liveness_for
from sync.storage.database import Database, database_url
from sync.storage.tables import DeliveryRow, WakeRow
from tests.migrated import fresh


@dataclass
class Recorder:
    """Work that notes when each run began and ended, and does what a test asks for."""

    runs: list[tuple[str, float, float]] = field(default_factory=list)
    ticks: list[float] = field(default_factory=list)
    doing: dict[str, Callable[[], None]] = field(default_factory=dict)
    draining: Callable[[], int] = lambda: 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, scope: str, target: str) -> None:
        began = time.monotonic()
        self.doing.get(target, lambda: None)()
        with self.lock:
            self.runs.append((target, began, time.monotonic()))

    def tick(self) -> None:
        self.ticks.append(time.monotonic())

    def drain(self) -> int:
        return self.draining()

    def came_back(self) -> None:
        self.ticks.append(time.monotonic())

    def of(self, target: str) -> list[tuple[float, float]]:
        return sorted((began, ended) for each, began, ended in list(self.runs) if each == target)


@dataclass
class Engine:
    database: Database
    jobs: Jobs
    work: Recorder
    targets: Iterator[str]

    def enqueue(self, target: str, job: str = "", delay: float | None = None) -> None:
        with self.database.transaction() as session:
            self.jobs.enqueue(session, job or new_id("test"), "card", target, delay)

    def ran(self, target: str, times: int = 1) -> None:
        until(lambda: len(self.work.of(target)) >= times, 20)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """One worker for all tests of this file on one database; each test uses targets of its own."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("engine")
        server = request.param == "postgresql" and request.getfixturevalue("postgres_server")
        url = stack.enter_context(postgres_database(server)) if server else None
        database = Database(database_url(url, folder))
        stack.callback(database.close)
        fresh(database)
        queue, work = Jobs(database), Recorder()
        stack.callback(queue.close)
        alive = liveness_for(database)
        stack.enter_context(jobs.worker(work, database, alive, every=1, polling=0.05))
        yield Engine(database, queue, work, (f"{number:024x}" for number in range(10_000)))


def test_a_job_runs(engine: Engine) -> None:
    target = next(engine.targets)
    engine.enqueue(target)
    engine.ran(target)


def test_a_job_of_a_transaction_that_is_rolled_back_never_was(engine: Engine) -> None:
    lost, kept = next(engine.targets), next(engine.targets)
    with pytest.raises(ZeroDivisionError), engine.database.transaction() as session:
        engine.jobs.enqueue(session, "rolled back", "card", lost)
        _ = 1 / 0
    engine.enqueue(kept)
    engine.ran(kept)
    assert engine.work.of(lost) == []
    engine.enqueue(lost, "rolled back")
    engine.ran(lost)


def test_the_same_job_again_has_no_effect_before_or_after_it_ran(engine: Engine) -> None:
    target, other = next(engine.targets), next(engine.targets)
    for _ in range(3):
        engine.enqueue(target, "same")
    engine.ran(target)
    engine.enqueue(target, "same")
    engine.enqueue(other)
    engine.ran(other)
    assert len(engine.work.of(target)) == 1


def test_a_delayed_job_waits_and_keeps_nobody_waiting(engine: Engine) -> None:
    target = next(engine.targets)
    asked = time.monotonic()
    engine.enqueue(target, delay=4.0)
    engine.enqueue(target)
    engine.ran(target)
    assert engine.jobs.listing(WAITING)
    engine.ran(target, 2)
    (first, _), (second, _) = engine.work.of(target)
    assert first - asked < 3.9
    assert second - asked >= 3.95


def test_jobs_of_one_target_never_overlap_while_others_do(engine: Engine) -> None:
    target, other = next(engine.targets), next(engine.targets)
    both = threading.Barrier(2)
    engine.work.doing[target] = lambda: time.sleep(0.05)
    for _ in range(5):
        engine.enqueue(target)
    engine.ran(target, 5)
    runs = engine.work.of(target)
    assert all(ended <= began for (_, ended), (began, _) in pairwise(runs))
    for each in (target, other):  # each waits for the other: only together can they end
        engine.work.doing[each] = lambda: _meet(both)
        engine.enqueue(each)
    engine.ran(other)
    engine.ran(target, 6)


def test_a_delivery_during_a_run_has_a_run_after_it(engine: Engine) -> None:
    target, board = next(engine.targets), "b" * 24
    inbox = Inbox(engine.database, bell_for(engine.database))
    engine.work.draining = lambda: drain(inbox, engine.jobs.enqueue)
    begun, go_on = threading.Event(), threading.Event()
    served: list[tuple[str, ...]] = []

    def work() -> None:
        with engine.database.transaction() as session:
            run = wakes.begin(session, target, datetime.now(UTC))
        if run is None:
            return
        begun.set()
        assert go_on.wait(20)
        with engine.database.transaction() as session:
            wakes.settle(session, run, datetime.now(UTC))
        served.append(run.deliveries)

    def deliver(*actions: str) -> None:
        moment = datetime.now(UTC)
        for each in actions:
            one = Delivery(f"{target}-{each}", "updateCard", moment, "card", board, target)
            inbox.put(one, moment)

    engine.work.doing[target] = work
    deliver("first", "second", "third")
    assert begun.wait(20)
    deliver("fourth", "fifth")
    go_on.set()
    until(lambda: sum(map(len, served)) == 5, 20)
    assert len(served) <= 3
    with engine.database.transaction() as session:
        row = session.get_one(WakeRow, target)
        assert (row.done, row.queued) == (row.wanted, False)
        open_ = session.scalars(
            sa.select(DeliveryRow).where(
                DeliveryRow.card_id == target, DeliveryRow.settled_at.is_(None)
            )
        )
        assert open_.all() == []


def test_a_job_that_breaks_is_listed_and_the_next_one_of_its_target_runs(engine: Engine) -> None:
    target = next(engine.targets)
    engine.work.doing[target] = _break
    job = new_id("broken")
    engine.enqueue(target, job)
    until(lambda: job in {each.id for each in engine.jobs.listing(FAILED)}, 20)
    del engine.work.doing[target]
    engine.enqueue(target)
    engine.ran(target)


def test_finished_jobs_are_forgotten_when_they_are_old(engine: Engine) -> None:
    target, job = next(engine.targets), new_id("old")
    engine.enqueue(target, job)
    engine.ran(target)
    done = ["SUCCESS"]
    until(lambda: job in {each.id for each in engine.jobs.listing(done)}, 20)
    engine.jobs.purge(datetime.now(UTC) - timedelta(hours=1))
    assert job in {each.id for each in engine.jobs.listing(done)}
    engine.jobs.purge(datetime.now(UTC) + timedelta(hours=1))
    assert job not in {each.id for each in engine.jobs.listing(done)}


def test_the_clock_ticks(engine: Engine) -> None:
    until(lambda: len(engine.work.ticks) >= 2, 20)


def test_when_the_engine_lost_everything_wants_are_found_and_served(engine: Engine) -> None:
    target, board = next(engine.targets), "b" * 24
    long_ago = datetime.now(UTC) - timedelta(minutes=6)
    with engine.database.transaction() as session:
        wakes.wake(session, _lost, wakes.Want("gone", "card", target, board, long_ago))
        wakes.wake(session, _lost, wakes.Want("gone", "card", target, board, long_ago))
    with engine.database.transaction() as session:
        found = wakes.forgotten(session, datetime.now(UTC) - timedelta(minutes=5))
        assert target in {each.id for each in found}
        for each in found:
            engine.jobs.enqueue(session, new_id("net"), each.scope, each.id)
    engine.ran(target)


def _meet(both: threading.Barrier) -> None:
    both.wait(20)


def _break() -> None:
    raise RuntimeError("broken on purpose")


def _lost(*_: object, **__: object) -> None:
    """An engine that forgets what it is given."""


@pytest.mark.parametrize(
    ("seconds", "line"),
    [(0.2, "*/1 * * * * *"), (5, "*/5 * * * * *"), (60, "0 * * * * *"), (600, "0 * * * * *")],
)
def test_the_clock_comes_round_at_least_once_a_minute(seconds: float, line: str) -> None:
    assert cron(seconds) == line
