"""What people see and press after a defence: panel, badges, history, and who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from defended import agreed, held, later, said
from harness import ACCEPTED, FAILED, PASSED, TO_TRANSFER, school

from mentoring.defences.badges import badges_of
from sandbox.seeds import invented_school
from sync.mirror.board_summary import glances
from tests.powerup.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with school(tmp_path, both=True) as made:
        yield Desk.at(made)


def panel(desk: Desk, card: str, who: str) -> dict[str, Any]:
    response = desk.get(f"/card/{card}", who)
    assert response.status_code == 200
    return {each["code"]: each for each in response.get_json()["steps"]}


def press(desk: Desk, card: str, who: str, action: str, **body: object) -> int:
    response = desk.post(f"/card/{card}/step/{action}", who, **body)
    desk.school.work()
    return response.status_code


def labels(block: dict[str, Any]) -> list[str]:
    return [each["label"] for each in block["buttons"]]


def badge(desk: Desk, card: str) -> str:
    data = desk.get("/board", "helene").get_json()
    place = data["cards"].get(card, -1)
    return "" if place < 0 else str(data["badges"][place][0]).replace("\u00a0", " ")


def test_the_validator_sees_three_results_and_the_mentor_none(desk: Desk) -> None:
    card = held(desk.school)
    assert labels(panel(desk, card, "noel")["outcome"]) == [
        "Réussie",
        "Réussie sous condition…",
        "À retravailler…",
    ]
    assert labels(panel(desk, card, "zoe")["outcome"]) == []


def test_the_panel_says_when_it_is_then_that_it_was_then_only_how_it_ended(desk: Desk) -> None:
    made = desk.school
    card = agreed(made)

    def head() -> tuple[str, str, list[str]]:
        shown = desk.get(f"/card/{card}", "zoe").get_json()
        told = [each.replace("\u00a0", " ").replace("\u202f", " ") for each in shown["next"]]
        return shown["title"], shown["tone"], told

    when = "Jeudi 19 mars 2026 à 10 h."
    watched = f"{when} Cette date est fixée."
    assert head() == ("Soutenance planifiée", "wait", [watched])
    made.pass_time(days=17, hours=1)
    told = f"{when} Il ne manque que le résultat."
    assert head() == ("La soutenance a eu lieu", "doubt", [told])
    press(desk, card, "noel", "outcome", outcome="passed")
    assert head() == ("Soutenance réussie", "good", [])


def test_the_transfer_card_is_offered_by_one_button(desk: Desk) -> None:
    card = held(desk.school)
    assert desk.get(f"/card/{card}", "zoe").get_json()["actions"]["link"] is True
    press(desk, card, "noel", "outcome", outcome="passed")
    assert desk.get(f"/card/{card}", "zoe").get_json()["actions"]["link"] is False


def test_the_validator_is_told_that_it_is_their_turn_and_the_mentor_whose_it_is(desk: Desk) -> None:
    made = desk.school
    card = held(made)
    press(desk, card, "noel", "outcome", outcome="conditional", reason="Le README.")
    made.pass_time(hours=49)
    assert "à vous de décider" in panel(desk, card, "noel")["outcome"]["text"][1]
    assert "le validateur décide" in panel(desk, card, "zoe")["outcome"]["text"][1]


def test_before_the_defence_nothing_is_asked(desk: Desk) -> None:
    assert "outcome" not in panel(desk, agreed(desk.school), "noel")


def test_the_whole_way_of_a_student_who_fails_first(desk: Desk) -> None:
    made = desk.school
    card = held(made)
    later(made, days=1)
    assert badge(desk, card) == "résultat attendu"
    reason = "Tests absents."
    assert press(desk, card, "noel", "outcome", outcome="failed", reason=reason) == 200
    assert made.list_of(card) == FAILED
    assert badge(desk, card) == "seconde soutenance à proposer"
    block = panel(desk, card, "zoe")["outcome"]
    assert "Tests absents." in block["text"][0]
    assert press(desk, card, "zoe", "follow-up", kind="second") == 200
    assert badge(desk, card) == ""
    block = panel(desk, card, "zoe")["outcome"]
    assert labels(block) == []
    assert "pièces jointes" in block["text"][1]


def test_a_success_proposes_what_comes_next(desk: Desk) -> None:
    made = desk.school
    card = held(made)
    assert press(desk, card, "noel", "outcome", outcome="passed") == 200
    assert made.list_of(card) == PASSED
    assert labels(panel(desk, card, "zoe")["outcome"]) == [
        "Préparer la carte du projet suivant",
        "Préparer la carte de transfert",
    ]
    assert press(desk, card, "zoe", "follow-up", kind="transfer") == 200
    state = made.sandbox.state
    there = [one for one in state.cards.values() if one["id"] != card]
    assert [one["idBoard"] for one in there] == [desk.board(invented_school.TRANSFERT)]
    assert len(there[0]["attachments"]) == len(state.cards[card]["attachments"]) == 1
    assert labels(panel(desk, card, "zoe")["outcome"]) == ["Préparer la carte du projet suivant"]


def test_a_clock_runs_on_the_badge(desk: Desk) -> None:
    made = desk.school
    card = held(made)
    press(desk, card, "noel", "outcome", outcome="conditional", reason="Le README.")
    assert made.list_of(card) == ACCEPTED
    assert badge(desk, card) == "à compléter : 48 h"
    made.pass_time(hours=47, minutes=30)
    assert badge(desk, card) == "à compléter : 1 h"
    made.pass_time(hours=1)
    assert badge(desk, card) == "à décider : 48 h"
    buttons = ["Réussie", "À retravailler…", "Retirer cette réponse"]
    assert labels(panel(desk, card, "noel")["outcome"]) == buttons
    made.pass_time(hours=48)
    assert badge(desk, card) == "à décider"


def test_a_conditional_success_is_taken_back_at_once_and_said_again(desk: Desk) -> None:
    made = desk.school
    card = held(made)
    later(made, days=1)
    asked = panel(desk, card, "noel")["outcome"]
    press(desk, card, "noel", "outcome", outcome="conditional", reason="Le README.")
    made.pass_time(hours=1)
    made.by("zoe").describe(card, "Le README est là.")
    made.work()
    assert press(desk, card, "zoe", "take-back") == 403
    assert press(desk, card, "noel", "take-back") == 200
    assert panel(desk, card, "noel")["outcome"] == asked
    assert badge(desk, card) == "résultat attendu"
    assert press(desk, card, "noel", "take-back") == 200
    press(desk, card, "noel", "outcome", outcome="conditional", reason="Deux tests.")
    assert badge(desk, card) == "à compléter : 48 h"
    (told,) = made.comments(card)
    assert "Deux tests" in told and "README" not in told


@pytest.mark.parametrize("who", ["zoe", "ines"])
def test_who_does_not_decide_is_refused(desk: Desk, who: str) -> None:
    card = held(desk.school)
    assert press(desk, card, who, "outcome", outcome="passed") == 403
    assert press(desk, card, who, "reasons", reason="Non.") == 403
    assert desk.school.list_of(card) == ACCEPTED


@pytest.mark.parametrize(
    "body", [{}, {"outcome": "won"}, {"outcome": ["passed"]}, {"outcome": "failed"}]
)
def test_what_cannot_be_read_changes_nothing(desk: Desk, body: dict[str, Any]) -> None:
    card = held(desk.school)
    assert press(desk, card, "noel", "outcome", **body) == 422
    assert press(desk, card, "noel", "follow-up", kind="third") == 422
    assert desk.school.list_of(card) == ACCEPTED


class TestHistory:
    def two(self, desk: Desk) -> tuple[str, str]:
        made = desk.school
        first = held(made)
        press(desk, first, "noel", "outcome", outcome="failed", reason="Tests absents.")
        press(desk, first, "zoe", "follow-up", kind="second")
        named = [one["id"] for one in made.sandbox.state.cards.values() if one["id"] != first]
        return first, str(named[0])

    @pytest.mark.parametrize("who", ["helene", "zoe"])
    def test_managers_and_mentors_see_the_other_cards(self, desk: Desk, who: str) -> None:
        _, second = self.two(desk)
        (line,) = panel(desk, second, who)["student"]["people"]
        assert line["name"].replace("\u00a0", " ") == "Soutenance P7, jeudi 19 mars 2026"
        assert line["why"][0] == "À retravailler."
        assert "Tests absents" in line["why"][1]

    def test_others_do_not(self, desk: Desk) -> None:
        _, second = self.two(desk)
        assert "student" not in panel(desk, second, "ines")


class TestLadder:
    def transfer(self, desk: Desk, days: int) -> str:
        made = desk.school
        hand, state = made.by("zoe"), made.sandbox.state
        board = invented_school.board_named(made.sandbox, invented_school.TRANSFERT)["id"]
        lists = {each["name"]: each["id"] for each in state.lists_of(board)}
        due = made.time + timedelta(days=days)
        card = hand.create_card(lists[TO_TRANSFER], "Rose Guillot – Développeur web", due=due)
        hand.toggle_label(card["id"], "P5")
        hand.join(card["id"])
        made.work()
        return str(card["id"])

    def badge(self, desk: Desk, card: str) -> str:
        made = desk.school
        rules = made.parts.rulebook.boards["transfert"]
        with made.parts.database.transaction() as session:
            seen = glances(session, rules, made.time)
            marks = badges_of(session, made.parts.rulebook, rules, seen, made.time, "fr")
        return marks[card].text.replace("\u00a0", " ") if card in marks else ""

    def test_badge_then_managers_by_name_and_all_is_over_when_somebody_takes_over(
        self, desk: Desk
    ) -> None:
        made = desk.school
        card = self.transfer(desk, 20)
        assert self.badge(desk, card) == ""
        later(made, days=7)
        assert self.badge(desk, card) == "sans nouveau mentor : 13 j"
        assert "personne n’a encore pris le relais" not in said(made, card)
        later(made, days=10)
        assert self.badge(desk, card) == "sans nouveau mentor : 3 j"
        assert "@helene" in said(made, card)
        assert "personne n’a encore pris le relais" in said(made, card)
        written = len(made.comments(card))
        made.by("ines").join(card)
        made.by("helene").drag(card, "Transférés")
        made.work()
        assert self.badge(desk, card) == ""
        assert "personne n’a encore pris le relais" not in said(made, card)
        assert len(made.comments(card)) == written

    def test_health_counts_who_is_about_to_be_alone_and_stays_up(self, desk: Desk) -> None:
        made = desk.school
        self.transfer(desk, 20)
        health = desk.client.get("/health").get_json()
        assert health["transfers"]["uncovered"] == 0
        made.pass_time(days=14)
        made.look()
        response = desk.client.get("/health")
        assert response.get_json()["transfers"]["uncovered"] == 1
        assert any("1 student" in each for each in response.get_json()["decisions"])
        assert "greffier_transfers_uncovered 1.0" in desk.client.get("/metrics").text
        assert response.get_json()["problems"] == []


class TestYourTurn:
    """The list of what waits for a person, over all their boards."""

    @staticmethod
    def turns(desk: Desk, who: str) -> list[dict[str, Any]]:
        answer = desk.get("/desk/mine", who).get_json()
        assert desk.get("/desk/mine/count", who).get_json()["count"] >= len(answer["turns"])
        return list(answer["turns"])

    def test_who_held_the_defence_says_its_result_from_the_list(self, desk: Desk) -> None:
        card = held(desk.school)
        [mine] = [each for each in self.turns(desk, "noel") if each["id"] == card]
        assert mine["action"] == {"name": "passed", "label": "Réussie"}
        assert card not in [each["id"] for each in self.turns(desk, "zoe")]
        path = f"/desk/mine/{mine['board']}/{card}/passed"
        assert desk.post(path, "zoe").status_code == 403
        assert desk.post(path, "noel").status_code == 200
        desk.school.work()
        assert desk.school.list_of(card) == PASSED
        assert self.turns(desk, "noel") == []

    def test_a_defence_that_took_place_is_not_called_planned(self, desk: Desk) -> None:
        card = held(desk.school)
        cards = [
            each
            for board in desk.get("/desk/mine", "zoe").get_json()["boards"]
            for each in board["cards"]
            if each["id"] == card
        ]
        assert [each["waits"] for each in cards] == [
            "La soutenance a eu lieu\u00a0: son résultat est attendu."
        ]

    def test_managers_are_told_the_next_morning(self, desk: Desk) -> None:
        card = held(desk.school)

        def kinds() -> list[str]:
            rows = desk.get("/desk/todo", "helene").get_json()["rows"]
            return [x["code"] for row in rows if row["id"] == card for x in row["kinds"]]

        assert kinds() == []
        later(desk.school, days=1)
        assert kinds() == ["result"]
        press(desk, card, "noel", "outcome", outcome="conditional", reason="Le README.")
        assert kinds() == []
        desk.school.pass_time(hours=97)
        assert kinds() == ["decision"]

    def test_nothing_is_done_on_a_board_where_the_caller_is_nobody(self, desk: Desk) -> None:
        card = held(desk.school)
        board = desk.board()
        assert desk.post(f"/desk/mine/{board}/{card}/archive", "noel").status_code == 422
        assert desk.post(f"/desk/mine/{'0' * 24}/{card}/passed", "noel").status_code == 404
