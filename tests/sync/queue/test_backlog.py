"""Live work first: a backlog waits in our tables, and people's cards never wait behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sync.queue import wakes
from sync.queue.backlog import FEW, HANDED_FOR, backlog, hand_over, wake_behind
from sync.queue.jobs import CONCURRENCY
from sync.queue.wakes import Run, Want, wake
from sync.storage.database import Database
from sync.storage.tables import WakeRow
from sync.trello.client import Access, TrelloClient
from sync.trello.rate_limit import Unlimited, unhurried

BOARD, START = "b" * 24, datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class School:
    """A database, a clock, and an engine that keeps the targets it was given."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self.given = database, START, list[str]()

    def enqueue(
        self, session: Any, job_id: str, scope: str, target: str, delay: float | None = None
    ) -> None:
        self.given.append(target)

    def many(self, count: int, at: datetime = START) -> list[str]:
        cards = [f"card-{number:05d}" for number in range(count)]
        with self.database.transaction() as session:
            wake_behind(session, self.enqueue, cards, BOARD, at)
        return cards

    def live(self, card: str) -> None:
        with self.database.transaction() as session:
            wake(session, self.enqueue, Want(f"live {card}", "card", card, BOARD, self.now))

    def hand_over(self) -> int:
        with self.database.transaction() as session:
            return hand_over(session, self.enqueue, self.now)

    def begin(self, card: str) -> Run:
        with self.database.transaction() as session:
            run = wakes.begin(session, card, self.now)
        assert run is not None
        return run

    def settle(self, run: Run) -> None:
        with self.database.transaction() as session:
            wakes.settle(session, run, self.now)

    def row(self, card: str) -> WakeRow:
        with self.database.transaction() as session:
            return session.get_one(WakeRow, card)


@pytest.fixture
def made(either_database: Database) -> School:
    return School(either_database)


def test_with_5000_cards_waiting_a_mentors_card_is_given_to_the_engine_at_once(
    made: School,
) -> None:
    made.many(5000)
    assert made.given == []
    made.hand_over()
    made.live("hers")
    assert made.given[-1] == "hers"
    assert len(made.given) == FEW + 1 < CONCURRENCY


def test_a_few_are_handed_over_and_the_next_when_one_is_through(made: School) -> None:
    cards = made.many(10)
    assert (made.hand_over(), made.hand_over()) == (FEW, 0)
    assert made.given == cards[:FEW]
    run = made.begin(cards[0])
    assert run.backlog
    made.settle(run)
    assert made.hand_over() == 1
    assert made.given[-1] == cards[FEW]


def test_all_of_it_is_served_once(made: School) -> None:
    cards, served = made.many(20), 0
    while made.hand_over():
        while served < len(made.given):
            made.settle(made.begin(made.given[served]))
            served += 1
    assert made.given == cards
    with made.database.transaction() as session:
        assert backlog(session, made.now).count == 0


def test_a_card_of_the_backlog_that_a_person_touches_goes_first(made: School) -> None:
    cards = made.many(10)
    made.live(cards[9])
    assert made.given == [cards[9]]
    assert not made.begin(cards[9]).backlog


def test_one_that_waits_for_a_person_does_not_fall_behind(made: School) -> None:
    made.live("card-00000")
    made.many(1)
    assert not made.row("card-00000").backlog
    run = made.begin("card-00000")
    assert (run.wanted, run.backlog) == (2, False)


def test_what_is_wanted_again_during_a_run_is_not_forgotten(made: School) -> None:
    """Whichever kind of run it is, and whichever kind of want comes."""
    made.live("card-00000")
    run = made.begin("card-00000")
    made.many(1)
    made.settle(run)
    assert made.given == ["card-00000"] * 2
    run = made.begin("card-00000")
    made.settle(run)
    made.many(1)
    made.hand_over()
    run = made.begin("card-00000")
    made.many(1)
    made.settle(run)
    assert made.hand_over() == 1
    assert made.row("card-00000").wanted == 4


def test_one_that_the_engine_lost_is_handed_over_again(made: School) -> None:
    made.many(1)
    made.hand_over()
    made.now += HANDED_FOR + timedelta(seconds=1)
    assert made.hand_over() == 1
    with made.database.transaction() as session:
        assert wakes.forgotten(session, made.now) == []


def test_one_that_fails_waits_for_its_next_try_and_holds_no_place(made: School) -> None:
    cards = made.many(FEW + 1)
    made.hand_over()
    with made.database.transaction() as session:
        run = wakes.begin(session, cards[0], made.now)
        assert run is not None
        wakes.failed(session, made.enqueue, "retry", run, "503", made.now, outage=False)
    assert made.hand_over() == 1
    assert made.given == [*cards[:FEW], cards[0], cards[FEW]]


def test_when_it_will_be_through_is_told_by_its_pace(made: School) -> None:
    made.many(100)
    with made.database.transaction() as session:
        assert backlog(session, made.now).through_at is None
    for number in range(30):
        made.hand_over()
        made.now += timedelta(seconds=1)
        made.settle(made.begin(made.given[number]))
    with made.database.transaction() as session:
        found = backlog(session, made.now)
    assert found.count == 70
    assert found.through_at is not None
    assert 60 <= (found.through_at - made.now).total_seconds() <= 90


class Asked(Unlimited):
    """Notes on whose behalf calls are made."""

    def __init__(self) -> None:
        self.hurried = list[bool]()

    def acquire(self, weight: int = 1, *, interactive: bool = True) -> None:
        self.hurried.append(interactive)


def test_its_calls_take_the_share_of_bulk_work(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = Asked()
    client = TrelloClient(Access("http://127.0.0.1:9/1", "key", "token", "us"), budget)
    monkeypatch.setattr(TrelloClient, "_once", lambda self, call: replace(call, path="done"))
    call = client._call("/members/me", "GET", None, None, None)
    for each in (False, True):
        monkeypatch.setattr("sync.trello.client._pause_before_retry", lambda *_: None)
        if each:
            with unhurried():
                client._patiently(call)
        else:
            client._patiently(call)
    assert budget.hurried == [True, False]
