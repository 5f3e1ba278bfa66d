"""What storms found, one by one: crashes, forgotten timers and answers that never came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from mishaps import TITLE, dying_at, look_again, receipts

from sync.effects.kinds.fields import SET_TITLE
from sync.effects.receipts import Effect, intend
from sync.queue import wakes
from sync.storage.tables import HoldRow, WakeRow
from sync.trello.errors import Unavailable
from tests.harness import INCOMPLETE, INTAKE, School


def test_a_timer_that_rang_just_before_a_crash_is_not_lost(patient: School) -> None:
    card = patient.card("zoe", TITLE, "due")
    patient.work()
    with dying_at("card-read"):
        patient.pass_time(minutes=4)
    patient.worker.run("card", card)  # the engine takes up again what the dead process held
    assert patient.list_of(card) == INCOMPLETE


def test_a_want_that_is_repeated_all_the_time_is_still_found_forgotten(the_school: School) -> None:
    board, start = the_school.parts.boards[0], the_school.time
    for minutes in range(10):
        at = start + timedelta(minutes=minutes)
        with the_school.parts.database.transaction() as session:
            wakes.wake(
                session, the_school.queue.enqueue, wakes.Want("again", "board", board, board, at)
            )
    with the_school.parts.database.transaction() as session:
        late = wakes.forgotten(session, start + timedelta(minutes=5))
        assert [each.id for each in late] == [board]


def test_the_timer_of_a_hold_does_not_hide_a_want_that_was_lost(the_school: School) -> None:
    card = the_school.card("zoe", TITLE, "due")
    the_school.work()
    the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
    the_school.work()
    the_school.by("zoe").set_due(card, the_school.due())
    assert the_school.sandbox.quiesce(20)
    the_school.worker.drain()
    the_school.queue.jobs.clear()  # the engine's tables are lost
    the_school.time += timedelta(minutes=6)
    with the_school.parts.database.transaction() as session:
        late = wakes.forgotten(session, the_school.time - timedelta(minutes=5))
        assert card in [each.id for each in late]


def test_an_outage_of_days_ends_with_the_next_try(the_school: School) -> None:
    card = the_school.card("zoe", TITLE, "due")
    the_school.work()
    with the_school.parts.database.transaction() as session:
        session.get_one(WakeRow, card).failures = 5000
    the_school.sandbox.faults.next("500", "GET", f"/cards/{card}", count=3)
    look_again(the_school, card)
    the_school.pass_time(minutes=2)
    with the_school.parts.database.transaction() as session:
        row = session.get_one(WakeRow, card)
        assert (row.failures, row.done) == (0, row.wanted)


def test_a_move_before_a_crash_has_its_receipt_though_the_card_went_on(the_school: School) -> None:
    card = the_school.card("zoe", TITLE, "due")
    with dying_at("card-moved"):
        the_school.work()
    the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
    the_school.work()
    assert [each.state for each in receipts(the_school, "MoveCard")] == ["done"]
    assert the_school.list_of(card) == INTAKE  # she put it back, which we must know


def test_a_person_who_moves_the_card_during_a_crash_is_not_taken_for_us(the_school: School) -> None:
    card = the_school.card("zoe", TITLE, "due")
    with dying_at("comment-noted"):  # the move is intended, and never made
        the_school.work()
    the_school.by("zoe").drag(card, the_school.list_id(INCOMPLETE))
    the_school.work()
    assert {each.state for each in receipts(the_school, "MoveCard")} == {"void"}


def test_a_person_who_brings_the_card_back_from_another_board_is_not_taken_for_us(
    the_school: School,
) -> None:
    card = the_school.card("zoe", TITLE, "due")
    with dying_at("move-intended"):
        the_school.work()
    home, hand = the_school.parts.boards[0], the_school.by("helene")
    lists = the_school.sandbox.state.lists.values()
    away = next(each for each in lists if each["idBoard"] != home)
    hand.move_to_board(card, away["idBoard"], away["id"])
    hand.move_to_board(card, home, the_school.list_id(INCOMPLETE))
    the_school.work()
    assert {each.state for each in receipts(the_school, "MoveCard")} == {"void"}


def test_an_effect_cut_short_is_concluded_by_the_clock(the_school: School) -> None:
    card = the_school.card("zoe", TITLE)
    the_school.work()
    board, value = the_school.parts.boards[0], {"value": TITLE}
    effect = Effect(board, card, SET_TITLE, ("student",), {}, value, by="Zoé Lefèvre")
    with the_school.parts.database.transaction() as session:
        intend(session, effect, the_school.time)  # and the process that meant to do it dies
    the_school.time += timedelta(minutes=6)
    the_school.worker.tick()
    the_school.work()
    assert [each.state for each in receipts(the_school, "SetTitle")] == ["done"]


def after(gateway: Any, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer to this verb is lost, after it was done."""
    real: Callable[..., Any] = getattr(gateway, verb)

    def lost(self: Any, *args: Any, **more: Any) -> Any:
        real(*args, **more)
        raise Unavailable("no answer", None, "time-out")

    monkeypatch.setattr(type(gateway), verb, lost)


def test_an_undo_whose_answer_was_lost_is_finished(
    the_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = the_school.card("zoe", TITLE, "due")
    the_school.work()
    with monkeypatch.context() as patch:
        after(the_school.parts.gateway, "move_card", patch)
        the_school.by("zoe").comment(card, "/annuler")
        the_school.work()
    the_school.pass_time(minutes=5)
    assert the_school.list_of(card) == INTAKE
    (undone,) = receipts(the_school, "UndoMoveCard")
    assert undone.state == "done"
    assert receipts(the_school, "MoveCard")[0].undone_at is not None
    with the_school.parts.database.transaction() as session:
        assert session.get_one(HoldRow, card).kind == "suspended"


def test_a_restored_date_whose_answer_was_lost_has_its_receipt(
    the_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = the_school.card("zoe", TITLE)
    the_school.work()
    the_school.by("zoe").set_due(card, the_school.due(25))
    the_school.work()
    with monkeypatch.context() as patch:
        after(the_school.parts.gateway, "update_card", patch)
        the_school.by("helene").comment(card, "/rétablir")
        the_school.work()
    the_school.pass_time(minutes=5)
    assert "done" in {each.state for each in receipts(the_school, "RestoreDate")}
