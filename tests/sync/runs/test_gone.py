"""A card is gone when that is sure, and an order is open until it is answered or a day old."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from harness import School, school

from sync.storage.tables import DeliveryRow
from sync.storage.trello_tables import CardRow


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as here:
        yield here


def is_gone(made: School, card: str) -> bool:
    with made.parts.database.transaction() as session:
        return session.get_one(CardRow, card).gone_at is not None


def open_orders(made: School) -> int:
    with made.parts.database.transaction() as session:
        query = sa.select(sa.func.count()).where(DeliveryRow.settled_at.is_(None))
        return session.scalar(query) or 0


def test_one_404_is_not_the_end_of_a_card_and_its_order_is_answered(made: School) -> None:
    card = made.card("zoe", "Marie Dupont - DA Python")
    made.work()
    made.by("zoe").comment(card, "/aide")
    assert made.sandbox.quiesce(20)
    made.sandbox.faults.next("404", "GET", f".*/cards/{card}.*")
    made.work()
    assert not is_gone(made, card)
    assert made.comments(card) == []
    made.pass_time(seconds=10)
    made.work()
    (answer,) = made.comments(card)
    assert "/verifier" in answer or "/vérifier" in answer
    assert open_orders(made) == 0


def test_two_in_a_row_are(made: School) -> None:
    card = made.card("zoe", "Marie Dupont - DA Python")
    made.work()
    made.sandbox.state.webhooks.clear()
    made.by("helene").delete(card)
    made.look()
    made.pass_time(seconds=10)
    made.work()
    assert is_gone(made, card)


def test_a_deletion_that_was_told_needs_no_second_look(made: School) -> None:
    card = made.card("zoe", "Marie Dupont - DA Python")
    made.work()
    made.by("helene").delete(card)
    made.work()
    assert is_gone(made, card)


def test_an_order_on_a_card_that_was_away_for_long_is_answered_when_it_is_back(
    made: School,
) -> None:
    card = made.card("zoe", "Marie Dupont - DA Python")
    made.work()
    made.by("zoe").comment(card, "/aide")
    assert made.sandbox.quiesce(20)
    made.sandbox.faults.next("404", "GET", f".*/cards/{card}.*", 2)
    made.work()
    made.pass_time(seconds=10)
    made.work()
    assert is_gone(made, card)
    assert open_orders(made) == 1
    made.pass_time(minutes=10)
    made.look()
    assert not is_gone(made, card)
    assert len(made.comments(card)) == 1
    assert open_orders(made) == 0
