"""A few weeks of the simulated year: nobody is left alone, nothing is said twice or too late, every session
is there once, both counters are explained, and the past is told as it was, though deliveries are lost and
the process dies again and again, also while somebody presses a button.
"""

from __future__ import annotations

import pytest

from bench.year import live


@pytest.mark.timeout(600)  # a minute on a machine that does nothing else
def test_weeks_of_a_school_on_a_bad_network() -> None:
    found = live(7, students=8, mentors=12, days=32, kills=0.03)
    assert found.broken == ()
    assert found.alone == ()
    assert found.late == ()
    assert found.twice == ()
    assert found.lost > 0
    assert found.deaths > 50
    assert found.reminders >= 12  # a week and a day before, seven defences
    assert found.messages > 10
    assert found.done["given soutenances"] >= 8
    assert found.weeks_wrong == ()
    assert found.weeks["done"] > 5 and found.weeks["slots"] >= 7
    assert found.done.get("given transfert", 0) >= 1
    assert found.past_wrong == ()
    assert found.copies > 20
