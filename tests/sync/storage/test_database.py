"""Writing on SQLite while others write: who is waited for gets the turn, and says so where it never comes."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

import sync.storage.database
from sync.storage.database import Database

INSERT = sa.text("INSERT INTO things (name) VALUES (:name)")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'things.db'}")
    with made.transaction() as session:
        session.execute(sa.text("CREATE TABLE things (name TEXT PRIMARY KEY)"))
    yield made
    made.close()


@contextmanager
def somebody_writes(database: Database) -> Iterator[sqlite3.Connection]:
    other = sqlite3.connect(sa.make_url(database.url).database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        other.close()


def write(database: Database, name: str) -> None:
    with database.connection() as connection:
        connection.execute(INSERT, {"name": name})


def names(database: Database) -> list[str]:
    with database.transaction() as session:
        return list(session.scalars(sa.text("SELECT name FROM things ORDER BY name")))


def test_it_waits_for_the_one_who_writes(database: Database) -> None:
    with somebody_writes(database) as other:
        waiting = threading.Thread(target=write, args=(database, "second"))
        waiting.start()
        time.sleep(0.05)
        assert waiting.is_alive()
        other.execute("INSERT INTO things VALUES ('first')")
        other.execute("COMMIT")
        waiting.join(20)
    assert names(database) == ["first", "second"]


def test_whose_turn_never_comes_hears_of_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync.storage.database, "PATIENCE", 0.02)
    with somebody_writes(database), pytest.raises(sqlite3.OperationalError, match="locked"):
        write(database, "never")
    assert names(database) == []
    write(database, "later")
    assert names(database) == ["later"]


def test_what_fails_leaves_nothing_behind(database: Database) -> None:
    write(database, "once")
    with pytest.raises(sa.exc.IntegrityError), database.connection() as connection:
        connection.execute(INSERT, {"name": "with it"})
        connection.execute(INSERT, {"name": "once"})
    assert names(database) == ["once"]


def test_many_at_once_all_get_their_turn(database: Database) -> None:
    def several(person: int) -> None:
        for number in range(10):
            write(database, f"{person}-{number}")

    people = [threading.Thread(target=several, args=(each,)) for each in range(6)]
    for each in people:
        each.start()
    for number in range(10):
        with database.transaction() as session:
            session.execute(INSERT, {"name": f"session-{number}"})
    for each in people:
        each.join(30)
    assert len(names(database)) == 70
