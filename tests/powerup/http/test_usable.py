"""What no database keeps and no file holds is refused at the door of the Power-Up."""

from __future__ import annotations

from typing import Any

import pytest

from powerup.http.usable import DEEPEST, is_usable

ODD = [
    "a\x00b",
    "a\ud800",
    float("nan"),
    float("inf"),
    2**64,
    2**31,
    -(2**31) - 1,
    {"\x00": 1},
    [["\ud800"]],
]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_what_no_database_keeps_is_told_at_once(odd: Any) -> None:
    assert not is_usable({"x": odd})


def test_what_pages_send_is_usable() -> None:
    deep: Any = "é 🎓"
    for _ in range(DEEPEST - 3):
        deep = [deep]
    assert is_usable({"x": deep, "y": [1, 2**31 - 1, 2.5, None, True, {"z": ""}]})
    assert not is_usable({"x": [[[[deep]]]]})
