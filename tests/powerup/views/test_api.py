"""The endpoints: who may ask, what is answered, and that each fix is done once and by name."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from harness import school

from sandbox.seeds import invented_school
from sync.clock import now
from sync.storage.trello_tables import CardRow


def _item(panel: dict[str, Any], code: str) -> dict[str, Any]:
    return next(each for each in panel["items"] if each["code"] == code)


def _label(desk: Desk, name: str) -> str:
    labels = desk.school.sandbox.state.labels_of(desk.board())
    return next(str(one["id"]) for one in labels if one["name"] == name)


def _texts(panel: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["by"], each["text"].replace("\u00a0", " ")) for each in panel["history"]]


class TestWhoMayAsk:
    @pytest.mark.parametrize("path", ["/board", "/desk/mine", "/about", "/card/x"])
    def test_without_a_token_nothing_is_told(self, still: Desk, path: str) -> None:
        response = still.client.get(f"/powerup/api{path}")
        assert response.status_code == 401
        assert set(response.get_json()) == {"error", "message"}

    def test_an_expired_token_is_refused(self, still: Desk) -> None:
        token = still.token("zoe", lifetime=-60)
        response = still.client.get(
            "/powerup/api/board", headers={"Authorization": f"Bearer {token}"}
        )
        assert response.status_code == 401

    @pytest.mark.parametrize("path", ["/board", "/desk/mine", "/about"])
    def test_an_observer_gets_nothing(self, still: Desk, path: str) -> None:
        assert still.get(path, "olivia").status_code == 403

    def test_a_stranger_gets_nothing(self, desk: Desk) -> None:
        desk.school.sandbox.add_member("passant", "Un Passant")
        assert desk.get("/board", "passant").status_code == 403

    def test_an_observer_cannot_fix(self, still: Desk) -> None:
        card = still.card("Omar Diallo")
        assert still.post(f"/card/{card['id']}/join", "olivia").status_code == 403
        assert card["idMembers"] == []

    def test_who_left_the_board_gets_nothing_any_more(self, desk: Desk) -> None:
        desk.school.sandbox.act_as("helene").remove_from_board(desk.board(), "zoe")
        desk.school.parts.snapshots.take(desk.board())
        assert desk.get("/board").status_code == 403

    def test_a_card_of_another_board_is_unknown_here(self, still: Desk) -> None:
        card = still.card("Rose Guillot")
        assert still.get(f"/card/{card['id']}").status_code == 404

    def test_while_the_keys_cannot_be_read_the_answer_is_later(self, desk: Desk) -> None:
        desk.school.sandbox.faults.set(
            error=1.0
        ) if "error" in desk.school.sandbox.faults.rates else None
        identity = desk.school.parts.powerup.identity
        object.__setattr__(identity.ring, "_asked_at", now())
        response = desk.get("/board")
        assert response.status_code == 503
        assert "Réessayez" in response.get_json()["message"]

    def test_messages_are_in_the_language_asked_for(self, still: Desk) -> None:
        response = still.client.get("/powerup/api/board?lang=en-GB")
        assert "Reload the page" in response.get_json()["message"]


class TestBoard:
    def test_all_cards_come_in_one_answer(self, still: Desk) -> None:
        data = still.get("/board").get_json()
        text, color, _ = data["badges"][data["cards"][still.card("Léa Dupont")["id"]]]
        assert (text, color) == ("complète", "green")
        assert data["cards"][still.card("MODÈLE")["id"]] == -1
        assert still.card("Ancienne proposition")["id"] not in data["cards"]

    def test_an_unchanged_board_is_not_sent_again(self, still: Desk) -> None:
        first = still.get("/board")
        again = still.get("/board", **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")

    def test_five_hundred_cards_are_quick_and_small(self, desk: Desk) -> None:
        invented_school.seed_big(desk.school.sandbox, 500)
        desk.school.parts.snapshots.take(desk.board())
        with desk.school.parts.database.transaction() as session:
            assert session.query(CardRow).count() > 500
        durations = []
        for _ in range(20):
            started = time.thread_time()
            response = desk.get("/board")
            durations.append(time.thread_time() - started)
        assert len(response.data) < 30_000
        assert sorted(durations)[10] < 0.05


class TestPanel:
    def test_each_mention_has_its_mark_and_its_remedy(self, still: Desk) -> None:
        panel = still.get(f"/card/{still.card('soutenance')['id']}").get_json()
        assert panel["title"] == "Il manque 4 informations"
        blocking = [x["code"] for x in panel["items"] if x["status"] == "blocks"]
        assert blocking == ["student", "label", "due", "member"]
        kinds = [x["control"]["kind"] for x in panel["items"] if x["status"] == "blocks"]
        assert kinds == ["student", "label", "date", "join"]

    def test_the_words_are_those_of_the_comment(self, still: Desk) -> None:
        card = still.card("Thomas Girard")
        item = _item(still.get(f"/card/{card['id']}").get_json(), "student")
        comments = [
            one["data"]["text"]
            for one in still.school.sandbox.state.actions.values()
            if one["type"] == "commentCard" and one["data"]["card"]["id"] == card["id"]
        ]
        assert item["label"].casefold() in comments[0].casefold()
        assert item["rule"].partition("#")[0] in comments[0]

    def test_the_window_of_dates_and_the_holidays_come_with_the_date(self, still: Desk) -> None:
        control = _item(still.get(f"/card/{still.card('Julie Moreau')['id']}").get_json(), "due")[
            "control"
        ]
        put = datetime.fromisoformat(control["first"]) - timedelta(days=14)
        assert datetime.fromisoformat(control["last"]) == put + timedelta(days=21)
        assert all(each >= control["today"] for each in control["holidays"])

    def test_what_is_in_order_says_what_was_read(self, still: Desk) -> None:
        panel = still.get(f"/card/{still.card('Léa Dupont')['id']}").get_json()
        assert panel["tone"] == "good"
        assert _item(panel, "student")["read"] == "Léa Dupont – Développeur d’application Python"
        assert _item(panel, "label")["read"] == "P7"

    def test_a_date_in_the_past_is_not_called_in_order(self, still: Desk) -> None:
        panel = still.get(f"/card/{still.card('Paul Renaud')['id']}").get_json()
        assert [x["code"] for x in panel["items"] if "date" in x["label"].lower()] == ["past"]

    def test_looking_writes_nothing(self, desk: Desk) -> None:
        before = len(desk.school.sandbox.calls())
        desk.get(f"/card/{desk.card('soutenance')['id']}")
        assert [one.path for one in desk.school.sandbox.calls()[before:]] == [
            "/1/resource/jwt-public-keys"
        ]
        assert desk.wanted() == []


class TestFixes:
    def test_a_card_is_completed_and_put_back_by_presses_alone(self, desk: Desk) -> None:
        card = desk.card("soutenance")
        where = f"/card/{card['id']}"
        day = (now() + timedelta(days=16)).date().isoformat()
        desk.post(f"{where}/title", name="Inès Marchand", course="DA Python")
        desk.post(f"{where}/label", label=_label(desk, "P7"))
        desk.post(f"{where}/due", date=day, time="14:30")
        panel = desk.post(f"{where}/join").get_json()
        assert panel["state"] == "complete"
        assert panel["actions"]["putBack"] == "Propositions de soutenances"
        desk.post(f"{where}/put-back")
        desk.school.work()
        assert card["idList"] == desk.school.list_id("Propositions de soutenances")
        assert card["name"] == "Inès Marchand – DA Python"
        assert _texts(desk.get(where).get_json())[1] == (
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
        panel = desk.post(f"/card/{card['id']}/label", label=_label(desk, "P5")).get_json()
        labels = {desk.school.sandbox.state.labels[each]["name"] for each in card["idLabels"]}
        assert labels == {"P5", "urgent"}
        assert panel["state"] == "complete"

    def test_details_are_added_below_the_description_as_it_is_on_trello(self, desk: Desk) -> None:
        card = desk.card("Clara Fontaine")
        desk.school.sandbox.act_as("zoe").describe(card["id"], "Bonjour.")
        response = desk.post(f"/card/{card['id']}/details", link="https://exemple.fr/p5")
        assert card["desc"] == "Bonjour.\n\nLien du projet\u00a0: https://exemple.fr/p5"
        assert _item(response.get_json(), "details")["status"] == "ok"

    def test_a_double_click_does_it_once(self, desk: Desk) -> None:
        card = desk.card("Omar Diallo")
        for _ in range(2):
            assert desk.post(f"/card/{card['id']}/join").status_code == 200
        assert (
            _texts(desk.get(f"/card/{card['id']}").get_json()).count(
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


class TestMine:
    def test_my_cards_of_both_boards_say_what_they_wait_for(self, still: Desk) -> None:
        data = still.get("/desk/mine").get_json()
        assert [each["name"] for each in data["boards"]] == [
            invented_school.SOUTENANCES,
            invented_school.TRANSFERT,
        ]
        first = data["boards"][0]["cards"][0]
        assert first["badge"]["color"] == "red"
        assert first["waits"].replace("\u00a0", " ").startswith("À revoir : ")
        names = [card["name"] for board in data["boards"] for card in board["cards"]]
        assert "Ibrahim Touré – DA Python" in names
        assert "Karim Benali - Développeur d’application Python" not in names

    def test_next_defences_come_in_their_order(self, still: Desk) -> None:
        defences = still.get("/desk/mine", "malik").get_json()["defences"]
        assert len(defences) >= 2
        assert all(each["due"] for each in defences)
