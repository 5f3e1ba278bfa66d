"""When a card was put forward, as an export's actions tell it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from greffier.cli.check.judge import put_forward_at
from rules.card import Card
from rules.trello_json.arrivals import ARRIVALS

INTAKE, INCOMPLETE, OTHER = ("1" * 24, "2" * 24, "3" * 24)
CARD = "c" * 24


def moved(day: int, before: str, after: str) -> dict[str, object]:
    lists = {"listBefore": {"id": before}, "listAfter": {"id": after}}
    return {
        "type": "updateCard",
        "date": f"2026-03-{day:02d}T09:00:00.000Z",
        "data": {"card": {"id": CARD}, **lists},
    }


def put_forward(*actions: object) -> datetime | None:
    return put_forward_at(actions, frozenset({INTAKE}), frozenset({INCOMPLETE})).get(CARD)


def test_the_latest_way_in_from_elsewhere_counts() -> None:
    found = put_forward(moved(9, OTHER, INTAKE), moved(5, INTAKE, OTHER), moved(2, OTHER, INTAKE))
    assert found == datetime(2026, 3, 9, 9, tzinfo=UTC)


def test_a_card_that_comes_back_completed_keeps_its_day() -> None:
    found = put_forward(
        moved(9, INCOMPLETE, INTAKE), moved(5, INTAKE, INCOMPLETE), moved(2, OTHER, INTAKE)
    )
    assert found == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_what_is_not_understood_tells_nothing() -> None:
    assert put_forward(None, 3, {"type": "updateCard"}, {"data": []}) is None


@pytest.mark.parametrize("kind", sorted(ARRIVALS))
def test_each_way_in_puts_a_card_forward(kind: str) -> None:
    action = {**moved(9, OTHER, OTHER), "type": kind}
    action["data"] = {"card": {"id": CARD}, "list": {"id": INTAKE}}
    assert put_forward(action) == datetime(2026, 3, 9, 9, tzinfo=UTC)


def test_a_list_that_comes_brings_the_cards_that_stand_in_it() -> None:
    action = {**moved(9, OTHER, OTHER), "type": "moveListToBoard", "data": {"list": {"id": INTAKE}}}
    cards = [Card("1", "x", INTAKE, "b"), Card("2", "x", OTHER, "b")]
    found = put_forward_at([action], frozenset({INTAKE}), frozenset(), cards)
    assert found == {"1": datetime(2026, 3, 9, 9, tzinfo=UTC)}
