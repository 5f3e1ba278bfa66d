"""Which defences of one person begin too near to each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mentoring.calendars.clashes import clashes
from mentoring.school.model import Defence

NOON = datetime(2026, 3, 16, 11, 0, tzinfo=UTC)


def _defence(card: str, minutes: float | None, **more: Any) -> Defence:
    at = None if minutes is None else NOON + timedelta(minutes=minutes)
    fields: dict[str, Any] = {
        "mentors": (f"mentor of {card}",),
        "validator": "malik",
        "role": "accepted",
    }
    student = {"url": "", "student": card, "course": "", "project": "P7"}
    return Defence(
        card_id=card, board_id="board", at=at, complete=True, **student, **{**fields, **more}
    )


def _pairs(*defences: Defence) -> dict[str, list[str]]:
    found = clashes(defences)
    return {card: sorted(each.other.card_id for each in all_) for card, all_ in found.items()}


@pytest.mark.parametrize("minutes", [0, 30, 44, -44])
def test_two_defences_of_one_validator_within_45_minutes_clash(minutes: int) -> None:
    assert _pairs(_defence("a", 0), _defence("b", minutes)) == {"a": ["b"], "b": ["a"]}


@pytest.mark.parametrize("minutes", [45, 60, -45, 24 * 60])
def test_from_45_minutes_on_they_do_not(minutes: int) -> None:
    assert _pairs(_defence("a", 0), _defence("b", minutes)) == {}


def test_whoever_validates_one_while_their_student_defends_clashes_too() -> None:
    other = _defence("b", 20, mentors=("malik",), validator="fatou")
    assert _pairs(_defence("a", 0), other) == {"a": ["b"], "b": ["a"]}
    assert clashes([_defence("a", 0), other])["a"][0].person == "malik"


def test_a_mentor_of_two_students_is_no_clash_of_validators() -> None:
    one = _defence("a", 0, mentors=("zoe",), validator="malik")
    other = _defence("b", 0, mentors=("zoe",), validator="fatou")
    assert _pairs(one, other) == {}


@pytest.mark.parametrize("more", [{"role": "passed"}, {"closed": True}, {"validator": None}])
def test_what_is_over_archived_or_not_given_clashes_with_nothing(more: dict[str, Any]) -> None:
    assert _pairs(_defence("a", 0), _defence("b", 0, **more)) == {}
    assert _pairs(_defence("a", 0), _defence("b", None)) == {}


def test_three_in_a_row_clash_with_their_neighbours_only() -> None:
    found = _pairs(_defence("a", 0), _defence("b", 40), _defence("c", 80))
    assert found == {"a": ["b"], "b": ["a", "c"], "c": ["b"]}
