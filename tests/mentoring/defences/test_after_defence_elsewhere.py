"""What a defence shows away from its panel: other cards, badges, health, the list of one's turns."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from defence_panel import panel, press
from defended import held, later, said
from harness import PASSED, TO_TRANSFER

from mentoring.defences.badges import badges_of
from sandbox.seeds import invented_school
from sync.mirror.board_summary import glances
from tests.powerup.desk import Desk


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
        response = desk.client.get("/health", headers={"Accept-Language": "en"})
        assert response.get_json()["transfers"]["uncovered"] == 1
        assert any("1\u00a0student" in each for each in response.get_json()["decisions"])
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
        answer = desk.post(path, "noel").get_json()
        assert answer["said"].startswith("Bravo à Léa Dupont")
        desk.school.work()
        assert desk.school.list_of(card) == PASSED
        assert self.turns(desk, "noel") == []
        undo = path.replace("/passed", "/undo")
        assert desk.post(undo, "zoe", receipt=answer["undo"]).status_code == 403
        assert desk.post(undo, "noel", receipt=answer["undo"]).status_code == 200
        desk.school.work()
        assert [each["id"] for each in self.turns(desk, "noel")] == [card]

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
