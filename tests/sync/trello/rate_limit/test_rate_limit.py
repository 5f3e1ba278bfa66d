"""The budget of calls: one for all processes, bulk work in its share, cards first."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import pytest
from small_budget import MakeBudget, Opener, granted

from sync.trello import rate_limit_stores
from sync.trello.errors import RateLimited
from sync.trello.rate_limit import Usage
from sync.trello.rate_limit_stores import SQLiteStore
from sync.trello.rates import Rates


def test_the_budget_ends_and_says_when_it_is_worth_coming_back(
    budget_on: MakeBudget, open_store: Opener
) -> None:
    budget = budget_on(open_store)
    assert granted(budget) == 10
    with pytest.raises(RateLimited) as refusal:
        budget.acquire()
    assert 50 < refusal.value.retry_after <= 61
    assert refusal.value.kind == "budget"


def test_two_processes_share_one_budget(budget_on: MakeBudget, open_store: Opener) -> None:
    first, second = budget_on(open_store), budget_on(open_store)
    for _ in range(4):
        first.acquire()
    assert granted(second) == 6
    assert granted(first) == 0


def test_bulk_work_leaves_forty_percent_to_people(
    budget_on: MakeBudget, open_store: Opener
) -> None:
    budget = budget_on(open_store)
    assert granted(budget, interactive=False) == 6
    assert granted(budget) == 4


def test_a_refusal_pauses_every_process(budget_on: MakeBudget, open_store: Opener) -> None:
    budget_on(open_store).refused(30)
    with pytest.raises(RateLimited) as refusal:
        budget_on(open_store).acquire()
    assert 25 < refusal.value.retry_after <= 30


def test_a_shorter_pause_does_not_end_a_longer_one(
    budget_on: MakeBudget, open_store: Opener
) -> None:
    budget = budget_on(open_store)
    budget.refused(30)
    budget.refused(1)
    with pytest.raises(RateLimited) as refusal:
        budget_on(open_store).acquire()
    assert refusal.value.retry_after > 20


def test_what_is_used_is_told_to_every_process(budget_on: MakeBudget, open_store: Opener) -> None:
    budget, other = budget_on(open_store), budget_on(open_store)
    for count in (0, 1, 2, 7, 10):
        while (usage := other.usage()) is not None and usage.used < count:
            budget.acquire()
        assert usage == Usage(count, 10, 60.0, 0.0)
    budget.refused(30)
    usage = other.usage()
    assert usage is not None
    assert 25 < usage.paused <= 30


def test_calls_out_of_the_window_are_not_told_as_used(
    budget_on: MakeBudget, open_store: Opener
) -> None:
    budget = budget_on(open_store, Rates(10, 200, 0.6))
    for _ in range(3):
        budget.acquire()
    time.sleep(0.25)
    usage = budget.usage()
    assert usage is not None
    assert usage.used == 0


def test_a_call_waits_for_its_turn(budget_on: MakeBudget, open_store: Opener) -> None:
    budget = budget_on(open_store, Rates(1, 200, 1.0), max_wait=5)
    started = time.monotonic()  # before the first call: it may itself be slow on a busy machine
    budget.acquire()
    budget.acquire()
    assert time.monotonic() - started > 0.15


def test_two_tokens_have_two_budgets(budget_on: MakeBudget, tmp_path: Path) -> None:
    first, second = (
        budget_on(partial(SQLiteStore, tmp_path / "budget.db", name)) for name in ("one", "two")
    )
    assert granted(first) == 10
    assert granted(second) == 10


def test_a_clock_set_back_does_not_block_for_an_hour(
    budget_on: MakeBudget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = partial(SQLiteStore, tmp_path / "budget.db", "token")
    with monkeypatch.context() as patch:
        patch.setattr(
            rate_limit_stores, "_wall_clock", lambda: time.time_ns() // 1_000_000 + 3_600_000
        )
        ahead = budget_on(opener)
        assert granted(ahead) == 10
        ahead.refused(30)
    assert granted(budget_on(opener)) == 10
    later = budget_on(opener)
    later.refused(30)  # and the pause written by the wrong clock gives way to a new one
    with pytest.raises(RateLimited):
        budget_on(opener).acquire()
