"""Every problem of a rulebook told in full, word for word in `told/`: what, where, and what to do."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from every_problem import FILES
from kept_texts import assert_kept
from whole_rulebooks import AT_BOUNDS, EVERYTHING

from rules.editing.parse import RulebookError, read_rulebook
from rules.titles.courses import SHIPPED
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


def values(text: str) -> str:
    """All that is read of this rulebook, but for the courses that are shipped."""
    rulebook = read_rulebook(text)
    lines = [
        f"{each.name} = {getattr(rulebook, each.name)!r}"
        for each in fields(rulebook)
        if each.name != "courses"
    ]
    own = [each for each in rulebook.courses if each not in SHIPPED]
    return "\n".join((*lines, f"courses = {own!r}")) + "\n"


@pytest.mark.parametrize(
    ("name", "text"), [("bounds", AT_BOUNDS), ("everything", EVERYTHING), ("nothing", "")]
)
def test_every_value_is_read_as_it_was(name: str, text: str) -> None:
    assert_kept(TOLD / f"values-{name}.txt", values(text))
