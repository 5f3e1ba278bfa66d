"""Until when a card is left alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from rules_builders import ACCEPTED, INCOMPLETE, INTAKE, NOW, a_board

from rules.settle import settle_until

RULES = a_board(settle_new=timedelta(minutes=3), settle_moved=timedelta(seconds=20)).rules
TOUCHED = NOW
BEFORE, AFTER = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("gesture", "wait"),
    [
        ("new", timedelta(minutes=3)),
        ("moved", timedelta(seconds=20)),
        (None, timedelta(seconds=20)),
    ],
)
@pytest.mark.parametrize("list_id", [INTAKE, INCOMPLETE])
def test_it_rests_since_somebody_touched_it(
    list_id: str, gesture: str | None, wait: timedelta
) -> None:
    assert settle_until(RULES, list_id, gesture, TOUCHED) == TOUCHED + wait


def test_elsewhere_and_untouched_there_is_nothing_to_wait_for() -> None:
    assert settle_until(RULES, ACCEPTED, "new", TOUCHED) is None
    assert settle_until(RULES, INTAKE, "new", None) is None


@pytest.mark.parametrize(
    ("hurried", "served"), [(BEFORE, False), (TOUCHED, True), (AFTER, True), (None, False)]
)
def test_who_asks_is_served_at_once_until_it_is_touched_again(
    hurried: datetime | None, served: bool
) -> None:
    assert (settle_until(RULES, INTAKE, "new", TOUCHED, hurried) is None) is served
    assert settle_until(RULES, INTAKE, "new", None, hurried) is None
