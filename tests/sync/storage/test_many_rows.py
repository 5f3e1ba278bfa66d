"""Many rows at once, on both databases: what is written so is what the session would have written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from sync.storage.database import Base, Database
from sync.storage.many_rows import Together, among, insert_into, insert_many
from sync.storage.tables import CaseRow, VerdictChangeRow, VerdictRow

NOW = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
IDS = ["a" * 24, "b'\"}" + "b" * 20, "é" * 24]


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def _verdict(card_id: str) -> dict[str, Any]:
    return {
        "card_id": card_id,
        "board_id": "c" * 24,
        "state": "incomplete",
        "student": None,
        "findings": [{"mention": "title", "values": {"q": "l’été"}}],
        "judged_at": NOW,
        "since": NOW,
    }


def _kept(database: Database, table: type[Base]) -> list[dict[str, Any]]:
    """All rows as they lie there, JSON as its text."""
    columns = [
        sa.cast(x, sa.Text).label(x.name) if isinstance(x.type, sa.JSON) else x
        for x in table.__table__.columns
        if x.name != "id"
    ]
    with database.transaction() as session:
        return [dict(each._mapping) for each in session.execute(sa.select(*columns))]


@pytest.mark.parametrize(
    "table, values",
    [
        (CaseRow, {"card_id": IDS[2], "board_id": "c" * 24, "touched_at": NOW}),
        (VerdictRow, _verdict(IDS[1])),
        (
            VerdictChangeRow,
            {
                "card_id": IDS[1],
                "board_id": "c" * 24,
                "at": NOW,
                "state": "complete",
                "missing": ["title", "due"],
            },
        ),
    ],
)
def test_a_plain_row_is_kept_as_one_of_the_session(
    database: Database, table: type[Base], values: dict[str, Any]
) -> None:
    with database.transaction() as session:
        session.add(table(**values))
    with_session = _kept(database, table)
    with database.transaction() as session:
        session.execute(sa.delete(table))
        together = Together()
        together.new(table, **values)
        together.write(session)
    assert _kept(database, table) == with_session != []


def test_what_is_changed_before_it_is_written_is_written_so(database: Database) -> None:
    together = Together()
    row = together.new(CaseRow, card_id=IDS[0], board_id="c" * 24)
    assert (row.gesture, row.waits, row.put_backs, row.touched_at) == ("", False, 0, None)
    row.gesture, row.touched_at = "moved", NOW
    together.new(CaseRow, card_id=IDS[1], board_id="c" * 24)
    with database.transaction() as session:
        together.write(session)
    with database.transaction() as session:
        first, second = (session.get_one(CaseRow, each) for each in IDS[:2])
        assert (first.gesture, first.touched_at) == ("moved", NOW)
        assert (second.gesture, second.touched_at) == ("", None)


def test_rows_are_found_among_many_ids(database: Database) -> None:
    rows = [
        {"card_id": x, "board_id": "c" * 24, "at": NOW, "state": "complete", "missing": []}
        for x in IDS
    ]
    with database.transaction() as session:
        insert_many(session, insert_into(VerdictChangeRow), rows)
        card = VerdictChangeRow.card_id
        for asked in (IDS, IDS[1:], {IDS[2]: 1}, [], ["x" * 24, *IDS[:1]] * 3000):
            found = set(session.scalars(sa.select(card).where(among(session, card, asked))))
            assert found == set(IDS) & set(asked)


def test_a_column_with_a_default_is_not_left_out_in_silence(database: Database) -> None:
    with database.transaction() as session, pytest.raises(ValueError, match="default"):
        insert_many(session, insert_into(CaseRow), [{"card_id": IDS[0], "board_id": "c" * 24}])
