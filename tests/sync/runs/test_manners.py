"""Manners: a clerk that nobody hates. Each test is one manner, broken when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from harness import INCOMPLETE, INTAKE, School, school

from sandbox.seeds import invented_school
from sync.storage.tables import BoardStateRow, HoldRow, ReceiptRow, SealRow

TITLE = "Marie Dupont - DA Python"


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, settle_new="3m", settle_moved="20s") as made:
        yield made


def moved_away(the_school: School, *missing: str) -> str:
    card = the_school.card("zoe", TITLE, *(missing or ("due",)))
    the_school.work()
    assert the_school.list_of(card) == INCOMPLETE
    return card


class TestSettleWindow:
    def test_a_card_completed_inside_its_window_is_never_touched(self, patient: School) -> None:
        card = patient.card("zoe", TITLE, "due")
        patient.work()
        patient.pass_time(minutes=2)
        patient.by("zoe").set_due(card, patient.due())
        patient.work()
        patient.pass_time(minutes=10)
        assert patient.list_of(card) == INTAKE
        assert patient.comments(card) == []

    def test_a_new_card_waits_three_minutes_and_each_edit_starts_them_again(
        self, patient: School
    ) -> None:
        card = patient.card("zoe", TITLE, "due")
        patient.work()
        patient.pass_time(minutes=2, seconds=30)
        patient.by("zoe").describe(card, "encore un mot : https://example.org")
        patient.work()
        patient.pass_time(minutes=2, seconds=50)
        assert patient.list_of(card) == INTAKE
        patient.pass_time(seconds=30)
        assert patient.list_of(card) == INCOMPLETE

    def test_a_dragged_card_waits_twenty_seconds(self, patient: School) -> None:
        card = patient.card("zoe", TITLE, "due", where=INCOMPLETE)
        patient.work()
        patient.pass_time(minutes=30)
        patient.by("zoe").drag(card, patient.list_id(INTAKE))
        patient.work()
        patient.pass_time(seconds=18)
        assert patient.list_of(card) == INTAKE
        patient.pass_time(seconds=4)
        assert patient.list_of(card) == INCOMPLETE

    def test_a_card_that_is_edited_all_day_has_one_timer(self, patient: School) -> None:
        card = patient.card("zoe", TITLE, "due")
        for number in range(20):
            patient.by("zoe").describe(card, f"https://example.org/{number}")
            patient.work()
            patient.pass_time(seconds=5)
        assert len([each for each in patient.queue.jobs if each[2] == card]) <= 2


class TestLivingComment:
    def test_there_is_one_comment_however_often_findings_change(self, the_school: School) -> None:
        card = moved_away(the_school, "due", "member", "label")
        hand = the_school.by("zoe")
        for step in (
            lambda: hand.toggle_label(card, the_school.label()),
            lambda: hand.join(card),
            lambda: hand.toggle_label(card, the_school.label()),
            lambda: hand.set_due(card, the_school.due()),
            lambda: hand.toggle_label(card, the_school.label()),
        ):
            step()
            the_school.work()
        assert len(the_school.comments(card)) == 1
        assert "Tout y est" in the_school.comments(card)[0]

    def test_people_are_called_only_when_something_new_is_missing(self, the_school: School) -> None:
        card = moved_away(the_school, "due", "label")
        assert "@zoe" in the_school.comments(card)[0]
        the_school.by("zoe").toggle_label(card, the_school.label())
        the_school.work()
        assert "@zoe" not in the_school.comments(card)[0]
        the_school.by("noel").rename(card, "Soutenance P7")
        the_school.work()
        assert "@zoe" in the_school.comments(card)[0]

    def test_it_is_written_before_the_move(self, the_school: School) -> None:
        before = len(the_school.sandbox.requests)
        moved_away(the_school)
        writes = [path for method, path in the_school.calls(since=before) if method != "GET"]
        assert writes[0].endswith("/actions/comments")

    def test_deleted_by_a_person_it_stays_away_until_findings_change(
        self, the_school: School
    ) -> None:
        card = moved_away(the_school)
        comment = next(
            each["id"]
            for each in the_school.sandbox.state.actions.values()
            if each["type"] == "commentCard" and each["data"]["card"]["id"] == card
        )
        the_school.by("helene").delete_comment(comment)
        the_school.work()
        the_school.by("zoe").describe(card, "autre chose : https://example.org/2")
        the_school.work()
        assert the_school.comments(card) == []
        the_school.by("zoe").toggle_label(card, the_school.label())
        the_school.work()
        assert len(the_school.comments(card)) == 1

    def test_several_of_ours_become_one(self, the_school: School) -> None:
        card = moved_away(the_school)
        text = the_school.comments(card)[0]
        the_school.sandbox.act_as(invented_school.BOT).comment(card, text)
        the_school.by("zoe").comment(card, "📋 **Greffier** dit n’importe quoi")
        the_school.by("zoe").describe(card, "https://example.org/3")
        the_school.work()
        assert len(the_school.comments(card)) == 1
        assert len(the_school.comments(card, "zoe")) == 1


class TestPersonBeatsRobot:
    def test_put_back_as_it_was_it_is_left_alone_for_a_day(self, the_school: School) -> None:
        card = moved_away(the_school)
        the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
        the_school.work()
        the_school.pass_time(hours=23)
        assert the_school.list_of(card) == INTAKE
        assert "Zoé Lefèvre" in the_school.comments(card)[0]
        the_school.pass_time(hours=2)
        assert the_school.list_of(card) == INCOMPLETE
        assert len(the_school.comments(card)) == 1

    def test_a_checked_field_that_changes_ends_the_peace(self, the_school: School) -> None:
        card = moved_away(the_school, "due", "label")
        the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
        the_school.work()
        assert the_school.list_of(card) == INTAKE
        the_school.by("zoe").toggle_label(card, the_school.label())
        the_school.work()
        assert the_school.list_of(card) == INCOMPLETE

    def test_put_back_after_a_partial_fix_it_is_judged_again(self, the_school: School) -> None:
        card = moved_away(the_school, "due", "label")
        hand = the_school.by("zoe")
        hand.toggle_label(card, the_school.label())
        the_school.work()
        hand.drag(card, the_school.list_id(INTAKE))
        the_school.work()
        assert the_school.list_of(card) == INCOMPLETE

    def test_a_robot_that_always_moves_back_finds_no_quarrel(self, the_school: School) -> None:
        card = moved_away(the_school)
        for _ in range(10):
            if the_school.list_of(card) == INCOMPLETE:
                the_school.by("malik").drag(card, the_school.list_id(INTAKE))
            the_school.work()
            the_school.pass_time(hours=25)
        moves = [each for each in receipts(the_school) if each.command == "MoveCard"]
        assert len(moves) <= 3
        assert len(the_school.comments(card)) == 1
        assert the_school.list_of(card) == INTAKE

    def test_a_manager_accepts_the_card_as_it_is(self, the_school: School) -> None:
        card = moved_away(the_school, "label")
        the_school.by("helene").comment(card, "/accepter projet hors parcours")
        the_school.work()
        the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
        the_school.work()
        the_school.by("zoe").describe(card, "changé : https://example.org/4")
        the_school.work()
        the_school.pass_time(days=3)
        assert the_school.list_of(card) == INTAKE
        assert "Hélène Caradec" in the_school.comments(card)[0]

    def test_a_mentor_may_not_accept_and_is_told_who_may(self, the_school: School) -> None:
        card = moved_away(the_school, "label")
        the_school.by("zoe").comment(card, "/accepter je suis pressée")
        the_school.work()
        assert "responsables" in the_school.comments(card)[0]
        with the_school.parts.database.transaction() as session:
            assert session.get(HoldRow, card) is None


class TestSealedDate:
    def test_a_changed_date_is_told_to_managers_and_not_reverted(self, the_school: School) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        moved = the_school.due(19)
        the_school.by("zoe").set_due(card, moved)
        the_school.work()
        (text,) = the_school.comments(card)
        assert "@helene" in text
        assert "Zoé Lefèvre" in text
        assert the_school.sandbox.state.cards[card]["due"].startswith(f"{moved:%Y-%m-%d}")

    def test_another_hour_of_the_same_day_is_no_change(self, the_school: School) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        the_school.by("zoe").set_due(card, the_school.due() + timedelta(hours=3))
        the_school.work()
        assert the_school.comments(card) == []

    def test_a_manager_restores_the_date_by_a_comment(self, the_school: School) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        fixed = the_school.sandbox.state.cards[card]["due"]
        the_school.by("zoe").set_due(card, the_school.due(25))
        the_school.work()
        the_school.by("helene").comment(card, "/rétablir")
        the_school.work()
        assert the_school.sandbox.state.cards[card]["due"] == fixed

    def test_a_manager_accepts_the_new_date_with_a_reason(self, the_school: School) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        the_school.by("zoe").set_due(card, the_school.due(20))
        the_school.work()
        the_school.by("helene").comment(card, "/accepter jury malade")
        the_school.work()
        with the_school.parts.database.transaction() as session:
            seal = session.get_one(SealRow, card)
            assert seal.due.date() == the_school.due(20).date()

    def test_it_survives_moves_and_a_second_defence_has_its_own(self, the_school: School) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        for where in ("Soutenances planifiées", "À retravailler"):
            the_school.by("helene").drag(card, the_school.list_id(where))
            the_school.work()
            with the_school.parts.database.transaction() as session:
                kept = session.get(SealRow, card)
            assert (kept is not None) == (where == "Soutenances planifiées")
        the_school.by("zoe").set_due(card, the_school.due(40))
        the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
        the_school.work()
        with the_school.parts.database.transaction() as session:
            assert session.get_one(SealRow, card).due.date() == the_school.due(40).date()


class TestBrake:
    def test_a_mistake_moves_at_most_the_configured_number(self, tmp_path: Path) -> None:
        with school(tmp_path, more='[brake]\nmoves = 5\nper = "10m"') as made:
            cards = [
                made.card("zoe", f"Étudiant {chr(65 + n)}tudi - DA Python", "due")
                for n in range(12)
            ]
            made.work()
            assert len([each for each in cards if made.list_of(each) == INCOMPLETE]) == 5
            told = [text for each in cards for text in made.comments(each) if "@helene" in text]
            assert len(told) == 1
            with made.parts.database.transaction() as session:
                assert session.get_one(BoardStateRow, made.parts.boards[0]).paused_at is not None

    def test_nothing_is_written_while_the_board_is_paused(self, tmp_path: Path) -> None:
        with school(tmp_path, more='[brake]\nmoves = 1\nper = "10m"') as made:
            for number in range(3):
                made.card("zoe", f"Ana B{chr(97 + number)}rd - DA Python", "due")
            made.work()
            before = len(made.sandbox.requests)
            made.card("zoe", TITLE, "label")
            made.work()
            assert {method for method, _ in made.calls(since=before)} == {"GET"}


class TestModes:
    def test_an_observed_board_sees_not_one_write(self, tmp_path: Path) -> None:
        with school(tmp_path, mode="observe", empty=False) as made:
            card = made.card("zoe", TITLE, "due")
            made.by("zoe").comment(card, "/aide")
            made.work()
            writes = {(method, path) for method, path in made.calls() if method != "GET"}
            assert {path.split("/")[2] for _, path in writes} <= {"webhooks"}

    def test_automatic_return_puts_a_completed_card_back(self, tmp_path: Path) -> None:
        with school(tmp_path, more='return = "automatic"') as made:
            card = moved_away(made)
            assert "je la remettrai" in made.comments(card)[0]
            made.by("zoe").set_due(card, made.due())
            made.work()
            assert made.list_of(card) == INTAKE
            assert "Tout y est" in made.comments(card)[0]


class TestTwins:
    def test_both_cards_warn_with_links_and_nothing_is_archived(self, the_school: School) -> None:
        first = the_school.card("zoe", TITLE)
        the_school.work()
        second = the_school.card("noel", "DUPONT Marie / Dév. Python")
        the_school.work()
        for card, other in ((first, second), (second, first)):
            (text,) = the_school.comments(card)
            assert the_school.sandbox.state.cards[other]["shortLink"] in text
            assert the_school.list_of(card) == INTAKE


class TestOrders:
    def test_help_is_answered_in_the_living_comment(self, the_school: School) -> None:
        card = the_school.card("zoe", TITLE)
        the_school.work()
        the_school.by("zoe").comment(card, "/aide")
        the_school.work()
        assert "/vérifier" in the_school.comments(card)[0]

    def test_undo_brings_the_card_back_and_leaves_it_alone(self, the_school: School) -> None:
        card = moved_away(the_school)
        the_school.by("zoe").comment(card, "/annuler")
        the_school.work()
        assert the_school.list_of(card) == INTAKE
        the_school.pass_time(hours=20)
        assert the_school.list_of(card) == INTAKE

    def test_quoted_orders_are_not_orders(self, the_school: School) -> None:
        card = moved_away(the_school)
        the_school.by("zoe").comment(card, "> /annuler\n\nbonjour `/annuler`")
        the_school.work()
        assert the_school.list_of(card) == INCOMPLETE


def receipts(the_school: School) -> list[ReceiptRow]:
    with the_school.parts.database.transaction() as session:
        return list(session.query(ReceiptRow).filter(ReceiptRow.state == "done"))


def test_every_effect_has_its_receipt(the_school: School) -> None:
    moved_away(the_school)
    assert [each.command for each in receipts(the_school)] == ["WriteComment", "MoveCard"] or {
        each.command for each in receipts(the_school)
    } == {"WriteComment", "MoveCard"}
