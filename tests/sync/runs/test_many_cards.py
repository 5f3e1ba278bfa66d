"""A look at a board asks the database as often for many new cards as for a few."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from harness import INTAKE, School, school

from sync.storage.database import Database
from sync.storage.tables import CaseRow, VerdictRow


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    found = list[str]()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", note)
    yield found
    sa.event.remove(database.engine, "before_cursor_execute", note)


def new_cards(made: School, count: int) -> None:
    for number in range(count):
        made.by("zoe").create_card(made.list_id(INTAKE), f"Léa Dupont{number} - DA Python")


def asked(made: School) -> int:
    with statements(made.parts.database) as found:
        made.parts.snapshots.take(made.parts.boards[0])
    return len(found)


def test_new_cards_are_judged_without_asking_for_each(tmp_path: Path) -> None:
    with school(tmp_path, mode="observe") as made:
        made.sandbox.state.webhooks.clear()
        new_cards(made, 5)
        few = asked(made)
        new_cards(made, 60)
        assert asked(made) <= few + 20
        with made.parts.database.transaction() as session:
            for table in (CaseRow, VerdictRow):
                assert session.scalar(sa.select(sa.func.count()).select_from(table)) == 65
