"""How long cards stay in lists, as the mirror sees them move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.mirror import write
from sync.mirror.forms import Form, card_form
from sync.storage.database import Database, database_url
from sync.storage.tables import StayRow
from tests.migrated import fresh

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BOARD, INTAKE, DONE = "b" * 24, "1" * 24, "2" * 24
HOUR = timedelta(hours=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(database_url(None, tmp_path))
    fresh(made)
    yield made
    made.close()


def form(made: datetime, where: str = INTAKE, **more: Any) -> Form:
    card_id = f"{int(made.timestamp()):08x}" + "0" * 16
    return card_form({"id": card_id, "idBoard": BOARD, "idList": where, "name": "x", **more})


def save(database: Database, card: Form, at: datetime, *changed: str) -> None:
    with database.transaction() as session:
        known = None if "missing" in changed else card
        write.save_forms(session, [(known, card, list(changed))], at)


def stays(database: Database) -> list[tuple[str, datetime, datetime | None]]:
    with database.transaction() as session:
        rows = session.query(StayRow).order_by(StayRow.id)
        return [(row.list_id, row.entered_at, row.left_at) for row in rows]


def test_a_new_card_came_in_when_it_was_made_and_leaves_when_it_is_seen_elsewhere(
    database: Database,
) -> None:
    made = NOW - timedelta(minutes=5)
    save(database, form(made), NOW, "missing")
    save(database, form(made, DONE), NOW + HOUR, "list_id", "pos")
    assert stays(database) == [(INTAKE, made, NOW + HOUR), (DONE, NOW + HOUR, None)]


def test_a_card_that_was_there_before_the_clerk_counts_from_its_next_list(
    database: Database,
) -> None:
    made = NOW - timedelta(days=90)
    save(database, form(made), NOW, "missing")
    assert stays(database) == []
    save(database, form(made, DONE), NOW + HOUR, "list_id")
    assert stays(database) == [(DONE, NOW + HOUR, None)]


def test_a_change_of_something_else_ends_nothing(database: Database) -> None:
    save(database, form(NOW), NOW, "missing")
    save(database, form(NOW, name="y"), NOW + HOUR, "name")
    assert stays(database) == [(INTAKE, NOW, None)]


def test_an_archived_card_is_in_no_list_until_it_comes_back(database: Database) -> None:
    save(database, form(NOW), NOW, "missing")
    save(database, form(NOW, closed=True), NOW + HOUR, "closed")
    save(database, form(NOW), NOW + 3 * HOUR, "closed")
    assert stays(database) == [(INTAKE, NOW, NOW + HOUR), (INTAKE, NOW + 3 * HOUR, None)]


def test_a_deleted_card_has_left(database: Database) -> None:
    card = form(NOW)
    save(database, card, NOW, "missing")
    with database.transaction() as session:
        write.card_gone(session, card["id"], NOW + HOUR)
    assert stays(database) == [(INTAKE, NOW, NOW + HOUR)]
