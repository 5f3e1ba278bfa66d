"""What the queue does about people, dates and twins: reminds, restores, archives."""

from __future__ import annotations

from datetime import timedelta

import pytest
from desk import Desk
from harness import ACCEPTED
from todo_desk import (
    Row,
    act,
    codes,
    incomplete,
    offered,
    queue,
    row,
    row_of_card,
    undo,
)

from sync.storage.tables import ReceiptRow
from sync.storage.trello_tables import CardRow
from sync.use_cases.board_mode import pause


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
