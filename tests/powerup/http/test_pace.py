"""How often a secret address may be asked."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from powerup.http import pace as paces
from powerup.http.pace import KNOWN, MINUTE, OwnPace, SharedPace, pace
from sync.storage.database import Database, database_url
from sync.storage.tables import PaceRow
from tests.migrated import fresh


def test_one_address_has_so_many_a_minute_and_another_its_own() -> None:
    at = [0]
    own = OwnPace(3, lambda: at[0])
    assert [own.allows("a") for _ in range(5)] == [True, True, True, False, False]
    assert own.allows("b")
    at[0] = MINUTE + 1
    assert own.allows("a")


def test_however_many_addresses_are_tried_so_many_are_counted() -> None:
    own = OwnPace(1, lambda: 0)
    for number in range(KNOWN + 10):
        own.allows(str(number))
    assert len(own._buckets) == KNOWN


@pytest.fixture
def two(either_url: str | None, tmp_path: Path) -> Iterator[list[Database]]:
    """One database as two web processes have it."""
    opened = [Database(database_url(either_url, tmp_path)) for _ in range(2)]
    fresh(opened[0])
    yield opened
    for each in opened:
        each.close()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    told = [datetime(2026, 3, 2, 9, 0, tzinfo=UTC)]
    monkeypatch.setattr(paces, "now", lambda: told[0])
    return told


def test_all_web_processes_count_together(two: list[Database], at: list[datetime]) -> None:
    shared = [SharedPace(each, "student", 3) for each in two]
    assert [shared[number % 2].allows("a") for number in range(5)] == [True] * 3 + [False] * 2
    assert shared[1].allows("b")
    assert SharedPace(two[0], "session", 3).allows("a")
    at[0] += timedelta(minutes=1)
    assert shared[0].allows("a")


def test_many_who_ask_at_once_are_counted_each_once(
    two: list[Database], at: list[datetime]
) -> None:
    def ask(number: int) -> bool:
        return SharedPace(two[number % 2], "student", 25).allows(f"{number % 2}")

    for _ in range(2):
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(ask, range(60)))
        assert found.count(True) == 50
        at[0] += timedelta(minutes=1)


def test_nothing_is_kept_but_hashes_of_this_minute(two: list[Database], at: list[datetime]) -> None:
    shared = SharedPace(two[0], "student", 3)
    for each in ("one-secret", "another"):
        shared.allows(each)
    at[0] += timedelta(minutes=1)
    shared.allows("one-secret")
    with two[0].transaction() as session:
        [row] = session.scalars(sa.select(PaceRow))
    assert "secret" not in row.key and len(row.key) == 64


def test_one_process_counts_for_itself_and_many_together(two: list[Database]) -> None:
    kind = OwnPace if two[0].is_sqlite else SharedPace
    assert isinstance(pace(two[0], "student", 3), kind)
