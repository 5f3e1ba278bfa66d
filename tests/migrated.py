"""Fresh tables at once: the migrations run once a process, and each SQLite file is a copy."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from sync.migrations.migrate import migrate
from sync.storage.database import Database, database_url


def fresh(database: Database) -> None:
    """Make or bring forward the tables, as `migrate` does."""
    file = Path(database.engine.url.database or "")
    if database.is_sqlite and not file.exists():
        shutil.copyfile(_pattern(), file)
    else:
        migrate(database)


@cache
def _pattern() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="greffier-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = Database(database_url(None, folder))
    migrate(database)
    with database.engine.connect() as connection:
        connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    database.close()
    return Path(str(database.engine.url.database))
