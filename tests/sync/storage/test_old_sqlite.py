"""With Python 3.12 the engine of jobs asks SQLite what it only knows since 3.42: older ones answer too."""

from __future__ import annotations

import time
from pathlib import Path

import sqlalchemy as sa

from sync.storage.database import Database


def test_every_sqlite_tells_the_time_with_its_milliseconds(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/greffier.db")
    with database.transaction() as session:
        session.execute(
            sa.text("CREATE TABLE x (n INTEGER, at INTEGER DEFAULT (unixepoch('subsec') * 1000))")
        )
        session.execute(sa.text("INSERT INTO x (n) VALUES (1)"))
        at = session.execute(sa.text("SELECT at FROM x")).scalar_one()
    database.close()
    assert 0 <= time.time() * 1000 - at < 60_000
