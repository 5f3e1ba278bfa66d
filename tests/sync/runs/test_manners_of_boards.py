"""Manners that hold for a whole board: fixed dates, brake, modes, twins, orders. Each test is one manner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from harness import INCOMPLETE, INTAKE, School, school
from moved_away import TITLE, moved_away, receipts

from sandbox.seeds import invented_school
from sync.storage.board_tables import BoardStateRow
from sync.storage.tables import SealRow


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


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


def test_every_effect_has_its_receipt(the_school: School) -> None:
    moved_away(the_school)
    assert [each.command for each in receipts(the_school)] == ["WriteComment", "MoveCard"] or {
        each.command for each in receipts(the_school)
    } == {"WriteComment", "MoveCard"}


def test_by_itself_it_archives_deletes_and_renames_nothing(the_school: School) -> None:
    """Incomplete, completed, put back, twins and a changed date: all that the clerk has a word on."""
    card = moved_away(the_school)
    the_school.by("zoe").set_due(card, the_school.due(20))
    the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
    the_school.by("zoe").comment(card, "À vérifier ensemble.")
    the_school.card("zoe", TITLE)
    the_school.work()
    the_school.by("zoe").set_due(card, the_school.due(30))
    the_school.work()
    bot = the_school.sandbox.state.member(invented_school.BOT)["id"]
    actions = list(the_school.sandbox.state.actions.values())
    mine = [each for each in actions if each["idMemberCreator"] == bot]
    assert {each["type"] for each in mine} <= {"commentCard", "updateCard", "updateComment"}
    changed = [set(each["data"].get("old", {})) for each in mine if each["type"] == "updateCard"]
    assert mine and all(old <= {"idList", "pos"} for old in changed)
    assert any(each["data"].get("text") == "À vérifier ensemble." for each in actions)
