"""What tests of several folders need: a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import quick
from browsing import browser, complaints, page  # noqa: F401 - fixtures for all folders
from databases import never_wait_for_the_disk, own_server, postgres_database
from examples import settings
from nursery import Nursery
from split import mark_slow

if TYPE_CHECKING:
    from sync.storage.database import Database

ROOM = 4 << 30  # bytes


def _in_memory() -> None:
    """Files of tests lie in memory where there is room: each commit waits for the disk, and thousands of
    small databases would wait for minutes.
    """
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    if roomy and "TMPDIR" not in os.environ:
        os.environ["TMPDIR"] = str(memory)
        tempfile.tempdir = None


_in_memory()
settings.load_profile("few")


LONG = (
    *(
        "demo",
        "demo_story",
        "operators_year",
        "serve",
        "odd_bodies",
        "crash",
        "database_away",
        "takeover",
    ),
    *(
        "boards_come_and_go",
        "migrations",
        "drafts",
        "year",
        "chaos",
        "smtp",
        "jobs",
        "asks_in_any_order",
    ),
    *("accessible", "in_trello", "desk_accessible", "desk_figures", "desk_health", "after_storms"),
)
"""The files that take longest, first: whoever begins them last would be waited for."""


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is slow is marked so. Long files come first, those with a browser last: Playwright leaves an
    event loop running, and the engine of jobs refuses to be launched beside one. A tester is given whole
    files, in this order.
    """
    mark_slow(items)
    rank = {f"test_{name}.py": number for number, name in enumerate(LONG)}
    browse = {item.path for item in items if "browser" in getattr(item, "fixturenames", ())}

    def place(item: pytest.Item) -> tuple[bool, int, str]:
        return item.path in browse, rank.get(item.path.name, len(rank)), str(item.path)

    items.sort(key=place)


def pytest_collection_finish() -> None:
    quick.once_a_process()
    quick.pass_over_what_is_there()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL of our own, started at first use, removed at the end."""
    with own_server() as server:
        never_wait_for_the_disk(server.get_uri())
        yield server.get_uri()


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where processes of Greffier are started quickly."""
    made = Nursery()
    yield made
    made.close()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty database for one test: `postgresql://…`."""
    with postgres_database(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def either_url(request: pytest.FixtureRequest) -> str | None:
    """Where one test has its database: None for SQLite in its folder, else an empty one of PostgreSQL."""
    return request.getfixturevalue("postgres_url") if request.param == "postgresql" else None


@pytest.fixture
def either_database(either_url: str | None, tmp_path: Path) -> Iterator[Database]:
    """An empty database of either kind with all its tables."""
    from sync.storage.database import Database, database_url
    from tests.migrated import fresh  # pure tests load no database

    made = Database(database_url(either_url, tmp_path))
    fresh(made)
    yield made
    made.close()
