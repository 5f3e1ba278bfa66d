"""What requirements look at on a card: the parts of its description, and the words in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.requirements.looked_at import sections, so_many_words, words_in

LINES = ("## Été", "**Suite**", "Note : un mot", "- Note: deux", "a_b c'd", "", "---", "un deux")


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("## Contexte\nun deux\n## Suite\ntrois", "contexte", "\nun deux"),
        ("## Contexte ##\r\nun", "contexte", "\nun"),
        ("**Contexte** :\nNote: un\ndeux", "contexte", "\nNote: un\ndeux"),
        ("Contexte : un\ndeux\nNote: trois", "contexte", " un\ndeux"),
        ("- **Contexte:** un\n## Suite", "contexte", " un"),
        ("## A\nun\n## A\ndeux", "a", "\nun"),
        ("#Contexte\nun", "contexte", None),
        ("## Contexte :\nun\n__Suite__\ndeux", "contexte", "\nun"),
        ("####### Contexte\nun", "contexte", None),
        ("Contexte\nun", "contexte", None),
        ("Avant : rien\nCONTEXTE : un", "contexte", " un"),
        ("", "contexte", None),
    ],
)
def test_what_stands_under_a_heading_ends_at_the_next(
    text: str, name: str, found: str | None
) -> None:
    span = sections(text).get(name)
    assert (text[slice(*span)] if span else None) == found


@given(st.lists(st.sampled_from(LINES), max_size=8), st.integers(1, 9))
def test_what_is_seen_at_first_sight_is_true(lines: list[str], least: int) -> None:
    text = "\n".join(lines)
    whole = 0, len(text)
    assert not so_many_words(text, whole, least) or words_in(text, whole) >= least
