"""`make test` and `make test-slow` together run every test, and what is for every day is still there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from split import DAILY, LONG, SLOW, is_slow

ROOT = Path(__file__).parents[1]


def test_the_two_commands_divide_the_tests_by_one_mark() -> None:
    chosen = re.findall(r'\$\(PYTEST\) -m "(.+?)"', (ROOT / "Makefile").read_text("utf-8"))
    assert chosen == ["not slow", "slow or again"]


@pytest.mark.parametrize("named", sorted(DAILY | LONG | {f"{each}::*" for each in SLOW}))
def test_what_the_split_names_is_there(named: str) -> None:
    file, _, test = named.partition("::")
    [found] = (ROOT / "tests").rglob(file)
    function = test.partition("[")[0]
    assert function == "*" or f"def {function}(" in found.read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "test", "fixtures", "slow"),
    [
        ("test_titles.py", "test_a_title", (), False),
        ("test_year.py", "test_a_year", (), True),
        ("test_odd_bodies.py", "test_no_body_breaks_anything[sqlite]", (), True),
        ("test_odd_bodies.py", "test_a_few_odd_bodies_break_nothing[sqlite]", (), False),
        ("test_new.py", "test_a_page", ("page", "browser"), True),
        ("test_new.py", "test_it[postgresql]", (), True),
        ("test_histories.py", "test_it[postgresql]", (), False),
        ("test_accessible.py", "test_the_other_pages[en-1280]", ("browser",), False),
        ("test_accessible.py", "test_the_other_pages[fr-360]", ("browser",), True),
    ],
)
def test_a_test_is_slow_by_its_file_or_by_what_it_needs(
    file: str, test: str, fixtures: tuple[str, ...], slow: bool
) -> None:
    assert is_slow(file, test, fixtures) is slow
