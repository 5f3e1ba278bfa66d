"""The managers' queue: what is in it, and what they do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from harness import ACCEPTED, INCOMPLETE, INTAKE, School, school

from sandbox.seeds import invented_school
from sync.storage.tables import ReceiptRow, WakeRow
from sync.storage.trello_tables import CardRow, MembershipRow
from sync.use_cases.board_mode import pause

Row = dict[str, Any]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Desk]:
    """A desk of boards without cards."""
    with school(tmp_path, both=True, start=datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) as opened:
        yield Desk.at(opened)


def queue(desk: Desk, query: str = "", who: str = "helene") -> dict[str, Any]:
    answer = desk.get(f"/desk/todo{query}", who)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def row(desk: Desk, name: str) -> Row:
    return next(each for each in queue(desk, "?limit=200")["rows"] if each["name"].startswith(name))


def names(desk: Desk, query: str = "") -> list[str]:
    return [each["name"] for each in queue(desk, query)["rows"]]


def act(desk: Desk, card: Row, action: str, who: str = "helene", **body: Any) -> Any:
    path = f"/desk/card/{card['board']}/{card['id']}/{action}"
    return desk.post(path, who, **{"seen": card["seen"], **body})


def undo(desk: Desk, card: Row, answer: Any) -> Any:
    back = answer.json["undo"]
    path = f"/desk/card/{card['board']}/{back['card']}/undo"
    return desk.post(path, "helene", receipt=back["receipt"])


def codes(card: Row) -> list[str]:
    return [each["code"] for each in card["kinds"]]


def offered(card: Row) -> list[str]:
    return [each["name"] for each in card["actions"]]


def incomplete(opened: School, days: float = 10, who: str = "zoe", name: str = "") -> str:
    """A card without label that its mentor was told of, near its date."""
    card = opened.card(who, name or "Léa Dupont – DA Python", "label")
    opened.by(who).set_due(card, opened.due(days))
    opened.work()
    return card


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
        receipt = _receipt(small, answer.json["undo"]["receipt"])
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


class TestReminders:
    def test_the_one_comment_calls_the_mentor_at_most_once_a_day(self, small: Desk) -> None:
        opened = small.school
        card_id = incomplete(opened)
        answer = act(small, row(small, "Léa Dupont"), "remind")
        assert answer.json["row"] is None
        opened.work()
        (comment,) = opened.comments(card_id)
        assert "@zoe\u00a0: rappel de Hélène Caradec, lundi\u00a02\u00a0mars\u00a02026" in comment
        opened.by("zoe").set_due(card_id, opened.due(2))
        opened.work()
        card = row(small, "Léa Dupont")
        assert "Relance de Hélène Caradec" in card["reminded"]
        again = act(small, card, "remind")
        assert (again.status_code, again.json["error"]) == (409, "reminded-lately")
        assert "le lundi\u00a02\u00a0mars\u00a02026 à\u00a010\u00a0h" in again.json["message"]
        opened.pass_time(hours=25)
        assert act(small, row(small, "Léa Dupont"), "remind").status_code == 200
        opened.work()
        (comment,) = opened.comments(card_id)
        assert comment.count("rappel de") == 1 and "@zoe\u00a0: rappel" in comment
        assert "mardi\u00a03\u00a0mars" in comment

    def test_a_reminder_is_taken_back_and_may_be_given_again(self, small: Desk) -> None:
        opened = small.school
        card_id = incomplete(opened)
        answer = act(small, row(small, "Léa Dupont"), "remind")
        opened.work()
        assert undo(small, row_of_card(small, card_id), answer).status_code == 200
        opened.work()
        (comment,) = opened.comments(card_id)
        assert "rappel de" not in comment
        card = row(small, "Léa Dupont")
        assert card["reminded"] == ""
        assert act(small, card, "remind").status_code == 200

    def test_a_reminder_goes_when_it_has_served(self, small: Desk) -> None:
        opened = small.school
        card_id = incomplete(opened)
        act(small, row(small, "Léa Dupont"), "remind")
        opened.work()
        opened.by("zoe").toggle_label(card_id, opened.label())
        opened.work()
        (comment,) = opened.comments(card_id)
        assert "rappel de" not in comment

    def test_where_the_clerk_does_not_write_it_reminds_nobody(self, small: Desk) -> None:
        incomplete(small.school)
        card = row(small, "Léa Dupont")
        rules = small.school.parts.rules().boards["soutenances"]
        with small.school.parts.database.transaction() as session:
            pause(session, rules, "Hélène Caradec", "", small.school.time)
        assert "remind" not in offered(row(small, "Léa Dupont"))
        (told,) = queue(small)["paused"]
        assert "en pause sur «\u00a0Soutenances\u00a0»" in told["text"]
        answer = act(small, card, "remind")
        assert (answer.status_code, answer.json["error"]) == (409, "not-writing")


class TestDates:
    @pytest.fixture
    def moved(self, small: Desk) -> Desk:
        """A planned defence whose date its mentor changed."""
        opened = small.school
        card = opened.card("zoe", "Léa Dupont – DA Python")
        opened.work()
        opened.by("helene").drag(card, opened.list_id(ACCEPTED))
        opened.by("helene").join(card)
        opened.work()
        opened.by("zoe").set_due(card, opened.due(20))
        opened.work()
        return small

    def test_both_dates_are_told_with_who_and_when(self, moved: Desk) -> None:
        card = row(moved, "Léa Dupont")
        assert codes(card) == ["date"]
        assert card["why"] == [
            "La date fixée a changé\u00a0: elle était le jeudi\u00a019\u00a0mars\u00a02026 "
            "à\u00a010\u00a0h, elle est le dimanche\u00a022\u00a0mars\u00a02026 à\u00a010\u00a0h "
            "(changée par Zoé Lefèvre le lundi\u00a02\u00a0mars\u00a02026 à\u00a010\u00a0h)."
        ]

    def test_the_new_date_is_accepted_and_the_decision_taken_back(self, moved: Desk) -> None:
        card = row(moved, "Léa Dupont")
        answer = act(moved, card, "accept-date", reason="jury absent")
        assert answer.json["row"] is None
        assert undo(moved, card, answer).status_code == 200
        back = row(moved, "Léa Dupont")
        assert back["why"] == card["why"]

    def test_the_fixed_date_is_restored_and_that_undone(self, moved: Desk) -> None:
        card = row(moved, "Léa Dupont")
        answer = act(moved, card, "restore-date")
        assert answer.json["row"] is None
        due = moved.school.sandbox.state.cards[card["id"]]["due"]
        assert due.startswith("2026-03-19")
        assert undo(moved, card, answer).status_code == 200
        assert moved.school.sandbox.state.cards[card["id"]]["due"].startswith("2026-03-22")
        assert codes(row(moved, "Léa Dupont")) == ["date"]


class TestTwins:
    @pytest.fixture
    def twins(self, small: Desk) -> Desk:
        """Two cards for one student: one by Zoé, a barer one by Noël."""
        opened = small.school
        opened.card("zoe", "Léa Dupont – DA Python", "due")
        opened.card("noel", "DUPONT Léa – DA Python", "details")
        opened.work()
        return small

    def lead(self, desk: Desk) -> Row:
        (found,) = [each for each in queue(desk)["rows"] if "twin" in codes(each)]
        return found

    def test_both_cards_stand_side_by_side(self, twins: Desk) -> None:
        card = self.lead(twins)
        sides = twins.get(f"/desk/todo/twins/{card['board']}/{card['id']}", "helene").json["cards"]
        assert [each["mentors"] for each in sides] == [["Zoé Lefèvre"], ["Noël Bérard"]]
        assert sides[0]["carries"] == "la description et les mentors"
        assert sides[1]["carries"] == "la date et les mentors"

    def test_twins_that_are_meant_are_told_of_no_more(self, twins: Desk) -> None:
        card = self.lead(twins)
        answer = act(twins, card, "accept-twins", reason="deux soutenances prévues")
        assert answer.status_code == 200
        twins.school.work()
        assert all("twin" not in codes(each) for each in queue(twins)["rows"])
        assert undo(twins, card, answer).status_code == 200
        assert self.lead(twins)["id"] == card["id"]

    def test_the_archived_card_leaves_what_the_other_lacks_and_can_come_back(
        self, twins: Desk
    ) -> None:
        card, state = self.lead(twins), twins.school.sandbox.state
        spare = next(x["id"] for x in state.cards.values() if x["name"].startswith("DUPONT"))
        answer = act(twins, card, "archive", spare=spare)
        assert answer.status_code == 200, answer.json
        twins.school.work()
        kept, gone = state.cards[card["id"]], state.cards[spare]
        assert gone["closed"] and kept["due"] == gone["due"]
        assert set(gone["idMembers"]) <= set(kept["idMembers"])
        assert "Dépôt" in kept["desc"]
        assert all("twin" not in codes(each) for each in queue(twins)["rows"])
        assert undo(twins, card, answer).status_code == 200
        assert not state.cards[spare]["closed"]
        twins.school.work()
        assert "twin" in codes(self.lead(twins))

    def test_only_twins_are_archived(self, twins: Desk) -> None:
        card = self.lead(twins)
        stranger = incomplete(twins.school, name="Karim Benali – DA Python")
        answer = act(twins, card, "archive", spare=stranger)
        assert (answer.status_code, answer.json["error"]) == (409, "no-twin")


def test_reminders_older_than_a_day_count_no_more(small: Desk) -> None:
    card_id = incomplete(small.school)
    with small.school.parts.database.transaction() as session:
        session.add(
            ReceiptRow(
                at=small.school.time - timedelta(days=2),
                board_id=session.get_one(CardRow, card_id).board_id,
                card_id=card_id,
                command="Remind",
                state="done",
                by="Idriss Benmoussa",
            )
        )
    card = row(small, "Léa Dupont")
    assert "Idriss Benmoussa" in card["reminded"]
    assert act(small, card, "remind").status_code == 200


def test_the_version_of_the_queue_changes_with_a_card_and_not_by_itself(
    small: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.reports.triage_cache.FRESH", 0)
    first = queue(small)["version"]
    assert small.get("/desk/todo/version", "helene").json == {"version": first}
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


def row_of_card(desk: Desk, card_id: str) -> Row:
    return {"board": desk.board(), "id": card_id}


def _receipt(desk: Desk, receipt_id: int) -> ReceiptRow:
    with desk.school.parts.database.transaction() as session:
        return session.get_one(ReceiptRow, receipt_id)
