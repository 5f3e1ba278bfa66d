"""Words as they are compared: small letters without accents, two letters for those written as one."""

from __future__ import annotations

import pytest

from rules.titles.words import fold


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Œuvre", "oeuvre"),
        ("Lætitia", "laetitia"),
        ("Straße", "strasse"),
        ("ÉTÉ", "ete"),
        ("a", "a"),
    ],
)
def test_a_word_is_folded_into_plain_letters(word: str, folded: str) -> None:
    assert fold(word) == folded
