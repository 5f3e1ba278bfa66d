"""On which cards it is a person's turn, and what one press does about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from rules_builders import INCOMPLETE, INTAKE, a_board

from mentoring.defences.open_questions import owed
from mentoring.defences.outcomes import Outcome
from powerup.card.turn import Turn, turn_of
from sync.mirror.board_summary import Glance

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RULES = a_board().rules
LISTS = {INTAKE: "Propositions", INCOMPLETE: "À mettre à jour"}
CARD = Glance("c" * 24, "b" * 24, INTAKE, "Léa Dupont – DA Python", "", NOW, "complete")


def turn(
    card: Glance, outcome: Outcome | None = None, *, held: bool, validates: bool
) -> Turn | None:
    due = card.due if held else None
    waits = owed(due, outcome, NOW, PARIS) if due is not None else None
    return turn_of(card, RULES, LISTS, waits, validates, PARIS, "fr")


def conditional(hours: int) -> Outcome:
    """Said so many hours ago: 48 for the student, then 48 for the validator."""
    at = NOW - timedelta(hours=hours)
    day = timedelta(days=2)
    return Outcome("conditional", at, "Malik", "le README", at + day, at + 2 * day)


def test_who_held_a_defence_owes_its_result_and_nobody_else_does() -> None:
    card = replace(CARD, due=NOW - timedelta(hours=1))
    mine = turn(card, held=True, validates=True)
    assert mine is not None and mine.urgent
    assert "a eu lieu : quel est son résultat" in mine.why.replace("\u00a0", " ")
    assert mine.action == ("passed", "Réussie")
    assert turn(card, held=True, validates=False) is None


def test_nothing_is_owed_before_the_defence_nor_once_its_end_is_told() -> None:
    assert owed(NOW + timedelta(hours=1), None, NOW, PARIS) is None
    passed = Outcome("passed", NOW, "Malik", "", None, None)
    assert owed(NOW - timedelta(days=3), passed, NOW, PARIS) is None


@pytest.mark.parametrize(
    ("hours", "mentor", "validator"),
    [(1, "a jusqu’au", ""), (49, "", "à vous de décider avant"), (97, "", "attend votre décision")],
)
def test_a_condition_is_the_students_then_the_validators(
    hours: int, mentor: str, validator: str
) -> None:
    card = replace(CARD, due=NOW - timedelta(days=6))
    for validates, words in ((False, mentor), (True, validator)):
        found = turn(card, conditional(hours), held=True, validates=validates)
        assert (found is not None) == bool(words)
        assert found is None or words in found.why


def test_a_result_is_a_managers_business_from_the_next_morning_on() -> None:
    evening = datetime(2026, 3, 1, 19, 0, tzinfo=UTC)
    [early, late] = [owed(evening, None, at, PARIS) for at in (evening + timedelta(hours=2), NOW)]
    assert early is not None and not early.overdue
    assert late is not None and late.overdue


def test_an_incomplete_card_says_what_it_lacks_and_a_complete_one_goes_back_in_one_press() -> None:
    lacking = replace(CARD, state="incomplete", findings=(("label", "blocks"), ("due", "blocks")))
    found = turn(lacking, held=False, validates=False)
    assert found is not None and found.action is None
    assert "étiquette du projet et date de soutenance" in found.why
    back = turn(replace(CARD, list_id=INCOMPLETE), held=False, validates=False)
    assert back is not None and back.action is not None
    assert back.action[0] == "put-back"
    assert "Propositions" in back.action[1]


def test_a_card_that_its_mentor_still_works_on_asks_for_nothing() -> None:
    busy = replace(CARD, state="incomplete", settles_at=NOW + timedelta(minutes=2))
    assert turn(busy, held=False, validates=False) is None
    assert turn(CARD, held=False, validates=False) is None
