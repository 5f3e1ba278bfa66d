"""Whoever brings the tables forward has done all of it before another process begins."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import sync.migrations.migrate as migrating
from sync.migrations.made_by import note_version
from sync.storage.database import Database, database_url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    named = request.param == "postgresql"
    url = request.getfixturevalue("postgres_url") if named else None
    made = Database(database_url(url, tmp_path))
    yield made
    made.close()


def is_somebodys_turn(database: Database) -> bool:
    """Whether another process would have to wait now."""
    if database.is_sqlite:
        with Path(f"{database.engine.url.database}.migrating").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False
    with database.engine.connect() as connection:
        asked = sa.text("SELECT pg_try_advisory_lock(:key)")
        return not connection.scalar(asked, {"key": migrating.LOCK})


def test_the_version_is_noted_before_the_next_one_begins(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = list[bool]()

    def noted(session: Session, tables: str) -> None:
        waiting.append(is_somebodys_turn(database))
        note_version(session, tables)

    monkeypatch.setattr(migrating, "note_version", noted)
    migrating.migrate(database)
    assert waiting == [True]
