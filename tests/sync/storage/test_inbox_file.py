"""The inbox's own connection is not closed amid a write: SQLite would end the whole process."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sync.storage.database import Database, database_url
from sync.storage.inbox_file import InboxFile
from tests.migrated import fresh


def test_whoever_closes_it_waits_for_the_write_in_hand(tmp_path: Path) -> None:
    database = Database(database_url(None, tmp_path))
    fresh(database)
    closing = threading.Thread(target=database.inbox.dispose)
    waited = list[bool]()

    def values(_: object) -> list[tuple[str, str]]:
        closing.start()
        closing.join(0.3)
        waited.append(closing.is_alive())
        return [("2026-03-02 09:00:00.000000", "[]")]

    plan: Any = SimpleNamespace(
        text="INSERT INTO inbox (received_at, body) VALUES (?, ?)", values=values
    )
    InboxFile(database, plan).write([{}])
    closing.join(20)
    assert waited == [True]
    with database.inbox.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM inbox").scalar_one() == 1
    database.close()
