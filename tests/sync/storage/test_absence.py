"""A database that does not answer is told once, not by everybody who finds out."""

from __future__ import annotations

import logging

import pytest
import sqlalchemy as sa

from greffier.logs import _is_told
from sync.storage import absence
from sync.storage.database import Database

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:9/nothing"


@pytest.fixture(autouse=True)
def none_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(absence, "_away", set())


def ask(database: Database) -> None:
    with pytest.raises(sa.exc.OperationalError), database.engine.connect():
        pass


def told(name: str) -> bool:
    return _is_told(logging.LogRecord(name, logging.ERROR, "", 1, "no", None, None))


def test_it_is_told_once_in_a_while_and_others_keep_quiet_meanwhile(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(NOWHERE)
    assert told("dbos")
    for _ in range(3):
        ask(database)
    (line,) = caplog.messages
    assert "does not answer" in line
    assert "127.0.0.1" in line
    assert (told("dbos"), told("greffier.database"), told("greffier")) == (False, False, True)
    monkeypatch.setattr(absence, "SAY_EVERY", 0.0)
    ask(database)
    assert len(caplog.messages) == 2
    database.absence.answered()
    assert "answers again" in caplog.messages[-1]
    assert told("dbos")


def test_an_error_in_a_statement_is_no_absence(tmp_path: object) -> None:
    database = Database(f"sqlite:///{tmp_path}/x.db")
    with pytest.raises(sa.exc.OperationalError), database.engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    assert not absence.is_any_away()
    database.close()


def test_postgresql_is_told_how_to_commit_only_where_there_is_a_commit(postgres_url: str) -> None:
    """It writes a warning into its own log otherwise, at each look of the engine's."""
    database = Database(postgres_url.replace("postgresql://", "postgresql+psycopg://", 1))
    said: list[object] = []
    with database.lagging.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.connection.driver_connection.add_notice_handler(said.append)  # type: ignore[union-attr]
        connection.execute(sa.text("SELECT 1"))
    with database.lagging.connect() as connection:
        assert connection.scalar(sa.text("SHOW synchronous_commit")) == "off"
    database.close()
    assert said == []
