"""How defences end: by a button or by a move, the same; asked once, timed where it is conditional."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from defended import agreed, asked, follow_up, held, later, occasions, row, said, say, tick
from harness import ACCEPTED, FAILED, PASSED, School, school

from mentoring.defences import presses
from sync.rights.request import NotFixed


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as here:
        yield here


class TestTheQuestion:
    def test_the_validator_is_asked_on_the_morning_after(self, made: School) -> None:
        card = held(made)
        tick(made)
        assert "comment s’est passée" not in said(made, card)
        later(made, days=1)
        assert "@noel, comment s’est passée la soutenance ?" in said(made, card)

    def test_once(self, made: School) -> None:
        card = held(made)
        later(made, days=1)
        before = len(made.calls())
        later(made, days=3)
        assert [path for method, path in made.calls(since=before) if method != "GET"] == []
        assert len(occasions(made, "ask")) == 1
        assert len(made.comments(card)) == 1

    def test_who_answered_before_is_not_asked(self, made: School) -> None:
        card = held(made)
        made.by("noel").drag(card, PASSED)
        later(made, days=2)
        assert occasions(made, "ask") == []
        assert "comment s’est passée" not in said(made, card)

    def test_a_defence_of_long_ago_is_asked_about_no_more(self, made: School) -> None:
        agreed(made)
        made.pass_time(days=40)
        tick(made)
        assert occasions(made, "ask") == []


class TestMoveAndButtonAreTheSame:
    @pytest.mark.parametrize(
        ("outcome", "name", "text"),
        [("passed", PASSED, "Soutenance réussie"), ("failed", FAILED, "à retravailler")],
    )
    def test_a_move_by_hand_tells_the_outcome(
        self, made: School, outcome: str, name: str, text: str
    ) -> None:
        card = held(made)
        made.by("noel").drag(card, name)
        made.work()
        found = row(made, card)
        assert found is not None
        assert (found.outcome, found.by, found.by_hand) == (outcome, "Noël Bérard", True)
        assert text in said(made, card)

    @pytest.mark.parametrize(("outcome", "name"), [("passed", PASSED), ("failed", FAILED)])
    def test_a_button_moves_the_card(self, made: School, outcome: str, name: str) -> None:
        card = held(made)
        say(made, "noel", card, outcome, "Tests absents.")
        assert made.list_of(card) == name
        found = row(made, card)
        assert found is not None
        assert (found.outcome, found.by, found.by_hand) == (outcome, "Noël Bérard", False)

    def test_reasons_are_read_on_the_card(self, made: School) -> None:
        card = held(made)
        say(made, "noel", card, "failed", "Tests absents ; démonstration trop courte.")
        assert "Motifs : Tests absents ; démonstration trop courte." in said(made, card)
        assert "@zoe" in said(made, card)

    def test_reasons_can_be_given_after_a_move(self, made: School) -> None:
        card = held(made)
        made.by("noel").drag(card, FAILED)
        made.work()
        presses.give_reasons(made.parts.powerup.fixes, asked(made, "noel", card), "Tests absents.")
        made.work()
        assert "Motifs : Tests absents." in said(made, card)

    def test_pressed_twice_it_is_done_once(self, made: School) -> None:
        card = held(made)
        say(made, "noel", card, "passed")
        before = len(made.calls())
        say(made, "noel", card, "passed")
        assert not [path for method, path in made.calls(since=before) if method == "PUT"]

    def test_a_card_that_is_dragged_back_is_undecided_again(self, made: School) -> None:
        card = held(made)
        say(made, "noel", card, "passed")
        made.by("noel").drag(card, ACCEPTED)
        made.work()
        assert row(made, card) is None
        assert "Soutenance réussie" not in said(made, card)

    def test_the_move_can_be_undone(self, made: School) -> None:
        card = held(made)
        say(made, "noel", card, "passed")
        found = row(made, card)
        assert found is not None
        assert found.receipt_id is not None
        made.parts.powerup.fixes.undo(asked(made, "noel", card), found.receipt_id)
        made.work()
        assert (made.list_of(card), row(made, card)) == (ACCEPTED, None)

    def test_a_press_that_died_before_the_move_is_carried_on(
        self, made: School, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        card = held(made)

        def dies(*_: object) -> None:
            raise SystemExit

        with monkeypatch.context() as patch, pytest.raises(SystemExit):
            patch.setattr(presses, "move_card", dies)
            say(made, "noel", card, "passed")
        tick(made)
        assert made.list_of(card) == ACCEPTED
        later(made, minutes=10)
        assert made.list_of(card) == PASSED
        assert "Soutenance réussie" in said(made, card)


class TestWhoMay:
    @pytest.mark.parametrize("who", ["zoe", "ines"])
    def test_neither_the_mentor_nor_another_one_decides(self, made: School, who: str) -> None:
        card = held(made)
        with pytest.raises(NotFixed) as caught:
            say(made, who, card, "passed")
        assert caught.value.why == "validator-only"
        assert made.list_of(card) == ACCEPTED

    @pytest.mark.parametrize("who", ["noel", "helene"])
    def test_the_validator_and_a_manager_do(self, made: School, who: str) -> None:
        card = held(made)
        say(made, who, card, "passed")
        assert made.list_of(card) == PASSED

    def test_nobody_before_the_defence(self, made: School) -> None:
        card = agreed(made)
        with pytest.raises(NotFixed):
            say(made, "helene", card, "passed")

    @pytest.mark.parametrize("outcome", ["failed", "conditional"])
    def test_a_student_is_told_why(self, made: School, outcome: str) -> None:
        card = held(made)
        with pytest.raises(NotFixed):
            say(made, "noel", card, outcome)

    def test_a_stranger_to_the_card_prepares_no_second_defence(self, made: School) -> None:
        card = held(made)
        say(made, "noel", card, "failed", "Tests absents.")
        with pytest.raises(NotFixed):
            follow_up(made, "ines", card, "second")


class TestConditional:
    def test_the_student_then_the_validator_have_their_time_and_nothing_is_decided(
        self, made: School
    ) -> None:
        card = held(made)  # Thursday, 11:00 in Paris
        say(made, "noel", card, "conditional", "Compléter le README.")
        assert "À compléter : Compléter le README." in said(made, card)
        assert "@zoe, votre étudiant a jusqu’au samedi 21 mars 2026 à 11 h." in said(made, card)
        later(made, hours=46)
        assert "@zoe, le délai de l’étudiant se termine le samedi" in said(made, card)
        later(made, hours=4)
        assert "@noel, le délai de l’étudiant est passé" in said(made, card)
        later(made, hours=48)
        assert "le délai pour décider est passé" in said(made, card)
        assert "@helene" in said(made, card)
        later(made, days=5)
        assert made.list_of(card) == ACCEPTED
        assert len(occasions(made, "conditional")) == 4

    def test_a_decision_ends_it(self, made: School) -> None:
        card = held(made)
        say(made, "noel", card, "conditional", "Compléter le README.")
        say(made, "noel", card, "passed")
        later(made, days=6)
        assert made.list_of(card) == PASSED
        assert "Soutenance réussie" in said(made, card)
        assert len(occasions(made, "conditional")) == 1

    def test_nobody_is_asked_at_night(self, made: School) -> None:
        card = agreed(made)
        made.pass_time(days=17, hours=13)  # 22:00 UTC
        say(made, "noel", card, "conditional", "Compléter le README.")
        later(made, hours=49)
        assert "à vous de décider" not in said(made, card)
        later(made, hours=9)
        assert "à vous de décider" in said(made, card)


def test_a_board_that_is_only_observed_is_left_alone(tmp_path: Path) -> None:
    with school(tmp_path, mode="observe") as made:
        card = agreed(made)
        later(made, days=12)
        assert made.comments(card) == []
        assert not [
            path for method, path in made.calls() if method == "POST" and "checklist" in path
        ]
