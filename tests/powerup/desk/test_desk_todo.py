"""The managers' queue: what is in it, and what they do about it."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk
from harness import INCOMPLETE, INTAKE
from todo_desk import (
    act,
    codes,
    incomplete,
    names,
    offered,
    queue,
    receipt_of,
    row,
    undo,
)

from sandbox.seeds import invented_school
from sync.storage.tables import WakeRow
from sync.storage.trello_tables import MembershipRow


class TestTheQueue:
    def test_the_most_urgent_card_of_all_boards_comes_first(self, still: Desk) -> None:
        found = queue(still)
        risks = [each["risk"] for each in found["rows"]]
        assert risks == sorted(risks, reverse=True)
        assert {each["boardName"] for each in found["rows"]} == set(invented_school.LISTS)
        assert found["count"] == found["all"] == len(found["rows"])

    def test_each_row_says_why_it_is_there(self, still: Desk) -> None:
        told = {each["name"]: each["why"] for each in queue(still)["rows"]}
        adam = (
            "À revoir depuis 6\u00a0jours\u00a0: étudiant et parcours, étiquette du projet et date"
        )
        assert told["Adam Leroy"][0].startswith(adam)
        assert "Personne n’est inscrit" in told["Omar Diallo – DA Python"][0]
        assert (
            "restée dans «\u00a0Profil à mettre à jour\u00a0»" in told["Lina Faure – DA Python"][0]
        )
        assert told["Victor Blanc – Développeur web"][0].startswith("Planifiée, mais")
        assert "Le délai est trop court" in told["Lucas Bernard – DA Java/JEE"][1]

    def test_it_speaks_english(self, still: Desk) -> None:
        found = queue(still, "?lang=en")["rows"]
        victor = next(each for each in found if each["name"].startswith("Victor"))
        assert victor["why"] == ["Planned, but no validator is on the card."]
        assert victor["left"].startswith("in ")

    def test_filters_keep_what_they_say_and_count_what_each_would_show(self, still: Desk) -> None:
        found = queue(still, "?kind=incomplete")
        assert all("incomplete" in codes(each) for each in found["rows"])
        assert found["count"] < found["all"]
        counted = {each["code"]: each["count"] for each in found["kinds"]}
        assert counted["incomplete"] == found["count"]
        for kind, count in counted.items():
            assert queue(still, f"?kind={kind}")["count"] == count
        for mentor in found["mentors"]:
            both = queue(still, f"?kind=incomplete&mentor={mentor['id']}")
            assert both["count"] == mentor["count"]
        assert names(still, "?text=lefevre+zoé") == names(still, "?text=ZOE+lefèvre") != []
        assert names(still, "?text=p7") != []
        assert names(still, "?text=FAURE+lina") == ["Lina Faure – DA Python"]
        assert all(x["project"] == "P9" for x in queue(still, "?project=P9")["rows"])

    def test_it_comes_in_pages(self, still: Desk) -> None:
        whole = names(still)
        pages = [names(still, f"?limit=5&offset={start}") for start in range(0, len(whole), 5)]
        assert [name for page in pages for name in page] == whole
        assert names(still, "?offset=9999") == []

    @pytest.mark.parametrize("query", ["?offset=-1", "?limit=x", "?text=" + "a" * 300])
    def test_an_odd_question_is_answered_with_words(self, still: Desk, query: str) -> None:
        assert still.get(f"/desk/todo{query}", "helene").status_code == 422

    def test_the_tab_says_how_many_wait(self, still: Desk) -> None:
        count = still.get("/desk/todo/count", "helene").json["count"]
        assert count == queue(still)["all"]

    def test_looking_calls_nobody(self, still: Desk) -> None:
        before = len(still.school.calls())
        queue(still)
        assert len(still.school.calls()) == before

    def test_with_nothing_to_do_it_says_what_comes_next(self, small: Desk) -> None:
        opened = small.school
        card = opened.card("zoe", "Léa Dupont – DA Python", "label")
        opened.work()
        assert opened.list_of(card) == INCOMPLETE
        found = queue(small)
        assert found["rows"] == [] and found["all"] == 0
        assert found["next"]["name"] == "Léa Dupont – DA Python"
        assert found["next"]["at"].startswith("jeudi\u00a05\u00a0mars\u00a02026")
        assert found["due"]["name"] == "Léa Dupont – DA Python"


class TestRights:
    @pytest.mark.parametrize("who", ["zoe", "noel"])
    def test_mentors_see_and_decide_nothing_here(self, still: Desk, who: str) -> None:
        assert still.get("/desk/todo", who).status_code == 403
        card = queue(still)["rows"][0]
        assert act(still, card, "check", who).status_code == 403

    def test_who_manages_one_board_decides_nothing_on_another(self, desk: Desk) -> None:
        board, helene = (
            desk.board(invented_school.TRANSFERT),
            desk.school.sandbox.state.member("helene"),
        )
        card = next(each for each in queue(desk)["rows"] if each["board"] == board)
        with desk.school.parts.database.transaction() as session:
            session.get_one(MembershipRow, (board, helene["id"])).role = "normal"
        assert act(desk, card, "check").status_code == 403
        assert desk.get(f"/desk/todo/card/{board}/{card['id']}", "helene").status_code == 403
        assert all(each["board"] != board for each in queue(desk)["rows"])

    def test_a_card_of_another_board_is_not_reached_through_ones_own(self, still: Desk) -> None:
        card = next(x for x in queue(still)["rows"] if x["board"] == still.board())
        other = {**card, "board": still.board(invented_school.TRANSFERT)}
        assert act(still, other, "check").status_code == 409

    def test_unknown_actions_are_refused(self, still: Desk) -> None:
        assert act(still, queue(still)["rows"][0], "explode").status_code == 422


class TestDecisions:
    def test_a_card_is_accepted_with_a_reason_and_the_decision_taken_back(
        self, small: Desk
    ) -> None:
        incomplete(small.school)
        card = row(small, "Léa Dupont")
        assert act(small, card, "accept").status_code == 422
        answer = act(small, card, "accept", reason="vu avec le jury")
        assert codes(answer.json["row"]) == ["validator"]
        assert small.school.list_of(card["id"]) == INTAKE
        receipt = receipt_of(small, answer.json["undo"]["receipt"])
        assert (receipt.command, receipt.by, receipt.note) == (
            "AcceptCard",
            "Hélène Caradec",
            "vu avec le jury",
        )
        assert undo(small, card, answer).status_code == 200
        assert undo(small, card, answer).status_code == 409
        small.school.work()
        assert small.school.list_of(card["id"]) == INCOMPLETE
        assert codes(row(small, "Léa Dupont"))[0] == "incomplete"

    def test_what_changed_meanwhile_is_shown_before_it_is_decided(self, small: Desk) -> None:
        incomplete(small.school)
        card = row(small, "Léa Dupont")
        small.school.by("zoe").rename(card["id"], "Léa Dupond – DA Python")
        small.school.work()
        answer = act(small, card, "accept", reason="vu")
        assert (answer.status_code, answer.json["error"]) == (409, "changed")
        assert act(small, row(small, "Léa Dupond"), "accept", reason="vu").status_code == 200

    def test_a_card_that_needs_nobody_any_more_says_so(self, small: Desk) -> None:
        opened = small.school
        incomplete(opened)
        card = row(small, "Léa Dupont")
        opened.by("zoe").archive(card["id"])
        opened.work()
        answer = act(small, card, "remind")
        assert (answer.status_code, answer.json["error"]) == (409, "settled")

    def test_a_suspension_by_a_mentor_is_lifted(self, small: Desk) -> None:
        card_id = incomplete(small.school)
        small.post(f"/card/{card_id}/suspend", "zoe", reason="j'attends le rendu")
        card = row(small, "Léa Dupont")
        assert codes(card) == ["suspended"]
        assert "Zoé Lefèvre" in card["why"][0] and "j'attends le rendu" in card["why"][0]
        assert codes(act(small, card, "lift").json["row"])[0] == "incomplete"

    def test_a_managers_own_suspension_leaves_the_queue_and_comes_back(self, small: Desk) -> None:
        incomplete(small.school)
        card = row(small, "Léa Dupont")
        answer = act(small, card, "suspend", reason="")
        assert answer.json["row"] is None
        assert undo(small, card, answer).status_code == 200
        assert codes(row(small, "Léa Dupont"))[0] == "incomplete"

    def test_a_card_left_behind_is_put_back(self, small: Desk) -> None:
        opened = small.school
        card_id = incomplete(opened)
        opened.by("zoe").toggle_label(card_id, opened.label())
        opened.work()
        card = row(small, "Léa Dupont")
        assert "back" in codes(card)
        assert "validator" in codes(act(small, card, "put-back").json["row"])
        assert opened.list_of(card_id) != INCOMPLETE

    def test_a_card_that_was_given_up_gets_another_try(self, small: Desk) -> None:
        card_id = incomplete(small.school)
        with small.school.parts.database.transaction() as session:
            session.get_one(WakeRow, card_id).parked_at = small.school.time
        card = row(small, "Léa Dupont")
        assert codes(card)[0] == "parked" and offered(card)[0] == "replay"
        assert act(small, card, "replay").status_code == 200
        small.school.work()
        assert "parked" not in codes(row(small, "Léa Dupont"))


def test_the_version_of_the_queue_changes_with_a_card_and_not_by_itself(
    small: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.reports.triage_cache.FRESH", 0)
    first = queue(small)["version"]
    assert small.get("/desk/todo/version", "helene").json["version"] == first
    incomplete(small.school)
    second = small.get("/desk/todo/version", "helene").json["version"]
    assert second != first
    assert queue(small)["version"] == second


class TestNotNow:
    def test_a_card_that_is_put_off_comes_back_on_its_day(self, small: Desk) -> None:
        incomplete(small.school)
        answer = act(small, row(small, "Léa Dupont"), "snooze", days=1)
        assert answer.status_code == 200 and answer.json["row"] is None
        assert names(small) == []
        small.school.pass_time(hours=25)
        assert names(small) != []

    def test_it_comes_back_as_soon_as_it_changes(self, small: Desk) -> None:
        card_id = incomplete(small.school)
        act(small, row(small, "Léa Dupont"), "snooze", days=0)
        assert names(small) == []
        small.school.by("zoe").set_due(card_id, small.school.due(2))
        small.school.work()
        assert names(small) != []

    def test_putting_it_off_is_undone(self, small: Desk) -> None:
        incomplete(small.school)
        card = row(small, "Léa Dupont")
        answer = act(small, card, "snooze", days=7)
        assert undo(small, card, answer).status_code == 200
        assert names(small) != []

    @pytest.mark.parametrize("days", [-1, 61, True, "1", None])
    def test_only_a_few_days_can_be_asked_for(self, small: Desk, days: Any) -> None:
        incomplete(small.school)
        answer = act(small, row(small, "Léa Dupont"), "snooze", days=days)
        assert answer.status_code == 422
        assert names(small) != []
