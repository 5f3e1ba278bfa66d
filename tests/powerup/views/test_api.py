"""The endpoints: who may ask, and what is answered about boards, cards and one's own cards."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from desk import Desk
from panels import item_of

from sandbox.seeds import invented_school
from sync.clock import now
from sync.storage.trello_tables import CardRow


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

    def test_a_manager_is_led_from_a_card_that_waits_for_them_to_the_queue(
        self, still: Desk
    ) -> None:
        def waits(title: str, who: str) -> bool:
            return bool(still.get(f"/card/{still.card(title)['id']}", who).get_json()["todo"])

        assert waits("Adam Leroy", "helene")
        assert not waits("Adam Leroy", "zoe")
        assert not waits("Noah Garnier", "helene")

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

    def test_a_template_and_a_card_of_another_list_wear_no_badge(self, still: Desk) -> None:
        rules = still.school.parts.rulebook.board(still.board())
        assert rules is not None
        looked_at = {*rules.intake, *rules.incomplete, *rules.accepted}
        cards = still.school.sandbox.state.cards.values()
        elsewhere = [
            each
            for each in cards
            if each["idBoard"] == still.board()
            and (each["isTemplate"] or each["idList"] not in looked_at)
        ]
        worn = still.get("/board").get_json()["cards"]
        assert len(elsewhere) >= 3
        assert {worn.get(each["id"], -1) for each in elsewhere} == {-1}

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
        item = item_of(still.get(f"/card/{card['id']}").get_json(), "student")
        comments = [
            one["data"]["text"]
            for one in still.school.sandbox.state.actions.values()
            if one["type"] == "commentCard" and one["data"]["card"]["id"] == card["id"]
        ]
        assert item["label"].casefold() in comments[0].casefold()
        assert item["rule"].partition("#")[0] in comments[0]

    def test_the_window_of_dates_and_the_holidays_come_with_the_date(self, still: Desk) -> None:
        control = item_of(still.get(f"/card/{still.card('Julie Moreau')['id']}").get_json(), "due")[
            "control"
        ]
        put = datetime.fromisoformat(control["first"]) - timedelta(days=14)
        assert datetime.fromisoformat(control["last"]) == put + timedelta(days=21)
        assert all(each >= control["today"] for each in control["holidays"])

    def test_what_is_in_order_says_what_was_read(self, still: Desk) -> None:
        panel = still.get(f"/card/{still.card('Léa Dupont')['id']}").get_json()
        assert panel["tone"] == "good"
        assert item_of(panel, "student")["read"] == "Léa Dupont – Développeur d’application Python"
        assert item_of(panel, "label")["read"] == "P7"

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
