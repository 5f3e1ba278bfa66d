"""Every problem of a rulebook told in full, word for word in `told/`: what, where, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from every_problem import AT_BOUNDS, FILES
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
    read_rulebook(AT_BOUNDS)
