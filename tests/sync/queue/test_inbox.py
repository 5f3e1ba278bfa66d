"""The inbox: on disk when it is said to be, emptied at once, and nothing that lies there is forgotten."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from power import Power
from service import until

from sync.queue import drain as draining
from sync.queue import jobs
from sync.queue.attend import Attendant, Bells
from sync.queue.bell import bell_for
from sync.queue.drain import drain
from sync.queue.inbox import Delivery, Inbox, NotStored, unopened
from sync.queue.liveness import liveness_for
from sync.queue.lookout import Lookout
from sync.storage.database import Database, database_url
from sync.storage.tables import DeliveryRow, WakeRow
from tests.migrated import fresh

BOARD, NOW = "b" * 24, datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Given(list[tuple[str, float | None]]):
    """An engine that notes what it is given: target and delay."""

    def __call__(
        self, session: Any, job_id: str, scope: str, target: str, delay: float | None = None
    ) -> None:
        self.append((target, delay))


def delivery(action: str, card: str, *, quiet: bool = False) -> Delivery:
    return Delivery(action, "updateCard", NOW, "card", BOARD, card, quiet=quiet)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database, bell_for(database))


def stored(database: Database) -> set[str]:
    with database.transaction() as session:
        return set(session.scalars(sa.select(DeliveryRow.action_id)))


def test_each_delivery_is_stored_once_and_each_card_has_one_job(
    database: Database, inbox: Inbox
) -> None:
    given = Given()
    for action, card in (("1", "x"), ("2", "x"), ("3", "y"), ("1", "x")):
        inbox.put(delivery(action, card), NOW)
    assert unopened(database).count == 4
    assert drain(inbox, given) == 4
    assert stored(database) == {"1", "2", "3"}
    assert sorted(given) == [("x", None), ("y", None)]
    assert unopened(database).count == 0
    inbox.put(delivery("3", "y"), NOW)
    drain(inbox, given)
    assert len(given) == 2


def test_what_only_moved_a_little_may_wait_unless_something_else_is_in_a_hurry(
    database: Database, inbox: Inbox
) -> None:
    given = Given()
    for action, card, quiet in (("1", "x", True), ("2", "y", True), ("3", "y", False)):
        inbox.put(delivery(action, card, quiet=quiet), NOW)
    drain(inbox, given)
    assert sorted(given) == [("x", draining.QUIET_DELAY), ("y", None)]


def test_what_comes_together_is_committed_together(database: Database, inbox: Inbox) -> None:
    commits, entered, go_on = list[int](), threading.Event(), threading.Event()
    dialect: Any = database.inbox.dialect
    commit = dialect.do_commit

    def slow(connection: Any) -> None:
        commits.append(1)
        entered.set()
        assert go_on.wait(20)
        commit(connection)

    dialect.do_commit = slow
    with ThreadPoolExecutor(12) as pool:
        first = pool.submit(inbox.put, delivery("0", "x"), NOW)
        assert entered.wait(20)
        others = [pool.submit(inbox.put, delivery(f"{n}", "x"), NOW) for n in range(1, 12)]
        until(lambda: len(inbox._brought) == 11, 20)
        go_on.set()
        for each in (first, *others):
            each.result(20)
    dialect.do_commit = commit
    assert len(commits) == 2
    assert unopened(database).count == 12


def test_all_who_came_together_hear_that_it_failed(database: Database, inbox: Inbox) -> None:
    dialect: Any = database.inbox.dialect

    def fails(_connection: Any) -> None:
        raise OSError("disk full")

    dialect.do_commit, commit = fails, dialect.do_commit
    with ThreadPoolExecutor(4) as pool:
        tries = [pool.submit(inbox.put, delivery(f"{n}", "x"), NOW) for n in range(4)]
        assert all(isinstance(each.exception(20), NotStored) for each in tries)
    dialect.do_commit = commit
    inbox.put(delivery("5", "x"), NOW)
    assert unopened(database).count == 1


def test_a_letter_that_cannot_be_stored_keeps_nobody_and_stays(
    database: Database, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, given = draining.keep, Given()

    def picky(session: Any, enqueue: Any, letters: Any) -> None:
        if any(each.delivery.action_id == "bad" for each in letters):
            raise ValueError("no")
        keep(session, enqueue, letters)

    monkeypatch.setattr(draining, "keep", picky)
    for each in ("1", "bad", "2"):
        inbox.put(delivery(each, each), NOW)
    assert drain(inbox, given) == 2
    assert stored(database) == {"1", "2"}
    assert unopened(database).count == 1


def test_two_workers_that_empty_it_at_once_lose_nothing_and_double_nothing(
    database: Database, inbox: Inbox
) -> None:
    given, actions = Given(), [f"{number}" for number in range(60)]

    def empty() -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and (unopened(database).count or not done.is_set()):
            drain(inbox, given)

    done = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        workers = [pool.submit(empty) for _ in range(2)]
        for each in actions:
            inbox.put(delivery(each, each), NOW)
        done.set()
        for worker in workers:
            worker.result(30)
    assert stored(database) == set(actions)
    assert sorted(target for target, _ in given) == sorted(actions)


def test_a_worker_that_listens_hears_at_once(database: Database, inbox: Inbox) -> None:
    ear = bell_for(database).listener()
    while ear.wait(0.05):
        """What rang before."""
    heard = list[bool]()
    listening = threading.Thread(target=lambda: heard.append(ear.wait(60)))
    listening.start()
    inbox.put(delivery("1", "x"), NOW)
    listening.join(20)
    assert heard == [True]
    ear.close()


def test_what_is_delivered_is_taken_out_without_waiting_for_the_clock(
    database: Database, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.queue.attend.HEARS_END", 120.0)
    given, bells = Given(), Bells()
    lookout = Lookout(database, "cards", "ticks")
    attendant = Attendant(
        lambda: drain(inbox, given), bell_for(database).listener(), bells, lookout, every=120.0
    )
    inbox.put(delivery("1", "x"), NOW)
    assert not bells.jobs.wait(20)
    until(lambda: given == [("x", None)], 20)
    inbox.put(delivery("2", "y"), NOW)  # wakes it once more, so that it sees the end
    attendant.stop()


def test_nobody_is_disturbed_where_no_worker_listens(tmp_path: Path) -> None:
    made = Database(database_url(None, tmp_path))
    fresh(made)
    Inbox(made, bell_for(made)).put(delivery("1", "x"), NOW)
    assert unopened(made).count == 1
    made.close()


def test_a_power_cut_after_the_answer_leaves_it_there(tmp_path: Path) -> None:
    made = Database(database_url(None, tmp_path))
    fresh(made)
    power, inbox = Power(made), Inbox(made, bell_for(made))
    inbox.put(delivery("1", "x"), NOW)
    power.cut()
    given = Given()
    assert drain(inbox, given) == 1
    power.cut()  # what was taken out lies there again, or is stored: it is not lost
    drain(inbox, given)
    assert stored(made) == {"1"}
    with made.transaction() as session:
        assert session.get_one(WakeRow, "x").wanted == 1
    made.close()


def test_the_oldest_in_the_inbox_is_known(database: Database, inbox: Inbox) -> None:
    inbox.put(delivery("1", "x"), NOW)
    inbox.put(delivery("2", "x"), NOW + timedelta(minutes=6))
    found = unopened(database)
    assert (found.count, found.oldest, found.newest) == (2, NOW, NOW + timedelta(minutes=6))


def test_a_card_is_in_hand_at_once_though_the_engine_only_looks_once_a_minute(
    database: Database, inbox: Inbox
) -> None:
    """Through the one private function of the engine that `jobs` calls: a change of it shows here."""
    runs, queue = list[str](), jobs.Jobs(database)

    class Work:
        def run(self, scope: str, target: str) -> None:
            runs.append(target)

        def came_back(self) -> None:
            pass

        def tick(self) -> None:
            """Nothing is due."""

        def drain(self) -> int:
            return drain(inbox, queue.enqueue)

    with jobs.worker(Work(), database, liveness_for(database), polling=60.0):
        inbox.put(delivery("1", "x"), NOW)
        until(lambda: runs == ["x"], 20)
        with database.transaction() as session:
            queue.enqueue(session, "pressed", "card", "y")
        until(lambda: runs == ["x", "y"], 20)
    queue.close()
