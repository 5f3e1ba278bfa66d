"""However a card arrives in the intake list, it is known who put it forward, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from harness import INTAKE, School, school

from rules.trello_json.arrivals import ARRIVALS, LIST_ARRIVALS, entered
from sandbox.seeds import invented_school
from sandbox.state import cards
from sync.storage.tables import CaseRow
from webhooks.payload import ABOUT_BOARDS, ABOUT_CARDS

WAYS = (
    *("createCard", "copyCard", "emailCard", "convertToCardFromCheckItem", "moveCardToBoard"),
    "moveInboxCardToBoard",
)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


def case_of(opened: School, card: str) -> CaseRow:
    with opened.parts.database.transaction() as session:
        return session.get_one(CaseRow, card)


def zoe(opened: School) -> str:
    return str(opened.sandbox.state.member("zoe")["id"])


@pytest.mark.parametrize("kind", WAYS)
def test_who_brings_a_card_is_known_and_called(opened: School, kind: str) -> None:
    state, hand = opened.sandbox.state, opened.by("zoe")
    card = cards.new_card(state, opened.list_id(INTAKE), "Marie Dupont – DA Python", 1.0)
    made = opened.time
    opened.time += timedelta(hours=2)
    cards.appear(state, hand.actor, card, kind)
    opened.work()
    case = case_of(opened, card["id"])
    assert (case.put_forward_by, case.put_forward_sure) == (zoe(opened), True)
    assert case.put_forward_at is not None
    assert case.put_forward_at - made >= timedelta(hours=2)
    assert "@zoe" in opened.comments(card["id"])[-1]


def test_a_list_that_comes_with_its_cards_is_brought_by_somebody(opened: School) -> None:
    hand, intake = opened.by("zoe"), opened.list_id(INTAKE)
    boards = opened.sandbox.state.boards
    here = invented_school.board_named(opened.sandbox, invented_school.SOUTENANCES)["id"]
    other = next(each for each in boards if each != here)
    hand.change_list(intake, idBoard=other)
    opened.work()
    card = str(hand.create_card(intake, "Marie Dupont – DA Python")["id"])
    opened.time += timedelta(hours=3)
    hand.change_list(intake, idBoard=here)
    opened.work()
    case = case_of(opened, card)
    assert (case.put_forward_by, case.put_forward_sure) == (zoe(opened), True)
    assert case.put_forward_at is not None
    assert opened.time - case.put_forward_at < timedelta(minutes=5)


def test_there_is_one_list_of_ways_in() -> None:
    assert set(WAYS) == ARRIVALS <= ABOUT_CARDS
    assert LIST_ARRIVALS <= ABOUT_BOARDS
    for kind in ARRIVALS | LIST_ARRIVALS:
        assert entered(kind, {"list": {"id": "here"}, "listAfter": {"id": "there"}}) == "here"
    assert entered("updateCard", {"list": {"id": "here"}, "listAfter": {"id": "there"}}) == "there"
    for odd in ({}, {"list": None}, {"list": {"id": 3}}, {"list": []}):
        assert entered("createCard", odd) == ""
