"""Each "never", "always" and "at most" of the documents, and each manner, names the test that keeps it.

A promise that is reworded or withdrawn, and a test that is renamed or deleted, fail here.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = tomllib.loads((ROOT / "tests/promises.toml").read_text("utf-8"))
KEPT = [(each["document"], each["words"]) for each in TABLE["promises"]]
NAMED = sorted(
    {each["test"] for each in TABLE["promises"]}
    | {test for each in TABLE["manners"] for test in each["tests"]}
)
DOCUMENTS = sorted({document for document, _ in KEPT})
ELSEWHERE = (
    "jamais dans git",
    "tableau jamais lu",
    "ne dit jamais du passé",
    "jamais leurs valeurs",
)
"""What is said of people, or of a state, and is no promise."""


@cache
def words_of(path: str) -> str:
    return " ".join((ROOT / path).read_text("utf-8").split())


@pytest.mark.parametrize(("document", "words"), KEPT)
def test_the_promise_stands_where_it_is_said_to(document: str, words: str) -> None:
    assert words in words_of(document)


@pytest.mark.parametrize("name", NAMED)
def test_what_keeps_it_is_there(name: str) -> None:
    path, _, test = name.partition("::")
    text = (ROOT / path).read_text("utf-8")
    assert test == "*" or re.search(rf"def {test}\b", text), name


def test_no_promise_is_made_without_a_test() -> None:
    """The guides' own "never" of what the clerk does; what is said of people or files is told apart."""
    told = [words for _, words in KEPT]
    for document in DOCUMENTS:
        for found in re.finditer(r"jamais", words_of(document)):
            around = words_of(document)[max(0, found.start() - 90) : found.end() + 60]
            assert any(each in around for each in (*told, *ELSEWHERE)), f"{document}: …{around}…"
