"""Every problem of a rulebook told in full, word for word in `told/`: what, where, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from every_problem import FILES
from kept_texts import assert_kept

from rules.editing.parse import RulebookError, read_rulebook
from rules.verdict import LANGUAGES, Language

TOLD = Path(__file__).parent / "told"


def problems(text: str, language: Language) -> tuple[str, ...]:
    with pytest.raises(RulebookError) as wrong:
        read_rulebook(text, "r.toml", language)
    for problem, (path, told) in zip(wrong.value.problems, wrong.value.places, strict=False):
        assert problem == f"r.toml: {path}: {told}"
    return wrong.value.problems


def told(language: Language) -> str:
    """What is wrong as it is written, and below it what is told of it."""
    found = []
    for text in FILES:
        shown = "\n".join(f"> {line[:120]}" for line in text.splitlines()[:12])
        found.append("\n".join((shown, *problems(text, language))) + "\n")
    return "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_is_told_as_it_was_read_aloud(language: Language) -> None:
    assert_kept(TOLD / f"problems.{language}.txt", told(language))


def test_what_stands_at_a_bound_is_read() -> None:
    """The largest and the smallest of everything that the problems say is allowed."""
    read_rulebook(
        f"""
keep = "30d"
[mentions.notice]
min_days = 366
max_days = 366
[brake]
moves = 1000000
card_moves = 1
per = "1s"
card_per = "3660d"
[sessions]
weeks = 26
absent_after = "100%"
closures = ["2026-12-21/2026-12-21", 2026-05-15, "2026-05-16"]
length = {{ self = "5m", funded = "8h" }}
[asking]
answer = 30
[transfers]
ladder = [366, 2, 1]
[preparation]
remind = ["999d", "1d"]
[channels.a]
to = ["slack://x", "$NAME"]
quiet = "23:59-00:00"
digest_at = "23:59"
[[requirements]]
code = "{"a" * 40}"
fr = "{"x" * 300}"
needs = {{ words = 10000 }}
[[requirements]]
code = "0"
needs = {{ title = "{"x" * 192}a*b*c*d+" }}
[[requirements]]
code = "1"
needs = {{ title = "(a{{3}})+(b*)?" }}
[[requirements]]
code = "2"
needs = {{ field = "F", between = [1, 1] }}
[[requirements]]
code = "3"
needs = {{ attachment = true }}
[[requirements]]
code = "4"
needs = {{ checklist = "L", finished = false }}
[[pay]]
from = 2026-09-01
currency = "EUR"
level = {{ "DA Python" = {{ P1 = 1, P2 = 99 }} }}
amounts = {{ self = {{ 1 = {{ done = "0" }}, 99 = {{ done = "999999.99" }} }} }}
"""
    )
