"""`greffier week`: a draft that says what it would do, in words and as JSON, and does it when asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_desk import Desk, desk

KEYS = {"card", "student", "person", "reason", "one_by_one"}


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        yield made


def test_a_week_is_a_draft_until_it_is_applied(the_desk: Desk) -> None:
    card = the_desk.school.card("zoe", "Marie Dupont - DA Python")
    the_desk.school.work()
    found = the_desk.json("week")
    assert set(found) == {"lines", "open", "cost", "cost_one_by_one"}
    line = next(each for each in found["lines"] if each["card"] == card)
    assert set(line) == KEYS
    assert line["reason"] and line["person"] == line["one_by_one"] != "zoe"
    assert card not in {each["card"] for each in found["open"]}
    state = the_desk.school.sandbox.state
    assert len(state.cards[card]["idMembers"]) == 1, "nothing is done without --apply"
    assert "greffier week --apply" in the_desk.type("week").output

    done = the_desk.type("week", "--apply", "--by", "Nadia")
    assert done.exit_code == 0, done.output
    assert state.member(line["person"])["id"] in state.cards[card]["idMembers"]
    receipts = the_desk.json("receipts")
    assert any(each["command"] == "AssignValidator" for each in receipts), receipts
    assert card not in {each["card"] for each in the_desk.json("week")["lines"]}


def test_what_becomes_of_the_school_without_a_mentor(the_desk: Desk) -> None:
    card = the_desk.school.card("zoe", "Marie Dupont - DA Python")
    the_desk.school.work()
    found = the_desk.json("week", "--without", "zoe")
    assert found["mentor"] == "zoe"
    assert found["attends"] == [card]
    (student,) = found["students"]
    assert student["student"] == "Marie Dupont"
    assert student["person"] not in (None, "zoe")
    assert "Marie Dupont" in the_desk.type("week", "--without", "Zoé Lefèvre").output
    assert the_desk.type("week", "--without", "nobody at all").exit_code == 2
    assert the_desk.type("week", "--without", "zoe", "--apply").exit_code == 2
