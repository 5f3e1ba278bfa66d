"""Who manages a board: those whom the rulebook names and who may write there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from harness import School, school

from sandbox.seeds import invented_school
from sync.rulebook.boards import managers_of
from sync.storage.trello_tables import MemberRow, MembershipRow


@pytest.fixture
def the_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with school(tmp_path_factory.mktemp("school")) as made:
        yield made


def managers(the_school: School, *named: str) -> list[str]:
    (rules,) = the_school.parts.rulebook.boards.values()
    with the_school.parts.database.transaction() as session:
        return sorted(managers_of(session, replace(rules, managers=named)).values())


def test_a_manager_may_be_named_by_id(the_school: School) -> None:
    zoe = str(the_school.sandbox.state.member("zoe")["id"])
    assert managers(the_school, zoe) == ["zoe"]
    assert managers(the_school, zoe, "@Helene") == ["helene", "zoe"]


def test_nobody_becomes_a_manager_by_calling_themselves_like_the_id_of_one(
    the_school: School,
) -> None:
    zoe = str(the_school.sandbox.state.member("zoe")["id"])
    with the_school.parts.database.transaction() as session:
        session.get_one(MemberRow, the_school.sandbox.state.member("noel")["id"]).username = zoe
    assert managers(the_school, zoe) == ["zoe"]


def test_an_observer_manages_nothing_though_the_rulebook_names_them(the_school: School) -> None:
    olivia = str(the_school.sandbox.state.member("olivia")["id"])
    assert managers(the_school, "olivia", olivia) == []
    with the_school.parts.database.transaction() as session:
        board = invented_school.board_named(the_school.sandbox, invented_school.SOUTENANCES)["id"]
        session.get_one(MembershipRow, (board, olivia)).role = "normal"
    assert managers(the_school, "olivia") == ["olivia"]
