"""The preview tells what would happen, and not one row is written for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import INCOMPLETE, INTAKE, School, school

from sync.rulebook.urls import rules_url
from sync.simulation.preview import Preview, foresee
from sync.storage.trello_tables import BoardRow
from sync.use_cases import board_mode

TITLE = "Marie Dupont - DA Python"


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, mode="observe", empty=False) as made:
        yield made


def preview(made: School) -> Preview:
    settings, board = made.parts.settings, made.parts.boards[0]
    url = rules_url(settings.public_url, settings.secret, board)
    found = foresee(made.parts.database, made.parts.rulebook, board, "fr", url)
    assert found is not None
    return found


def content(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "greffier.db") as connection:
        return list(connection.iterdump())


def test_nothing_is_written_anywhere(watching: School, tmp_path: Path) -> None:
    watching.card("zoe", TITLE, "due")
    watching.work()
    before, calls = content(tmp_path), len(watching.calls())
    with watching.parts.database.transaction() as session:
        for table in ("cases", "verdicts"):
            session.connection().exec_driver_sql(f"DELETE FROM {table}")
    emptied = content(tmp_path)
    assert preview(watching).moves > 0
    assert content(tmp_path) == emptied != before
    assert len(watching.calls()) == calls


def test_what_it_foresees_is_what_happens(watching: School) -> None:
    foreseen = preview(watching)
    going = {each.card.id for each in foreseen.cards if each.move is not None}
    told = {each.card.id: each.tell.text for each in foreseen.cards if each.tell is not None}
    assert len(going) > 5
    rules = watching.parts.rulebook.boards["soutenances"]
    with watching.parts.database.transaction() as session:
        board_mode.set_mode(
            session, watching.queue.enqueue, rules, "enforce", "Hélène", watching.time
        )
    watching.work()
    moved = {each.target for each in watching.outcomes if any("Move" in done for done in each.done)}
    assert moved == going
    for card, text in told.items():
        assert watching.comments(card) == [text]


def test_a_card_inside_its_settle_window_waits(tmp_path: Path) -> None:
    with school(tmp_path, mode="observe", settle_new="3m") as made:
        card = made.card("zoe", TITLE, "due")
        made.work()
        (only,) = preview(made).cards
        assert (only.card.id, only.writes) == (card, False)
        assert only.waits_until is not None
        made.pass_time(minutes=4)
        assert preview(made).moves == 1


def test_twins_warn_each_other_even_if_never_judged(tmp_path: Path) -> None:
    with school(tmp_path, mode="observe") as made:
        for name in (TITLE, "DUPONT Marie / Dév. Python"):
            made.card("zoe", name)
        made.work()
        with made.parts.database.transaction() as session:
            session.connection().exec_driver_sql("DELETE FROM cases")
        texts = [each.tell.text for each in preview(made).cards if each.tell is not None]
        assert len(texts) == 2


def test_more_moves_than_the_brake_allows_are_announced(tmp_path: Path) -> None:
    with school(tmp_path, mode="observe", more='[brake]\nmoves = 2\nper = "10m"') as made:
        for number in range(3):
            made.card("zoe", f"Ana B{chr(97 + number)}rd - DA Python", "due")
        made.work()
        assert preview(made).brake_at == 2


def test_a_paused_board_is_previewed_as_if_it_were_not(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        rules = made.parts.rulebook.boards["soutenances"]
        with made.parts.database.transaction() as session:
            board_mode.pause(session, rules, "Hélène", "", made.time)
        card = made.card("zoe", TITLE, "due")
        made.work()
        (only,) = preview(made).cards
        assert only.move is not None
        assert made.list_of(card) == INTAKE != INCOMPLETE


def test_a_board_never_read_has_no_preview(watching: School) -> None:
    with watching.parts.database.transaction() as session:
        session.delete(session.query(BoardRow).one())
        session.flush()
    board = watching.parts.boards[0]
    assert foresee(watching.parts.database, watching.parts.rulebook, board) is None
