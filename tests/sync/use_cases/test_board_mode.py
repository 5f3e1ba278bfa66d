"""Modes and pauses: who and when is kept, and what was held back is done at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from harness import INCOMPLETE, INTAKE, School, school

from rules.rulebook.values import BoardRules
from sync.rulebook.boards import mode_in_force
from sync.storage.board_tables import BoardStateRow
from sync.storage.tables import ReceiptRow
from sync.use_cases import board_mode

TITLE = "Marie Dupont - DA Python"


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, mode="observe") as made:
        yield made


def rules(made: School) -> BoardRules:
    return made.parts.rulebook.boards["soutenances"]


def last_receipt(made: School) -> ReceiptRow:
    with made.parts.database.transaction() as session:
        found = session.scalars(sa.select(ReceiptRow).order_by(ReceiptRow.id.desc())).first()
        assert found is not None
        return found


def test_enforced_the_board_is_brought_into_agreement_at_once(watching: School) -> None:
    card = watching.card("zoe", TITLE, "due")
    watching.work()
    assert watching.list_of(card) == INTAKE
    with watching.parts.database.transaction() as session:
        at = watching.time
        new = board_mode.set_mode(
            session, watching.queue.enqueue, rules(watching), "enforce", "Hélène", at
        )
    assert new
    watching.work()
    assert watching.list_of(card) == INCOMPLETE
    with watching.parts.database.transaction() as session:
        state = session.get_one(BoardStateRow, watching.parts.boards[0])
        assert (state.mode_by, state.mode_at) == ("Hélène", at)
        again = board_mode.set_mode(
            session, watching.queue.enqueue, rules(watching), "enforce", "Idriss", at
        )
    assert not again


def test_a_rulebook_that_is_edited_later_has_the_last_word(watching: School) -> None:
    ours = rules(watching)
    with watching.parts.database.transaction() as session:
        board_mode.set_mode(
            session, watching.queue.enqueue, ours, "enforce", "Hélène", watching.time
        )
        state = session.get_one(BoardStateRow, ours.board)
        assert mode_in_force(ours, state) == "enforce"
        state.mode_of_rulebook = "enforce"  # as if the rulebook had said so then
        assert mode_in_force(ours, state) == "observe"


def test_a_paused_board_is_left_alone_and_caught_up_when_resumed(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        with made.parts.database.transaction() as session:
            assert board_mode.pause(session, rules(made), "Hélène", "travaux", made.time)
            assert not board_mode.pause(session, rules(made), "Idriss", "", made.time)
        assert last_receipt(made).by == "Hélène"
        assert last_receipt(made).note == "travaux"
        card = made.card("zoe", TITLE, "due")
        made.work()
        assert made.list_of(card) == INTAKE
        with made.parts.database.transaction() as session:
            resume = board_mode.resume(
                session, made.queue.enqueue, rules(made), "Idriss", made.time
            )
            assert resume == board_mode.BY_HAND
        made.work()
        assert made.list_of(card) == INCOMPLETE
        with made.parts.database.transaction() as session:
            args = (session, made.queue.enqueue, rules(made), "Idriss", made.time)
            assert board_mode.resume(*args) is None


def test_the_brake_counts_from_the_moment_of_resuming(tmp_path: Path) -> None:
    with school(tmp_path, more='[brake]\nmoves = 2\nper = "10m"') as made:
        cards = [made.card("zoe", f"Ana B{chr(97 + n)}rd - DA Python", "due") for n in range(5)]
        made.work()
        assert [made.list_of(each) for each in cards].count(INCOMPLETE) == 2
        made.pass_time(seconds=1)
        with made.parts.database.transaction() as session:
            board_mode.resume(session, made.queue.enqueue, rules(made), "Hélène", made.time)
        made.time += timedelta(seconds=1)
        made.work()
        assert [made.list_of(each) for each in cards].count(INCOMPLETE) == 4
