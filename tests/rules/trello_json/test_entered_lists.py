"""Into which list an action of Trello puts a card."""

from __future__ import annotations

import pytest

from rules.trello_json.arrivals import ARRIVALS, LIST_ARRIVALS, entered

DATA = {"list": {"id": "l1"}, "listAfter": {"id": "l2"}}


@pytest.mark.parametrize("kind", sorted(ARRIVALS | LIST_ARRIVALS))
def test_a_card_that_arrives_is_in_its_list(kind: str) -> None:
    assert entered(kind, DATA) == "l1"


@pytest.mark.parametrize("kind", ["updateCard", "deleteCard", "", None, 3, ["createCard"]])
def test_any_other_action_puts_it_where_it_goes(kind: object) -> None:
    assert entered(kind, DATA) == "l2"


@pytest.mark.parametrize("place", [None, "l1", {}, {"id": None}, {"id": 3}, ["id"]])
def test_what_names_no_list_moves_nothing(place: object) -> None:
    assert entered("createCard", {"list": place}) == ""
    assert entered("updateCard", {"listAfter": place}) == entered("updateCard", {}) == ""
