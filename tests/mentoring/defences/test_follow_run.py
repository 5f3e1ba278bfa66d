"""What follows a checked card, from its acceptance to its outcome, by moves and by the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from defended import agreed, checklists, later, said
from harness import ACCEPTED, INTAKE, School, school

from mentoring.school.outcome_tables import OccasionRow
from rules.bilingual import Sentence
from sandbox.state import checklists as checklists_of_sandbox
from sandbox.state.actions import Actor
from sync.cases.notes import put_note
from sync.queue.wakes import Want, wake

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TITLE = "Préparer la soutenance"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, start=MORNING) as here:
        yield here


def delete_checklist(made: School, card: str) -> None:
    state = made.sandbox.state
    (one,) = state.cards[card]["idChecklists"]
    zoe = Actor(state.member("zoe")["id"])
    checklists_of_sandbox.remove_checklist(state, zoe, state.checklists[one])
    made.work()


class TestPreparation:
    def test_an_accepted_card_gets_its_checklist_at_once(self, made: School) -> None:
        card = agreed(made)
        assert checklists(made, card) == [TITLE]
        state = made.sandbox.state
        (one,) = state.cards[card]["idChecklists"]
        items = [item["name"] for item in state.checklists[one]["checkItems"]]
        assert len(items) == 7
        assert items[0].startswith("Lieu")

    def test_one_that_a_person_deletes_does_not_come_back(self, made: School) -> None:
        card = agreed(made)
        delete_checklist(made, card)
        later(made, days=2)
        made.by("helene").drag(card, INTAKE)
        made.by("helene").drag(card, ACCEPTED)
        made.work()
        assert checklists(made, card) == []

    def test_a_card_that_waits_has_none(self, made: School) -> None:
        card = made.card("zoe", "Léa Dupont – DA Python")
        later(made, hours=1)
        assert checklists(made, card) == []

    def test_our_checklist_is_no_edit_of_a_person(self, made: School) -> None:
        card = agreed(made)
        made.look()
        reports = made.parts.snapshots.take(made.parts.boards[0])
        assert not [each for each in reports.differences if each.card_id == card]


class TestReminders:
    def test_mentor_and_validator_are_reminded_a_week_and_a_day_before(self, made: School) -> None:
        card = agreed(made)
        later(made, days=9, hours=21.5)  # 12 March, half past seven in Paris
        assert "rappel" not in said(made, card)
        later(made, hours=2)
        assert "rappel" in said(made, card)
        assert "@zoe" in said(made, card)
        assert "@noel" in said(made, card)
        assert "/calendrier/carte/" in said(made, card)
        later(made, days=6)
        with made.parts.database.transaction() as session:
            kinds = [
                row.occasion[-2:]
                for row in session.query(OccasionRow).all()
                if row.kind == "reminder"
            ]
        assert sorted(kinds) == ["1d", "7d"]

    def test_nobody_is_reminded_after_the_defence(self, made: School) -> None:
        card = agreed(made)
        later(made, days=17, hours=1)
        assert "rappel" not in said(made, card)

    def test_a_reminder_that_could_not_be_written_in_time_never_is(self, made: School) -> None:
        card = agreed(made)
        board = made.parts.rulebook.boards["soutenances"].board
        text = Sentence("{who}, rappel.", "{who}, a reminder.")
        with made.parts.database.transaction() as session:
            until = made.time + timedelta(hours=1)
            put_note(session, card, "reminder-x", text, ["zoe"], until=until)
        made.time += timedelta(hours=2)  # Trello could not be reached meanwhile
        with made.parts.database.transaction() as session:
            wake(session, made.queue.enqueue, Want("late", "card", card, board, made.time))
        before = len(made.calls())
        made.work()
        assert [call for call in made.calls(since=before) if call[0] != "GET"] == []
        assert "rappel" not in said(made, card)
