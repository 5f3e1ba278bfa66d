"""The tables come forward on both databases, with what is in them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from databases import postgres_database
from nursery import ROOT

import mentoring.mail.tables
import mentoring.notices.tables
import mentoring.school.ask_tables
import mentoring.school.channel_tables
import mentoring.school.contact_tables
import mentoring.school.outcome_tables
import mentoring.school.tables
import mentoring.sessions.tables
import mentoring.statements.tables
import mentoring.students.tables  # noqa: F401 - they fill the metadata
from sync.migrations.migrate import config, is_current, migrate, ours
from sync.storage.database import Base, Database, UTCDateTime, database_url
from sync.storage.tables import FactRow

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        made = Database(database_url(None, tmp_path))
        yield made
        made.close()
        return
    with postgres_database(request.getfixturevalue("postgres_server")) as url:
        made = Database(database_url(url, tmp_path))
        yield made
        made.close()


def revisions() -> list[str]:
    """All revisions, oldest first."""
    scripts = ScriptDirectory.from_config(config())
    return [each.revision for each in scripts.walk_revisions()][::-1]


def upgrade(database: Database, revision: str) -> None:
    with database.engine.connect() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)


def differing(database: Database) -> list[Any]:
    """What differs between our tables as they are and as the models want them."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda _, name, kind, *__: kind != "table" or name in ours(),
            },
        )
        return list(compare_metadata(context, Base.metadata))


def test_from_nothing_they_are_what_the_models_say(database: Database) -> None:
    migrate(database)
    assert is_current(database)
    assert differing(database) == []


def test_running_it_again_changes_nothing(database: Database) -> None:
    migrate(database)
    fill(database)
    before = contents(database)
    migrate(database)
    assert contents(database) == before
    assert differing(database) == []


def test_a_database_of_before_is_not_current(database: Database) -> None:
    assert not is_current(database)


@pytest.mark.parametrize("revision", revisions())
def test_data_of_each_version_comes_along(database: Database, revision: str) -> None:
    upgrade(database, revision)
    fill(database)
    before = counted(database)
    migrate(database)
    with database.transaction() as session:  # it notes which version was here last
        session.delete(session.get_one(FactRow, "version"))
    after = counted(database)
    assert differing(database) == []
    assert {table: after.get(table) for table in before} == before
    with database.transaction() as session:  # and the models can read it
        for mapper in Base.registry.mappers:
            session.scalars(sa.select(mapper.class_)).all()


def test_two_processes_that_start_at_once_do_not_disturb_each_other(database: Database) -> None:
    script = (
        "import sys; from sync.storage.database import Database; "
        "from sync.migrations.migrate import migrate; migrate(Database(sys.argv[1]))"
    )
    url = database.engine.url.render_as_string(hide_password=False)
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script, url],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        ended = [each.communicate(timeout=50)[1] for each in both]
    finally:
        for each in both:
            each.kill()
    assert [each.returncode for each in both] == [0, 0], ended
    assert is_current(database)


class Died(Exception):
    """The end of a process in a test."""


def test_a_process_that_dies_between_any_two_statements_leaves_nothing_half_made(
    database: Database,
) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    with closing(Database(url)) as beside:
        before, last = looks(beside), DEATHS
        while dies_before(database, last, lambda: looks(beside) == before):
            assert looks(database) == before, f"half made before statement {last}"
            last += DEATHS
        assert looks(beside) != before
    assert last > 20
    migrate(database)
    assert is_current(database)
    assert differing(database) == []


DEATHS = 10
"""So many statements are between two deaths: before each of them another process looks what would be left."""


def dies_before(database: Database, last: int, untouched: Callable[[], bool]) -> bool:
    """Migrate, and die before the statement of this number; False where there are fewer. Before those that
    no earlier try came to, nothing is to be there yet for another process.
    """
    number = 0

    def count(*_: Any) -> None:
        nonlocal number
        number += 1
        if number > last - DEATHS:
            assert untouched(), f"half made before statement {number}"
        if number == last:
            raise Died

    sa.event.listen(database.engine, "before_cursor_execute", count)
    try:
        upgrade(database, "head")
    except Died:
        return True
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", count)
    return False


def looks(database: Database) -> tuple[Any, ...]:
    """Every table with its columns and indexes, and which version they are."""
    looked = sa.inspect(database.engine)
    tables = {
        name: ([x["name"] for x in looked.get_columns(name)], looked.get_indexes(name))
        for name in looked.get_table_names()
    }
    with database.engine.connect() as connection:
        return tables, MigrationContext.configure(connection).get_current_revision()


def reflected(database: Database) -> list[sa.Table]:
    """Our tables as they are now."""
    metadata = sa.MetaData()
    metadata.reflect(database.engine)
    names = ours() | {"alembic_version"}
    return [each for each in metadata.sorted_tables if each.name in names]


def fill(database: Database) -> None:
    """One row in each of our tables, whatever columns it has."""
    with database.engine.begin() as connection:
        for table in reflected(database):
            if table.name != "alembic_version":
                connection.execute(
                    sa.insert(table), {each.name: sample(each) for each in table.columns}
                )


def sample(column: sa.Column[Any]) -> Any:
    """A value that this column takes."""
    if isinstance(column.type, sa.DateTime | UTCDateTime):
        on_sqlite = not getattr(column.type, "timezone", False)
        return MOMENT.replace(tzinfo=None) if on_sqlite else MOMENT
    if isinstance(column.type, sa.Date):
        return MOMENT.date()
    if isinstance(column.type, sa.JSON):
        return {"nom": "Léa 🎓"}
    if isinstance(column.type, sa.Boolean):
        return True
    if isinstance(column.type, sa.Integer | sa.Float):
        return 1
    length = getattr(column.type, "length", None) or 24
    return "é" * min(length, 8)


def counted(database: Database) -> dict[str, int]:
    """How many rows each table of ours has."""
    names = {*sa.inspect(database.engine).get_table_names()} & (ours() | {"alembic_version"})
    each = [sa.select(sa.literal(x), sa.func.count()).select_from(sa.table(x)) for x in names]
    with database.engine.connect() as connection:
        return dict(connection.execute(sa.union_all(*each)).all())  # type: ignore[arg-type]


def contents(database: Database) -> dict[str, list[Any]]:
    """Every row of every table of ours."""
    with database.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(sa.select(table))]
            for table in reflected(database)
        }


def test_an_upgrade_wakes_nothing_that_sleeps_on_the_boards_that_were_watched(
    database: Database,
) -> None:
    before, acting = "0012", "acts_since"
    upgrade(database, before)
    with database.engine.begin() as connection:
        there = sa.Table("boards", sa.MetaData(), autoload_with=connection)
        filled = {
            x.name: False if x.name == "closed" else "" for x in there.columns if not x.nullable
        }
        for name, read in (("read", MOMENT), ("unread", None)):
            at = read.replace(tzinfo=None) if read and database.is_sqlite else read
            values = {**filled, "id": name, "snapshot_at": at}
            connection.execute(sa.insert(there).values(values))
    upgrade(database, "head")
    with database.engine.begin() as connection:
        found = connection.execute(sa.text(f"SELECT board_id, {acting} FROM board_states")).all()
    assert [board for board, since in found if since is not None] == ["read"]
