"""A PostgreSQL that can be stopped and started again under one address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from databases import own_server


class OwnServer:
    """A server of one test's own."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.url: str = server.get_uri()

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


@pytest.fixture
def server() -> Iterator[OwnServer]:
    """A PostgreSQL that this test may stop."""
    with own_server() as made:
        yield OwnServer(made)
