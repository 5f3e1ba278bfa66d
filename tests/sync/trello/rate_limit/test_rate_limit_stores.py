"""Where the budget of calls is kept: stores that fail, servers that say otherwise, processes at once."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from small_budget import MakeBudget, Opener, granted

from sync.trello import rate_limit as budget_module
from sync.trello.errors import RateLimited
from sync.trello.rate_limit import make_budget
from sync.trello.rate_limit_stores import PostgresStore
from sync.trello.rates import Rates, Store


def limits(
    most: int, remaining: int, interval: int = 60_000, whose: str = "token"
) -> dict[str, str]:
    prefix = f"x-rate-limit-api-{whose}-"
    values = {"max": most, "remaining": remaining, "interval-ms": interval}
    return {prefix + name: str(value) for name, value in values.items()}


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
