"""How words of every meaning are read in every place of a title or a description, kept in `told/`.

What a person understands is in `titles.tsv`; here stands what the reader makes of much stranger texts: any
change of it shows as a difference. Each line has the text, the name, the words left over, the course, what is
in doubt, and for a title what a card with a description says; "?" follows what is not sure.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from kept_texts import assert_kept
from titles_builders import COURSES, read

from rules.titles.lines import read_description
from rules.titles.one_text import Draft
from rules.titles.title import read_title

TOLD = Path(__file__).parent / "told"
LINE_END = " ⏎ "
MARKS = ("doubt", "known_course", "only_word")


def _sure(text: str | None, sure: bool) -> str:
    return "-" if text is None else text if sure else f"{text} ?"


def _drafted(draft: Draft) -> tuple[str, ...]:
    return (
        _sure(draft.name, draft.name_sure),
        _sure(draft.guess, draft.guess_sure),
        _sure(draft.course, draft.course_sure),
        " ".join(each for each in MARKS if getattr(draft, each)),
    )


def _title(text: str) -> tuple[str, ...]:
    found = read(text, "Étudiante : Léa Martin")
    whole = _sure(found.name, found.name_sure), _sure(found.course, found.course_sure)
    return (*_drafted(read_title(text, COURSES)), ", ".join(whole))


def _description(text: str) -> tuple[str, ...]:
    return _drafted(read_description(text.replace(LINE_END, "\n"), COURSES))


@pytest.mark.parametrize(("name", "reader"), [("readings", _title), ("descriptions", _description)])
def test_texts_are_read_as_they_were(name: str, reader: Callable[[str], tuple[str, ...]]) -> None:
    kept = TOLD / f"{name}.tsv"
    texts = [line.split("\t")[0] for line in kept.read_text(encoding="utf-8").splitlines()]
    assert len(texts) > 300
    lines = ["\t".join((text, *reader(text))) for text in texts]
    assert_kept(kept, "\n".join(lines) + "\n")
