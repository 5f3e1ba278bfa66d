"""Two presses at the same instant: one card, one validator, one receipt."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from staffed import Staffed, staffed

from mentoring.matching.assign import NotGiven
from sync.rights.request import NotFixed


def race(crew: Staffed) -> tuple[Counter[str], set[str]]:
    """Four presses of a manager at once, for two people: how each ended, and who is on the card."""
    card = crew.proposal()
    asked = crew.asked("helene", card)

    def press(who: str) -> str:
        try:
            crew.giving.give(asked, crew.id(who))
        except (NotGiven, NotFixed) as error:
            return str(error)
        return "given"

    with ThreadPoolExecutor(4) as pool:
        ends = Counter(pool.map(press, ["ines", "ines", "malik", "malik"]))
    crew.school.work()
    return ends, crew.members(card)


def check(crew: Staffed) -> None:
    ends, people = race(crew)
    assert set(ends) <= {"given", "in-progress"}
    assert len(people) == 2 and "zoe" in people
    assert crew.defence(next(iter(crew.school.sandbox.state.cards))).validator in (
        crew.id("ines"),
        crew.id("malik"),
    )


def test_presses_at_once_leave_one_validator(tmp_path: Path) -> None:
    with staffed(tmp_path) as crew:
        check(crew)


@pytest.mark.postgres
def test_presses_at_once_leave_one_validator_on_postgresql(
    tmp_path: Path, postgres_url: str
) -> None:
    with staffed(tmp_path, database=postgres_url) as crew:
        check(crew)
