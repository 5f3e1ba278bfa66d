"""Bringing the tables forward: ours by Alembic, the engine's by the engine."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from sync.migrations.made_by import note_version, refuse_newer
from sync.queue import jobs
from sync.storage import board_tables, desk_tables, tables, trello_tables
from sync.storage.database import Base, Database

HERE = Path(__file__).parent
LOCK = 0x6772656666  # "greff": two processes that start at once migrate one after the other


def config() -> Config:
    """Return Alembic's configuration, made without a file."""
    settings = Config()
    settings.set_main_option("script_location", str(HERE))
    return settings


def migrate(database: Database) -> None:
    """Bring every table to the present version. Running it again changes nothing. Raises `NewerTables`."""
    jobs.quiet()
    check_not_newer(database)
    with _turn(database):
        with database.engine.connect() as connection:
            settings = config()
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
            jobs.migrate(database)
        with database.transaction() as session:
            note_version(session, ScriptDirectory.from_config(config()).get_current_head() or "")


def check_not_newer(database: Database) -> None:
    """Raise `NewerTables` where the tables are of a later version than this program."""
    script = ScriptDirectory.from_config(config())
    known = {each.revision for each in script.walk_revisions()}
    with database.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        refuse_newer(connection, found, known, script.get_current_head() or "")


@contextmanager
def _turn(database: Database) -> Iterator[None]:
    """Wait until nobody else migrates, and keep the others waiting meanwhile."""
    if database.is_sqlite:
        with Path(f"{database.engine.url.database}.migrating").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    with database.engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        # Asked again and again: who waits inside a statement keeps a transaction open, and building
        # an index beside a working database waits for all of these, so that neither would go on.
        while not connection.scalar(sa.text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK}):
            time.sleep(0.2)
        try:
            yield
        finally:
            connection.execute(sa.text("SELECT pg_advisory_unlock(:key)"), {"key": LOCK})


def is_current(database: Database) -> bool:
    """Return whether the tables are those of this version."""
    with database.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory.from_config(config()).get_current_head()


def is_empty(database: Database) -> bool:
    """Return whether nothing was ever made in it: an installation that has not begun to serve."""
    return not sa.inspect(database.engine).get_table_names()


def ours() -> set[str]:
    """Return the names of our tables; the engine keeps others beside them on SQLite."""
    assert (
        desk_tables and trello_tables and board_tables and tables
    )  # their import fills the metadata
    return set(Base.metadata.tables)
