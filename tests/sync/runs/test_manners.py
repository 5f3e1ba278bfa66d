"""Manners: a clerk that nobody hates. Each test is one manner, broken when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import INCOMPLETE, INTAKE, School, school
from moved_away import TITLE, moved_away, receipts

from sandbox.seeds import invented_school
from sync.storage.tables import HoldRow


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, settle_new="3m", settle_moved="20s") as made:
        yield made


class TestSettleWindow:
    def test_a_card_completed_inside_its_window_is_never_touched(self, patient: School) -> None:
        card = patient.card("zoe", TITLE, "due")
        patient.work()
        patient.pass_time(minutes=2)
        patient.by("zoe").set_due(card, patient.due())
        patient.work()
        patient.pass_time(minutes=10)
        assert patient.list_of(card) == INTAKE
        assert patient.comments(card) == []

    def test_a_new_card_waits_three_minutes_and_each_edit_starts_them_again(
        self, patient: School
    ) -> None:
        card = patient.card("zoe", TITLE, "due")
        patient.work()
        patient.pass_time(minutes=2, seconds=30)
        patient.by("zoe").describe(card, "encore un mot : https://example.org")
        patient.work()
        patient.pass_time(minutes=2, seconds=50)
        assert patient.list_of(card) == INTAKE
        patient.pass_time(seconds=30)
        assert patient.list_of(card) == INCOMPLETE

    def test_a_dragged_card_waits_twenty_seconds(self, patient: School) -> None:
        card = patient.card("zoe", TITLE, "due", where=INCOMPLETE)
        patient.work()
        patient.pass_time(minutes=30)
        patient.by("zoe").drag(card, patient.list_id(INTAKE))
        patient.work()
        patient.pass_time(seconds=18)
        assert patient.list_of(card) == INTAKE
        patient.pass_time(seconds=4)
        assert patient.list_of(card) == INCOMPLETE

    def test_a_card_that_is_edited_all_day_has_one_timer(self, patient: School) -> None:
        card = patient.card("zoe", TITLE, "due")
        for number in range(20):
            patient.by("zoe").describe(card, f"https://example.org/{number}")
            patient.work()
            patient.pass_time(seconds=5)
        assert len([each for each in patient.queue.jobs if each[2] == card]) <= 2


class TestLivingComment:
    def test_there_is_one_comment_however_often_findings_change(self, the_school: School) -> None:
        card = moved_away(the_school, "due", "member", "label")
        hand = the_school.by("zoe")
        for step in (
            lambda: hand.toggle_label(card, the_school.label()),
            lambda: hand.join(card),
            lambda: hand.toggle_label(card, the_school.label()),
            lambda: hand.set_due(card, the_school.due()),
            lambda: hand.toggle_label(card, the_school.label()),
        ):
            step()
            the_school.work()
        assert len(the_school.comments(card)) == 1
        assert "Tout y est" in the_school.comments(card)[0]

    def test_people_are_called_only_when_something_new_is_missing(self, the_school: School) -> None:
        card = moved_away(the_school, "due", "label")
        assert "@zoe" in the_school.comments(card)[0]
        the_school.by("zoe").toggle_label(card, the_school.label())
        the_school.work()
        assert "@zoe" not in the_school.comments(card)[0]
        the_school.by("noel").rename(card, "Soutenance P7")
        the_school.work()
        assert "@zoe" in the_school.comments(card)[0]

    def test_it_is_written_before_the_move(self, the_school: School) -> None:
        before = len(the_school.sandbox.requests)
        moved_away(the_school)
        writes = [path for method, path in the_school.calls(since=before) if method != "GET"]
        assert writes[0].endswith("/actions/comments")

    def test_deleted_by_a_person_it_stays_away_until_findings_change(
        self, the_school: School
    ) -> None:
        card = moved_away(the_school)
        comment = next(
            each["id"]
            for each in the_school.sandbox.state.actions.values()
            if each["type"] == "commentCard" and each["data"]["card"]["id"] == card
        )
        the_school.by("helene").delete_comment(comment)
        the_school.work()
        the_school.by("zoe").describe(card, "autre chose : https://example.org/2")
        the_school.work()
        assert the_school.comments(card) == []
        the_school.by("zoe").toggle_label(card, the_school.label())
        the_school.work()
        assert len(the_school.comments(card)) == 1

    def test_several_of_ours_become_one(self, the_school: School) -> None:
        card = moved_away(the_school)
        text = the_school.comments(card)[0]
        the_school.sandbox.act_as(invented_school.BOT).comment(card, text)
        the_school.by("zoe").comment(card, "📋 **Greffier** dit n’importe quoi")
        the_school.by("zoe").describe(card, "https://example.org/3")
        the_school.work()
        assert len(the_school.comments(card)) == 1
        assert len(the_school.comments(card, "zoe")) == 1


class TestPersonBeatsRobot:
    def test_put_back_as_it_was_it_is_left_alone_for_a_day(self, the_school: School) -> None:
        card = moved_away(the_school)
        the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
        the_school.work()
        the_school.pass_time(hours=23)
        assert the_school.list_of(card) == INTAKE
        assert "Zoé Lefèvre" in the_school.comments(card)[0]
        the_school.pass_time(hours=2)
        assert the_school.list_of(card) == INCOMPLETE
        assert len(the_school.comments(card)) == 1

    def test_a_checked_field_that_changes_ends_the_peace(self, the_school: School) -> None:
        card = moved_away(the_school, "due", "label")
        the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
        the_school.work()
        assert the_school.list_of(card) == INTAKE
        the_school.by("zoe").toggle_label(card, the_school.label())
        the_school.work()
        assert the_school.list_of(card) == INCOMPLETE

    def test_put_back_after_a_partial_fix_it_is_judged_again(self, the_school: School) -> None:
        card = moved_away(the_school, "due", "label")
        hand = the_school.by("zoe")
        hand.toggle_label(card, the_school.label())
        the_school.work()
        hand.drag(card, the_school.list_id(INTAKE))
        the_school.work()
        assert the_school.list_of(card) == INCOMPLETE

    def test_a_robot_that_always_moves_back_finds_no_quarrel(self, the_school: School) -> None:
        card = moved_away(the_school)
        for _ in range(10):
            if the_school.list_of(card) == INCOMPLETE:
                the_school.by("malik").drag(card, the_school.list_id(INTAKE))
            the_school.work()
            the_school.pass_time(hours=25)
        moves = [each for each in receipts(the_school) if each.command == "MoveCard"]
        assert len(moves) <= 3
        assert len(the_school.comments(card)) == 1
        assert the_school.list_of(card) == INTAKE

    def test_a_manager_accepts_the_card_as_it_is(self, the_school: School) -> None:
        card = moved_away(the_school, "label")
        the_school.by("helene").comment(card, "/accepter projet hors parcours")
        the_school.work()
        the_school.by("zoe").drag(card, the_school.list_id(INTAKE))
        the_school.work()
        the_school.by("zoe").describe(card, "changé : https://example.org/4")
        the_school.work()
        the_school.pass_time(days=3)
        assert the_school.list_of(card) == INTAKE
        assert "Hélène Caradec" in the_school.comments(card)[0]

    def test_a_mentor_may_not_accept_and_is_told_who_may(self, the_school: School) -> None:
        card = moved_away(the_school, "label")
        the_school.by("zoe").comment(card, "/accepter je suis pressée")
        the_school.work()
        assert "responsables" in the_school.comments(card)[0]
        with the_school.parts.database.transaction() as session:
            assert session.get(HoldRow, card) is None
