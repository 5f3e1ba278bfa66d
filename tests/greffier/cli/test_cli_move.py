"""`greffier move`: to PostgreSQL and back, compared row by row, refused where it could lose anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cli_desk import Desk, desk, plain
from databases import postgres_database

from sync.queue.liveness import liveness_for
from sync.storage import move
from sync.storage.database import Base, Database, database_url
from sync.storage.move import NOTES
from sync.storage.tables import ReceiptRow


@pytest.fixture
def acting(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        made.moved_away()
        yield made


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[str]:
    with postgres_database(postgres_server) as url:
        yield url


def counts(url: str, folder: Path) -> dict[str, int]:
    database = Database(database_url(url, folder))
    with database.engine.connect() as connection:
        found = {
            each.name: connection.scalar(sa.select(sa.func.count()).select_from(each)) or 0
            for each in Base.metadata.sorted_tables
        }
    database.close()
    return found


def rows(url: str, folder: Path) -> dict[str, list[str]]:
    """Every row as the program reads it, through the types of its columns."""
    database = Database(database_url(url, folder))
    with database.engine.connect() as connection:
        found = {
            each.name: sorted(repr(tuple(row)) for row in connection.execute(sa.select(each)))
            for each in Base.metadata.sorted_tables
            if each.name not in NOTES
        }
    database.close()
    return found


def test_everything_goes_to_postgresql_and_back(
    acting: Desk, postgres: str, tmp_path: Path
) -> None:
    here = acting.school.parts.settings.database or ""
    before = counts(here, acting.school.parts.settings.data)
    assert before["receipts"] and before["cards"]
    told = acting.type("move", "--to", postgres)
    assert told.exit_code == 0, told.output
    assert "aucune différence" in plain(told.stdout)
    assert counts(postgres, tmp_path) == before
    read = rows(here, acting.school.parts.settings.data)
    assert rows(postgres, tmp_path) == read
    again = acting.type("move", "--to", postgres)
    assert again.exit_code == 0
    assert "Tout y est déjà" in plain(again.stdout)
    back = f"sqlite:///{tmp_path / 'back' / 'greffier.db'}"
    assert acting.type("move", "--to", back, DATABASE_URL=postgres).exit_code == 0
    assert counts(back, tmp_path) == before
    assert rows(back, tmp_path) == read


@pytest.mark.parametrize("harm", ["lost", "changed"])
def test_a_row_that_came_over_otherwise_is_noticed_and_nothing_is_kept(
    acting: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    put = move._put_in_sqlite

    def wrong(write: sa.Connection, table: sa.Table, given: list[tuple[Any, ...]]) -> None:
        if table.name == "cards":
            given = (
                given[1:] if harm == "lost" else [(given[0][0][::-1], *given[0][1:]), *given[1:]]
            )
        if given:
            put(write, table, given)

    monkeypatch.setattr(move, "_put_in_sqlite", wrong)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    refused = acting.type("move", "--to", other)
    assert refused.exit_code == 1
    assert "(cards)" in plain(refused.stderr)
    assert not counts(other, tmp_path)["cards"]


def test_new_ids_go_on_after_the_old_ones(acting: Desk, postgres: str, tmp_path: Path) -> None:
    assert acting.type("move", "--to", postgres).exit_code == 0
    database = Database(database_url(postgres, tmp_path))
    with database.transaction() as session:
        last = session.scalar(sa.select(sa.func.max(ReceiptRow.id))) or 0
        old = session.get_one(ReceiptRow, last)
        values = {
            x.name: getattr(old, x.name) for x in ReceiptRow.__table__.columns if x.name != "id"
        }
        session.add(ReceiptRow(**values))
        session.flush()
        assert session.scalar(sa.select(sa.func.max(ReceiptRow.id))) == last + 1
    database.close()


def test_a_target_that_holds_something_else_is_left_alone(acting: Desk, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert acting.type("move", "--to", other).exit_code == 0
    acting.school.by("zoe").comment(acting.school.card("zoe", "Paul Roux", "due"), "bonjour")
    acting.school.work()
    refused = acting.type("move", "--to", other)
    assert refused.exit_code == 2
    assert "rien n’est écrit" in plain(refused.stderr)
    assert acting.type("move", "--to", other, "--replace").exit_code == 0
    here = acting.school.parts.settings
    assert counts(other, tmp_path) == counts(here.database or "", here.data)


def test_it_waits_for_no_worker_it_refuses(acting: Desk, tmp_path: Path) -> None:
    lives = liveness_for(acting.school.parts.database)
    lives.hold()
    try:
        refused = acting.type("move", "--to", f"sqlite:///{tmp_path / 'other.db'}")
    finally:
        lives.release()
    assert refused.exit_code == 1
    assert "arrêtez Greffier" in plain(refused.stderr)


@pytest.mark.parametrize("to", ["", "other.db", "mysql://u:motdepasse@db/x", "sqlite://"])
def test_a_wrong_address_is_told_without_its_password(acting: Desk, to: str) -> None:
    refused = acting.type("move", "--to", to)
    assert refused.exit_code == 2
    assert "donnez l’adresse d’une base" in plain(refused.stderr)
    assert "motdepasse" not in refused.output


def test_the_database_itself_is_no_target(acting: Desk) -> None:
    settings = acting.school.parts.settings
    url = database_url(settings.database, settings.data)
    assert acting.type("move", "--to", url).exit_code == 2
