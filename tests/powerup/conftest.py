"""A school for each test that wants one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk import Desk
from harness import school
from in_trello import InTrello
from playwright.sync_api import Page


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that a file's tests only look at."""
    now = datetime.now(UTC)
    with school(tmp_path_factory.mktemp("still"), empty=False, both=True, start=now) as opened:
        yield Desk.at(opened)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of the test's own, which it may change."""
    now = datetime.now(UTC)  # the dates of the seeded cards count from now
    with school(tmp_path, empty=False, both=True, start=now) as opened:
        yield Desk.at(opened)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Desk]:
    """A desk of boards without cards."""
    with school(tmp_path, both=True, start=datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) as opened:
        yield Desk.at(opened)


@pytest.fixture
def trello(desk: Desk, page: Page) -> Iterator[InTrello]:
    """The board of that desk in the browser."""
    yield InTrello(desk, page)
    page.close()  # before the servers: a page that asks on would complain
