"""Wants, tries and timers: nothing is forgotten, nothing is tried for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from harness import INCOMPLETE, School, school

from sync.queue import wakes
from sync.queue.wakes import LONGEST_WAIT, OUTAGE_WAIT, PARK_AFTER
from sync.storage.database import Database, database_url
from sync.storage.tables import DeliveryRow, WakeRow
from tests.migrated import fresh

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CARD, BOARD = "c" * 24, "b" * 24
TITLE = "Marie Dupont - DA Python"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(database_url(None, tmp_path))
    fresh(made)
    yield made
    made.close()


class Engine:
    """Notes what is put in."""

    def __init__(self) -> None:
        self.delays: list[float | None] = []

    def __call__(
        self, session: object, job_id: str, scope: str, target: str, delay: float | None = None
    ) -> None:
        self.delays.append(delay)


def wake(
    database: Database,
    engine: Engine,
    at: datetime = NOW,
    delay: float | None = None,
    fresh_at: datetime | None = None,
) -> None:
    with database.transaction() as session:
        wakes.wake(session, engine, wakes.Want("job", "card", CARD, BOARD, at, fresh_at, delay))


def begin(database: Database, at: datetime = NOW) -> wakes.Run | None:
    with database.transaction() as session:
        return wakes.begin(session, CARD, at)


def row(database: Database) -> WakeRow:
    with database.transaction() as session:
        return session.get_one(WakeRow, CARD)


def forgotten(database: Database, at: datetime) -> list[str]:
    with database.transaction() as session:
        return [each.id for each in wakes.forgotten(session, at - timedelta(minutes=5))]


def test_while_a_job_waits_another_want_needs_no_other(database: Database) -> None:
    engine = Engine()
    for _ in range(5):
        wake(database, engine)
    assert engine.delays == [None]
    run = begin(database)
    assert run is not None
    assert run.wanted == 5
    wake(database, engine)
    assert engine.delays == [None, None]


def test_a_want_that_is_in_no_hurry_keeps_no_other_from_its_job(database: Database) -> None:
    engine = Engine()
    wake(database, engine, delay=3.0)
    wake(database, engine)
    assert engine.delays == [3.0, None]


def test_who_wants_the_card_read_gets_it_though_a_snapshot_wants_a_run_too(
    database: Database,
) -> None:
    def fresh_at() -> datetime | None:
        run = begin(database)
        assert run is not None
        return run.fresh_at

    wake(database, Engine(), fresh_at=NOW)
    assert fresh_at() == NOW
    wake(database, Engine())
    wake(database, Engine(), fresh_at=NOW)
    assert fresh_at() is None
    with database.transaction() as session:
        wakes.settle(session, wakes.begin(session, CARD, NOW), NOW)  # type: ignore[arg-type]
    wake(database, Engine(), fresh_at=NOW)
    assert fresh_at() == NOW


def test_a_run_for_what_was_served_already_is_none(database: Database) -> None:
    wake(database, Engine())
    run = begin(database)
    assert run is not None
    with database.transaction() as session:
        wakes.settle(session, run, NOW)
    assert begin(database) is None
    assert begin(database) is None


def test_a_timer_that_rings_a_moment_early_is_served(database: Database) -> None:
    wake(database, Engine())
    run = begin(database)
    assert run is not None
    at = NOW + timedelta(minutes=3)
    with database.transaction() as session:
        wakes.settle(session, run, NOW)
        wakes.again_at(session, Engine(), "timer", run, at, NOW)
    assert begin(database, NOW + timedelta(minutes=1)) is None
    early = begin(database, at - timedelta(milliseconds=1))
    assert early is not None
    assert early.by_timer
    assert row(database).timer_at is None


def fail(database: Database, at: datetime, **how: object) -> timedelta | None:
    run = begin(database, at)
    assert run is not None
    with database.transaction() as session:
        arguments: dict[str, object] = {"outage": False, **how}
        return wakes.failed(session, Engine(), "retry", run, "broken", at, **arguments)  # type: ignore[arg-type]


def test_a_card_that_fails_is_tried_more_and_more_rarely_then_parked(database: Database) -> None:
    wake(database, Engine())
    at, pauses = NOW, list[timedelta]()
    while (pause := fail(database, at)) is not None:
        pauses.append(pause)
        at += pause
        assert forgotten(database, at + timedelta(minutes=4)) == []
    assert len(pauses) == PARK_AFTER - 1
    assert pauses == sorted(pauses)
    assert max(pauses) <= LONGEST_WAIT
    assert row(database).parked_at == at
    assert forgotten(database, at + timedelta(days=1)) == []


def test_an_outage_parks_nobody_and_is_over_within_a_minute(database: Database) -> None:
    wake(database, Engine())
    at = NOW
    for _ in range(200):
        pause = fail(database, at, outage=True)
        assert pause is not None
        assert pause <= OUTAGE_WAIT
        at += pause
    assert row(database).parked_at is None


def test_a_fault_of_its_own_after_an_outage_has_all_its_tries(database: Database) -> None:
    wake(database, Engine())
    at = NOW
    for _ in range(20):
        at += fail(database, at, outage=True) or timedelta(0)
    for _ in range(PARK_AFTER - 2):
        pause = fail(database, at)
        assert pause is not None
        at += pause
    assert row(database).parked_at is None


def test_what_is_wanted_while_it_is_parked_is_found_when_the_engine_lost_it(
    database: Database,
) -> None:
    wake(database, Engine())
    at = NOW
    while (pause := fail(database, at)) is not None:
        at += pause
    wake(database, Engine(), at)
    assert forgotten(database, at + timedelta(minutes=6)) == [CARD]


def test_a_wait_that_trello_asks_for_does_not_count(database: Database) -> None:
    wake(database, Engine())
    assert fail(database, NOW, wait=7.5) == timedelta(seconds=7.5)
    assert row(database).failures == 0


def test_a_new_delivery_gives_a_parked_card_another_chance(database: Database) -> None:
    wake(database, Engine())
    at = NOW
    while (pause := fail(database, at)) is not None:
        at += pause
    engine = Engine()
    wake(database, engine, at)
    assert engine.delays == [None]
    run = begin(database, at)
    assert run is not None
    with database.transaction() as session:
        wakes.settle(session, run, at)
    assert (row(database).parked_at, row(database).failures, row(database).error) == (None, 0, "")


def test_what_the_engine_lost_is_found_after_five_minutes(database: Database) -> None:
    wake(database, Engine())
    assert forgotten(database, NOW + timedelta(minutes=4)) == []
    assert forgotten(database, NOW + timedelta(minutes=6)) == [CARD]


def test_however_often_it_is_wanted_a_lost_card_is_found(database: Database) -> None:
    for minute in range(7):
        wake(database, Engine(), NOW + timedelta(minutes=minute))
    assert forgotten(database, NOW + timedelta(minutes=6)) == [CARD]


def test_a_timer_that_the_engine_lost_is_found(database: Database) -> None:
    wake(database, Engine())
    run = begin(database)
    assert run is not None
    with database.transaction() as session:
        wakes.settle(session, run, NOW)
        wakes.again_at(session, Engine(), "timer", run, NOW + timedelta(minutes=3), NOW)
    assert forgotten(database, NOW + timedelta(minutes=7)) == []
    assert forgotten(database, NOW + timedelta(minutes=9)) == [CARD]


@pytest.mark.parametrize("fault", ["401", "429", "500", "503", "garbage", "reset"])
def test_whatever_trello_answers_the_delivery_waits_and_is_served_in_the_end(
    tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.trello.client.PATIENCE", 0.05)
    monkeypatch.setattr("sync.trello.client.BACK_OFF", 0.001)
    monkeypatch.setattr("sync.trello.client.SHORT_WAIT", 0.0)
    with school(tmp_path) as made:
        made.sandbox.faults.next(fault, "GET", "/cards/", count=12)
        card = made.card("zoe", TITLE, "due")
        made.work()
        assert open_deliveries(made) > 0
        made.sandbox.faults.clear()
        made.pass_time(minutes=15)
        assert made.list_of(card) == INCOMPLETE
        assert len(made.comments(card)) == 1
        assert open_deliveries(made) == 0


def open_deliveries(made: School) -> int:
    with made.parts.database.transaction() as session:
        return session.query(DeliveryRow).filter(DeliveryRow.settled_at.is_(None)).count()
