"""What storms found, one by one: lost and late deliveries, and people at the worst moment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from mishaps import TITLE, catch_up, deliveries_lost, later, look_again, receipts

from sync.storage.tables import HoldRow
from tests.harness import INCOMPLETE, INTAKE, School, school


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
