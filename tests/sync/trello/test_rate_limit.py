"""The budget of calls: one for all processes, bulk work in its share, cards first."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from sync.trello import rate_limit as budget_module
from sync.trello import rate_limit_stores
from sync.trello.errors import RateLimited
from sync.trello.rate_limit import SharedBudget, Usage, make_budget
from sync.trello.rate_limit_stores import PostgresStore, Rates, SQLiteStore, Store

TEN_A_MINUTE = Rates(10, 60_000, 0.6)
Opener = Callable[[Rates], Store]
MakeBudget = Callable[..., SharedBudget]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens the same store each time, as another process would."""
    if request.param == "sqlite":
        return partial(SQLiteStore, tmp_path / "budget.db", "token")
    url = sa.make_url(request.getfixturevalue("postgres_url"))
    return partial(PostgresStore, url.set(drivername="postgresql+psycopg"), "token")


@pytest.fixture
def budget_on() -> Iterator[MakeBudget]:
    """Makes a budget on a store, as each process does; closes them all."""
    made: list[SharedBudget] = []

    def make(
        open_store: Opener, rates: Rates = TEN_A_MINUTE, max_wait: float = 0.3
    ) -> SharedBudget:
        made.append(SharedBudget(open_store, rates, max_wait=max_wait))
        return made[-1]

    yield make
    for budget in made:
        budget.close()


def granted(budget: SharedBudget, *, interactive: bool = True) -> int:
    """How many calls are granted before one is refused."""
    for count in range(1000):
        try:
            budget.acquire(interactive=interactive)
        except RateLimited:
            return count
    raise AssertionError("no limit at all")


def limits(
    most: int, remaining: int, interval: int = 60_000, whose: str = "token"
) -> dict[str, str]:
    prefix = f"x-rate-limit-api-{whose}-"
    values = {"max": most, "remaining": remaining, "interval-ms": interval}
    return {prefix + name: str(value) for name, value in values.items()}


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


def test_a_store_that_fails_is_replaced_by_half_a_budget_of_one_s_own(
    budget_on: MakeBudget,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(_rates: Rates) -> Store:
        raise OSError("password=secret")

    caplog.set_level(logging.INFO)
    assert budget_on(refuse).usage() is None
    caplog.clear()
    assert granted(budget_on(refuse)) == 5
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "secret" not in caplog.text


def test_a_store_that_comes_back_is_used_again(
    budget_on: MakeBudget,
    open_store: Opener,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(budget_module, "STORE_RETRY", 0.0)
    broken = [True]

    def sometimes(rates: Rates) -> Store:
        if broken[0]:
            raise OSError
        return open_store(rates)

    budget = budget_on(sometimes)
    budget.acquire()
    broken[0] = False
    assert granted(budget) == 10
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


@pytest.mark.postgres
def test_a_database_that_restarts_is_not_even_noticed(
    budget_on: MakeBudget, postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    url = sa.make_url(postgres_url).set(drivername="postgresql+psycopg")
    budget = budget_on(partial(PostgresStore, url, "token"))
    budget.acquire()
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    engine.dispose()
    assert granted(budget) == 9
    assert caplog.records == []


def test_a_server_that_allows_less_is_asked_less(budget_on: MakeBudget, open_store: Opener) -> None:
    budget = budget_on(open_store)
    budget.observe(limits(most=5, remaining=5))
    assert granted(budget) == 4


def test_a_server_that_allows_more_is_not_asked_more(
    budget_on: MakeBudget, open_store: Opener
) -> None:
    budget = budget_on(open_store)
    budget.observe(limits(most=1000, remaining=1000))
    assert granted(budget) == 10


@pytest.mark.parametrize("whose", ["token", "key"])
def test_no_calls_left_at_trello_pauses_until_the_window_ends(
    budget_on: MakeBudget, open_store: Opener, whose: str
) -> None:
    budget = budget_on(open_store)
    budget.observe(limits(most=100, remaining=50))
    budget.observe(limits(most=100, remaining=0, whose=whose))
    with pytest.raises(RateLimited) as refusal:
        budget.acquire()
    assert 50 < refusal.value.retry_after <= 60


@pytest.mark.parametrize(
    "headers",
    [{}, limits(0, 0), limits(100, 0, interval=0), {"x-rate-limit-api-token-max": "many"}],
)
def test_odd_headers_change_nothing(
    budget_on: MakeBudget, open_store: Opener, headers: dict[str, str]
) -> None:
    budget = budget_on(open_store)
    budget.observe(headers)
    assert granted(budget) == 10


def test_the_database_setting_chooses_the_place(tmp_path: Path) -> None:
    budget = make_budget(f"sqlite:///{tmp_path}/greffier.db", tmp_path, "hash")
    budget.acquire()
    budget.close()
    assert [each.name for each in tmp_path.glob("*.db")] == ["budget.db"]


@pytest.mark.postgres
def test_postgresql_is_used_where_it_is_the_database(postgres_url: str, tmp_path: Path) -> None:
    budget = make_budget(postgres_url, tmp_path, "hash")
    budget.acquire()
    budget.close()
    engine = sa.create_engine(postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    tables = sa.inspect(engine).get_table_names()
    engine.dispose()
    assert len([each for each in tables if each.startswith("ratelimit_")]) == 3
    assert list(tmp_path.iterdir()) == []


WORKER = """
import sys, time
from functools import partial
from pathlib import Path
import sqlalchemy as sa
from sync.trello.rate_limit import SharedBudget
from sync.trello.rate_limit_stores import PostgresStore, Rates, SQLiteStore
from sync.trello.errors import RateLimited
place, calls, start = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
opener = (partial(PostgresStore, sa.make_url(place), "token") if place.startswith("postgres")
          else partial(SQLiteStore, Path(place), "token"))
budget, count = SharedBudget(opener, Rates(calls, 60_000, 0.6), max_wait=30), 0
while time.time() < start:
    pass
try:
    while True:
        budget.acquire()
        count += 1
except RateLimited:
    print(count)
"""


@pytest.mark.parametrize(
    ("kind", "calls"),
    [("sqlite", 1500), pytest.param("postgres", 400, marks=pytest.mark.postgres)],
)
def test_processes_that_call_at_once_are_counted_exactly(
    kind: str, calls: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    place = str(tmp_path / "budget.db")
    if kind == "postgres":
        url = request.getfixturevalue("postgres_url")
        place = url.replace("postgresql://", "postgresql+psycopg://")
    command = [sys.executable, "-c", WORKER, place, str(calls), str(time.time() + 1.5)]
    workers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    answers = [worker.communicate() for worker in workers]
    assert [said for _, said in answers] == [""] * 3  # nobody counted alone
    assert sum(int(count) for count, _ in answers) == calls
