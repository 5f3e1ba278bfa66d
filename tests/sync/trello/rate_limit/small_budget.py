"""What `test_rate_limit.py` and `test_rate_limit_stores.py` share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from sync.trello.errors import RateLimited
from sync.trello.rate_limit import SharedBudget
from sync.trello.rate_limit_stores import PostgresStore, SQLiteStore
from sync.trello.rates import Rates, Store

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
