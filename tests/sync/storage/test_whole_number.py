"""Numbers from outside are read in one place, and none is larger than a database compares with an id."""

from __future__ import annotations

import pytest
from nursery import ROOT

from sync.storage.whole_number import MOST, whole_number


@pytest.mark.parametrize(
    "odd",
    ["", "-1", "+1", " 1", "1_0", "2.5", "²", "٣", "９", str(MOST + 1), "9" * 17, "9" * 5_000],
)
def test_what_no_database_compares_is_no_number(odd: str) -> None:
    assert whole_number(odd) is None


@pytest.mark.parametrize("number", [0, 7, MOST])
def test_plain_digits_are_read(number: int) -> None:
    assert whole_number(str(number)) == number


def test_what_pages_are_sent_is_read_nowhere_else() -> None:
    others = [
        each.name
        for each in (ROOT / "powerup").rglob("*.py")
        if any(word in each.read_text("utf-8") for word in ("isdecimal", "isdigit", "isnumeric"))
    ]
    assert others == [], "whole_number reads digits, natural_order sorts by them"
