"""The history of cards is read alike from both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rules.reports.statistics import Change, Facets
from rules.rulebook.values import BoardRules
from sync.reports.statistics import Move, Stay, Wanted, facets_of, moves, pasts, stays
from sync.storage.database import Database
from sync.storage.tables import CaseRow, ReceiptRow, StayRow, VerdictChangeRow

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
BOARD = "b" * 24
RULES = BoardRules("x", "soutenances", BOARD, ("1",), ("2",), {})


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def _write(database: Database) -> None:
    """Card c of a Web course came long ago and was completed yesterday; d is on another board."""
    with database.transaction() as session:
        session.add(CaseRow(card_id="c", board_id=BOARD, course="Web", project="P3"))
        for at, state, missing in ((90, "incomplete", ["due"]), (1, "complete", [])):
            for card, board in (("c", BOARD), ("d", "e" * 24)):
                told = {"card_id": card, "board_id": board, "state": state, "missing": missing}
                session.add(VerdictChangeRow(at=NOW - at * DAY, **told))
        for by, undone in (("greffier", NOW), ("greffier", None), ("Zoé", None)):
            told = {"card_id": "c", "board_id": BOARD, "by": by, "undone_at": undone}
            session.add(ReceiptRow(at=NOW - DAY, command="MoveCard", state="done", **told))
        for left in (NOW - DAY, NOW - 80 * DAY, None):
            told = {"card_id": "c", "board_id": BOARD, "list_id": "1", "left_at": left}
            session.add(StayRow(entered_at=NOW - 90 * DAY, **told))


def test_what_counts_since_then_is_read_with_what_went_before(database: Database) -> None:
    _write(database)
    wanted = Wanted((RULES,), NOW - 7 * DAY)
    with database.transaction() as session:
        about = facets_of(session, wanted)
        (past,) = pasts(session, wanted, about)
        assert past.facets == Facets("Web", "P3")
        assert past.changes == (
            Change(NOW - 90 * DAY, "incomplete", ("due",)),
            Change(NOW - DAY, "complete", ()),
        )
        told = sorted(moves(session, wanted, about), key=lambda each: each.undone)
        assert told == [Move(NOW - DAY, False), Move(NOW - DAY, True)]
        assert stays(session, wanted, about) == [Stay("1", 89 * DAY)]


def test_another_course_has_nothing_of_it(database: Database) -> None:
    _write(database)
    wanted = Wanted((RULES,), NOW - 7 * DAY, course="Data")
    with database.transaction() as session:
        about = facets_of(session, wanted)
        found = [each(session, wanted, about) for each in (pasts, moves, stays)]
    assert found == [[], [], []]
