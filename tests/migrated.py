"""Fresh tables at once: the migrations run once a process, and each database is a copy."""

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
    if _has_tables(database):
        migrate(database)
    elif database.is_sqlite:
        database.engine.dispose()  # no connection remembers that there was nothing
        shutil.copyfile(_pattern(), str(database.engine.url.database))
    else:
        _copy_on_postgresql(database)


def _has_tables(database: Database) -> bool:
    if database.is_sqlite and not _size(Path(database.engine.url.database or "")):
        return False
    with database.engine.connect() as connection:
        return bool(sa.inspect(connection).get_table_names())


def _size(file: Path) -> int:
    """In bytes; 0 for one that is not there."""
    return file.stat().st_size if file.exists() else 0


def _copy_on_postgresql(database: Database) -> None:
    """A copy of a database takes a tenth of what its migrations take."""
    url = database.engine.url
    database.engine.dispose()
    template, name = _template(url.set(database="postgres")), url.database
    _ask(
        url, f'DROP DATABASE "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE {template}'
    )


@cache
def _template(server: sa.URL) -> str:
    name = "greffier_tables"
    _ask(server, f"CREATE DATABASE {name}")
    database = Database(server.set(database=name).render_as_string(hide_password=False))
    migrate(database)
    database.close()
    return name


def _ask(server: sa.URL, *statements: str) -> None:
    engine = sa.create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for each in statements:
            connection.exec_driver_sql(each)
    engine.dispose()


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
