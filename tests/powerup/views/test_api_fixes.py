"""The buttons of the panel: each fix and decision is done once, by name, by who may."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from harness import school
from panels import item_of, label_of, texts_of

from sandbox.seeds import invented_school
from sync.clock import now


class TestFixes:
    def test_a_card_is_completed_and_put_back_by_presses_alone(self, desk: Desk) -> None:
        card = desk.card("soutenance")
        where = f"/card/{card['id']}"
        day = (now() + timedelta(days=16)).date().isoformat()
        desk.post(f"{where}/title", name="Inès Marchand", course="DA Python")
        desk.post(f"{where}/label", label=label_of(desk, "P7"))
        desk.post(f"{where}/due", date=day, time="14:30")
        panel = desk.post(f"{where}/join").get_json()
        assert panel["state"] == "complete"
        assert panel["actions"]["putBack"] == "Propositions de soutenances"
        desk.post(f"{where}/put-back")
        desk.school.work()
        assert card["idList"] == desk.school.list_id("Propositions de soutenances")
        assert card["name"] == "Inès Marchand – DA Python"
        assert texts_of(desk.get(where).get_json())[1] == (
            "Zoé Lefèvre",
            "a remis la carte : « Profil à mettre à jour » → « Propositions de soutenances »",
        )

    def test_the_time_chosen_is_that_of_the_school(self, desk: Desk) -> None:
        card = desk.card("Julie Moreau")
        year = now().year + 1
        desk.post(f"/card/{card['id']}/due", date=f"{year}-07-01", time="14:30")
        assert card["due"] == f"{year}-07-01T12:30:00.000Z"

    def test_the_label_chosen_replaces_the_others_and_spares_what_is_no_project(
        self, desk: Desk
    ) -> None:
        card = desk.card("Rayan Cherif")
        desk.school.sandbox.act_as("zoe").toggle_label(card["id"], "urgent")
        desk.school.parts.snapshots.take(desk.board())
        panel = desk.post(f"/card/{card['id']}/label", label=label_of(desk, "P5")).get_json()
        labels = {desk.school.sandbox.state.labels[each]["name"] for each in card["idLabels"]}
        assert labels == {"P5", "urgent"}
        assert panel["state"] == "complete"

    def test_details_are_added_below_the_description_as_it_is_on_trello(self, desk: Desk) -> None:
        card = desk.card("Clara Fontaine")
        desk.school.sandbox.act_as("zoe").describe(card["id"], "Bonjour.")
        response = desk.post(f"/card/{card['id']}/details", link="https://exemple.fr/p5")
        assert card["desc"] == "Bonjour.\n\nLien du projet\u00a0: https://exemple.fr/p5"
        assert item_of(response.get_json(), "details")["status"] == "ok"

    def test_a_double_click_does_it_once(self, desk: Desk) -> None:
        card = desk.card("Omar Diallo")
        for _ in range(2):
            assert desk.post(f"/card/{card['id']}/join").status_code == 200
        assert (
            texts_of(desk.get(f"/card/{card['id']}").get_json()).count(
                ("Zoé Lefèvre", "a ajouté un membre à la carte : Zoé Lefèvre")
            )
            == 1
        )
        writes = [one for one in desk.school.sandbox.calls("POST") if "idMembers" in one.path]
        assert len(writes) == 1

    def test_a_card_put_back_as_it_is_is_left_alone_and_says_who_did_it(self, desk: Desk) -> None:
        card = desk.card("Thomas Girard")
        panel = desk.post(f"/card/{card['id']}/put-back", "noel").get_json()
        desk.school.work()
        assert card["idList"] == desk.school.list_id("Propositions de soutenances")
        assert panel["state"] == "suspended"
        assert "Noël Bérard" in panel["next"][0]

    def test_a_fix_does_not_hurry_who_has_more_to_fix(self, tmp_path: Path) -> None:
        with school(tmp_path, empty=False, both=True, settle_moved="5m") as opened:
            self._mend_slowly(Desk.at(opened))

    def _mend_slowly(self, desk: Desk) -> None:
        card = desk.card("soutenance")
        panel = desk.post(f"/card/{card['id']}/join").get_json()
        desk.school.work()
        assert card["idList"] == desk.school.list_id("Propositions de soutenances")
        assert panel["settles"] is not None
        assert panel["title"] == "Il manque 3 informations"
        desk.post(f"/card/{card['id']}/check")
        desk.school.work()
        assert card["idList"] == desk.school.list_id("Profil à mettre à jour")

    def test_undo_takes_back_the_clerks_move(self, desk: Desk) -> None:
        card = desk.card("Thomas Girard")
        history = desk.get(f"/card/{card['id']}").get_json()["history"]
        move = next(each for each in history if "rangé" in each["text"])
        assert move["undo"] is True
        panel = desk.post(f"/card/{card['id']}/undo", receipt=move["id"]).get_json()
        assert card["idList"] == desk.school.list_id("Propositions de soutenances")
        assert panel["state"] == "suspended"

    def test_a_receipt_of_another_card_is_not_undone_here(self, still: Desk) -> None:
        other = still.get(f"/card/{still.card('Thomas Girard')['id']}").get_json()["history"]
        where = f"/card/{still.card('Manon Lefort')['id']}/undo"
        assert still.post(where, receipt=other[0]["id"]).status_code == 404

    def test_a_whole_list_is_checked_at_once(self, desk: Desk) -> None:
        intake = desk.school.list_id("Propositions de soutenances")
        count = desk.post(f"/list/{intake}/check").get_json()["cards"]
        assert count == len(desk.wanted()) > 5

    @pytest.mark.parametrize(
        ("action", "body", "code"),
        [
            ("title", {"name": "Léa"}, "name"),
            ("title", {"name": 3, "course": "x"}, "body"),
            ("due", {"date": "demain", "time": "14:00"}, "date"),
            ("due", {"date": "2031-02-31", "time": "14:00"}, "date"),
            ("due", {"date": "2020-01-01", "time": "14:00"}, "past"),
            ("label", {}, "label"),
            ("details", {"link": "  "}, "details"),
            ("undo", {"receipt": "1"}, "receipt"),
            ("dance", {}, "body"),
        ],
    )
    def test_what_cannot_be_used_is_answered_with_what_to_do(
        self, still: Desk, action: str, body: dict[str, Any], code: str
    ) -> None:
        response = still.post(f"/card/{still.card('Léa Dupont')['id']}/{action}", **body)
        assert (response.status_code, response.get_json()["error"]) == (422, code)

    def test_what_trello_refuses_is_said_and_leaves_no_receipt(self, desk: Desk) -> None:
        card = desk.card("Omar Diallo")
        desk.school.sandbox.act_as("helene").delete(card["id"])
        response = desk.post(f"/card/{card['id']}/join")
        assert response.status_code == 404
        assert "n’existe plus" in response.get_json()["message"]


class TestDecisions:
    def test_a_mentor_may_suspend_and_take_it_back(self, desk: Desk) -> None:
        where = f"/card/{desk.card('Thomas Girard')['id']}"
        panel = desk.post(f"{where}/suspend", reason="je vois avec lui").get_json()
        assert (panel["state"], panel["actions"]["lift"]) == ("suspended", True)
        assert desk.post(f"{where}/lift").get_json()["state"] == "incomplete"

    @pytest.mark.parametrize("action", ["accept", "accept-date", "restore-date"])
    def test_exceptions_are_for_managers(self, still: Desk, action: str) -> None:
        where = f"/card/{still.card('Thomas Girard')['id']}/{action}"
        assert still.post(where, reason="pourquoi pas").status_code == 403

    def test_a_manager_accepts_a_card_with_a_reason(self, desk: Desk) -> None:
        where = f"/card/{desk.card('Thomas Girard')['id']}"
        assert desk.post(f"{where}/accept", "helene").status_code == 422
        panel = desk.post(f"{where}/accept", "helene", reason="vu avec lui").get_json()
        assert (panel["state"], panel["title"]) == ("complete", "Acceptée telle quelle")
        assert "vu avec lui" in panel["next"][0]
        assert desk.post(f"{where}/lift").status_code == 403

    def test_a_manager_restores_the_fixed_date(self, desk: Desk) -> None:
        card = desk.card("Léa Dupont")
        fixed = card["due"]
        desk.school.sandbox.act_as("zoe").set_due(card["id"], now() + timedelta(days=40))
        desk.school.parts.snapshots.take(desk.board())
        desk.school.work()
        panel = desk.get(f"/card/{card['id']}", "helene").get_json()
        assert (panel["title"], panel["actions"]["decideDate"]) == ("La date a été modifiée", True)
        panel = desk.post(f"/card/{card['id']}/restore-date", "helene").get_json()
        assert (card["due"], panel["state"]) == (fixed, "complete")

    def test_a_manager_accepts_the_new_date(self, desk: Desk) -> None:
        card = desk.card("Léa Dupont")
        desk.school.sandbox.act_as("zoe").set_due(card["id"], now() + timedelta(days=18))
        desk.school.parts.snapshots.take(desk.board())
        desk.school.work()
        where = f"/card/{card['id']}"
        panel = desk.post(f"{where}/accept-date", "helene", reason="jury").get_json()
        assert panel["actions"]["decideDate"] is False


class TestLinkedCard:
    def test_a_transfer_card_is_made_for_the_same_student_once(self, desk: Desk) -> None:
        where = f"/card/{desk.card('Karim Benali')['id']}"
        first = desk.post(f"{where}/link").get_json()
        again = desk.post(f"{where}/link").get_json()
        assert (first["made"], again["made"]) == (True, False)
        made = desk.school.sandbox.state.cards[first["card_id"]]
        assert made["name"] == "Karim Benali – Développeur d’application Python"
        assert made["idBoard"] == desk.board(invented_school.TRANSFERT)
        assert [desk.school.sandbox.state.labels[x]["name"] for x in made["idLabels"]] == ["P5"]
        desk.school.work()
        assert desk.mirrored(first["card_id"]).board_id == made["idBoard"]
        assert desk.get(where).get_json()["linked"]["url"] == first["url"]

    def test_undoing_it_archives_the_card_that_was_made(self, desk: Desk) -> None:
        where = f"/card/{desk.card('Karim Benali')['id']}"
        made = desk.post(f"{where}/link").get_json()["card_id"]
        desk.school.work()
        assert desk.post(f"{where}/undo", receipt=_link_of(desk, where)).status_code == 200
        assert desk.school.sandbox.state.cards[made]["closed"]
        assert desk.get(where).get_json()["linked"] is None

    def test_a_card_that_somebody_worked_on_is_not_archived(self, desk: Desk) -> None:
        where = f"/card/{desk.card('Karim Benali')['id']}"
        made = desk.post(f"{where}/link").get_json()["card_id"]
        desk.school.work()
        receipt = _link_of(desk, where)
        desk.school.sandbox.act_as("zoe").describe(made, "Nouveau mentor : Inès ?")
        assert desk.post(f"{where}/undo", receipt=receipt).status_code == 409
        assert not desk.school.sandbox.state.cards[made]["closed"]


def _link_of(desk: Desk, where: str) -> int:
    """The line of the card's history that tells of the linked card."""
    history = desk.get(where).get_json()["history"]
    [line] = [each for each in history if each["text"] == "a créé la carte liée"]
    assert line["undo"]
    return int(line["id"])
