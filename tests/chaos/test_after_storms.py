"""What storms found, one by one: crashes, lost deliveries and people at the worst moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sandbox.faults import DELIVERY_KINDS
from sync import crash_points
from sync.effects.kinds.fields import SET_TITLE
from sync.effects.receipts import Effect, intend
from sync.queue import wakes
from sync.storage.tables import HoldRow, ReceiptRow, WakeRow
from sync.trello.errors import Unavailable
from tests.harness import INCOMPLETE, INTAKE, School, school

TITLE = "Marie Dupont - DA Python"


class Died(BaseException):
    """The end of a process in a test."""


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, settle_new="3m", settle_moved="20s") as made:
        yield made


@contextmanager
def dying_at(name: str) -> Iterator[None]:
    """The process dies at this point."""

    def die(point: str) -> None:
        if point == name:
            raise Died

    with crash_points.rehearse(die), pytest.raises(Died):
        yield


@contextmanager
def deliveries_lost(made: School) -> Iterator[None]:
    made.sandbox.faults.set(dropped=1.0)
    yield
    made.sandbox.faults.set(**dict.fromkeys(DELIVERY_KINDS, 0.0))


def later(made: School, **span: float) -> None:
    """What just happened is told, then time passes."""
    made.work()
    made.pass_time(**span)


def catch_up(made: School) -> None:
    for board in made.parts.boards:
        made.parts.snapshots.take(board, "catch-up")
    made.work()


def receipts(made: School, *commands: str) -> list[ReceiptRow]:
    with made.parts.database.transaction() as session:
        rows = session.query(ReceiptRow).order_by(ReceiptRow.id).all()
        return [each for each in rows if each.command in commands]


def look_again(made: School, card: str) -> None:
    with made.parts.database.transaction() as session:
        board = made.parts.boards[0]
        wakes.wake(session, made.queue.enqueue, wakes.Want("look", "card", card, board, made.time))
    made.work()


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


def test_no_card_is_moved_into_an_archived_list(the_school: School) -> None:
    the_school.by("helene").change_list(the_school.list_id(INCOMPLETE), closed=True)
    the_school.work()
    card = the_school.card("zoe", TITLE, "due")
    the_school.work()
    assert the_school.list_of(card) == INTAKE
    assert len(the_school.comments(card)) == 1


def test_a_list_that_is_opened_again_gets_its_cards_by_the_next_catch_up(
    the_school: School,
) -> None:
    aside = the_school.list_id(INCOMPLETE)
    the_school.by("helene").change_list(aside, closed=True)
    card = the_school.card("zoe", TITLE, "due")
    the_school.work()
    with deliveries_lost(the_school):
        the_school.by("helene").change_list(aside, closed=False)
    catch_up(the_school)
    assert the_school.list_of(card) == INCOMPLETE


@pytest.mark.parametrize("more", ["", 'return = "automatic"'])
def test_a_look_after_a_move_finds_nothing_to_write(tmp_path: Path, more: str) -> None:
    with school(tmp_path, more=more) as made:
        card = made.card("zoe", TITLE, "due")
        made.work()
        for _ in range(2):
            before = len(made.sandbox.requests)
            look_again(made, card)
            assert {method for method, _ in made.calls(since=before)} == {"GET"}
            made.by("zoe").set_due(card, made.due())
            made.work()


def test_people_are_not_called_again_when_a_peace_ends(the_school: School) -> None:
    card = the_school.card("zoe", TITLE, "due")
    the_school.work()
    the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
    the_school.work()
    the_school.pass_time(hours=25)
    assert the_school.list_of(card) == INCOMPLETE
    assert "@zoe" not in the_school.comments(card)[0]


def test_an_edit_whose_delivery_is_lost_restarts_the_settle_window(patient: School) -> None:
    card = patient.card("zoe", TITLE, "due")
    patient.time += timedelta(minutes=2)
    with deliveries_lost(patient):
        patient.by("zoe").describe(card, "encore un mot : https://example.org")
    patient.work()  # told of the earlier acts alone
    patient.pass_time(minutes=2)
    assert patient.list_of(card) == INTAKE
    patient.pass_time(minutes=2)
    assert patient.list_of(card) == INCOMPLETE


def test_an_order_whose_delivery_is_lost_is_obeyed_at_the_next_catch_up(
    the_school: School,
) -> None:
    card = the_school.card("zoe", TITLE, "label")
    the_school.work()
    the_school.time += timedelta(minutes=5)
    with deliveries_lost(the_school):
        the_school.by("helene").comment(card, "/accepter projet hors parcours")
    catch_up(the_school)
    with the_school.parts.database.transaction() as session:
        assert session.get_one(HoldRow, card).kind == "accepted"


def test_an_order_that_came_late_is_obeyed_once(the_school: School) -> None:
    card = the_school.card("zoe", TITLE)
    the_school.work()
    the_school.sandbox.faults.next("doubled")
    the_school.by("zoe").comment(card, "/suspendre jury absent")
    the_school.work()
    look_again(the_school, card)
    assert len(receipts(the_school, "Suspend")) == 1


@pytest.mark.parametrize("seen", [True, False], ids=["seen in between", "not seen in between"])
def test_what_a_robot_changes_just_after_a_put_back_belongs_to_it(
    patient: School, seen: bool
) -> None:
    card = patient.card("zoe", TITLE)
    patient.by("zoe").toggle_label(card, patient.label("P8"))
    later(patient, minutes=4)
    assert patient.list_of(card) == INCOMPLETE
    patient.by("zoe").toggle_label(card, patient.label("P8"))
    patient.work()
    patient.time += timedelta(seconds=11)
    patient.by("zoe").drag(card, patient.list_id(INTAKE))
    if seen:
        patient.work()
    patient.time += timedelta(seconds=2)
    patient.by("malik").toggle_label(card, patient.label("P8"))
    later(patient, minutes=1)
    assert patient.list_of(card) == INTAKE
    with patient.parts.database.transaction() as session:
        assert session.get_one(HoldRow, card).by == "Zoé Lefèvre"


def test_a_card_completed_and_put_back_is_moved_again_when_it_lacks_the_same_later(
    patient: School,
) -> None:
    card = patient.card("zoe", TITLE, "label")
    later(patient, minutes=4)
    patient.by("zoe").toggle_label(card, patient.label())
    patient.by("zoe").drag(card, patient.list_id(INTAKE))
    later(patient, minutes=1)
    assert patient.list_of(card) == INTAKE
    patient.by("zoe").toggle_label(card, patient.label())
    later(patient, minutes=1)
    assert patient.list_of(card) == INCOMPLETE


def test_who_put_a_card_back_is_known_though_the_delivery_was_lost(the_school: School) -> None:
    card = the_school.card("zoe", TITLE, "label")
    the_school.work()
    with deliveries_lost(the_school):
        the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
    catch_up(the_school)
    with the_school.parts.database.transaction() as session:
        assert session.get_one(HoldRow, card).by == "Zoé Lefèvre"
    assert "Zoé Lefèvre" in the_school.comments(card)[0]


def test_what_a_comment_reads_follows_the_new_name_of_a_label(the_school: School) -> None:
    card = the_school.card("zoe", TITLE)
    the_school.by("zoe").toggle_label(card, the_school.label("P8"))
    the_school.work()
    assert "P7 et P8" in the_school.comments(card)[0]
    board = the_school.parts.boards[0]
    with deliveries_lost(the_school):
        the_school.by("helene").rename_label(board, the_school.label("P8"), "P9 – Web")
    catch_up(the_school)
    assert "P7 et P9 – Web" in the_school.comments(card)[0]


def test_a_warning_of_a_twin_goes_with_the_twin_though_nobody_told_of_it(
    the_school: School,
) -> None:
    card, twin, third = (the_school.card(each, TITLE) for each in ("zoe", "noel", "malik"))
    the_school.work()
    link = the_school.sandbox.state.cards[twin]["shortLink"]
    assert link in the_school.comments(card)[0]
    with deliveries_lost(the_school):
        the_school.by("noel").delete(twin)
    catch_up(the_school)  # does not find it
    later(the_school, minutes=10)  # asks once more: it is gone
    catch_up(the_school)  # finds that the others' warnings changed
    (text,) = the_school.comments(card)
    assert link not in text
    assert the_school.sandbox.state.cards[third]["shortLink"] in text
