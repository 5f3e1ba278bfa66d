"""Other programs that are members of the board: nobody's mentor, validator, manager or contact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import INCOMPLETE
from staffed import Staffed, staffed

from mentoring.students.mentors import mentors
from sync.rulebook.boards import managers_of

ROBOTS = 'robots = ["@Malik"]'


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path, more=ROBOTS) as made:
        yield made


def test_a_robot_is_not_offered_as_a_validator_nor_told_why_not(crew: Staffed) -> None:
    card = crew.defence(crew.proposal())
    with crew.parts.database.transaction() as session:
        found = crew.giving.choice(session, card)
        everybody = mentors(session, crew.parts.rulebook, crew.school.time)
    assert crew.id("malik") not in {each.id for each in everybody}
    assert not found.has(crew.id("malik"))
    assert found.obstacle_of(crew.id("malik")) is None
    assert found.has(crew.id("ines"))


def test_a_robot_on_a_card_is_neither_mentor_nor_validator(crew: Staffed) -> None:
    card = crew.proposal()
    crew.school.by("helene").add_member(card, "malik")
    crew.school.work()
    assert crew.defence(card).mentors == (crew.id("zoe"),)
    assert crew.defence(card).validator is None


def test_a_card_with_a_robot_alone_has_nobody_to_talk_to(crew: Staffed) -> None:
    made = crew.school
    card = made.card("zoe", "Léa Dupont – DA Python", "member")
    made.by("helene").add_member(card, "malik")
    made.work()
    assert made.list_of(card) == INCOMPLETE
    (text,) = made.comments(card)
    assert "@zoe" in text  # who put it forward
    assert "@malik" not in text


def test_a_robot_that_administers_the_board_is_no_manager(crew: Staffed) -> None:
    crew.school.by("helene").add_to_board(crew.rules().board, "malik", "admin")
    crew.school.look()
    with crew.parts.database.transaction() as session:
        managers = managers_of(session, crew.rules())
    assert "helene" in managers.values()
    assert "malik" not in managers.values()
