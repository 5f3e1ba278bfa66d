"""Reading titles in tests: the shipped courses, and the table of what a person understands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from rules.card import Card, FieldValue
from rules.titles.courses import SHIPPED, CourseIndex
from rules.titles.lines import _remembered
from rules.titles.reader import Reading, read_student
from rules.titles.title import _read_title

COURSES = CourseIndex(SHIPPED)
TABLE = Path(__file__).parent / "titles.tsv"
PYTHON = "Développeur d’application Python"


def read(title: str, desc: str = "", labels: Collection[str] = (), **fields: str) -> Reading:
    """The reading of a card with this title, description, labels and custom fields."""
    values = tuple(FieldValue(name.replace("_", " "), value) for name, value in fields.items())
    card = Card("65f000000000000000000001", title, "list", "board", desc=desc, fields=values)
    return read_student(card, COURSES, labels)


def remembered() -> int:
    """How many texts are remembered with what was read of them."""
    return _read_title.cache_info().currsize + _remembered.cache_info().currsize


def table() -> Iterator[tuple[str, str, str | None, str | None]]:
    """The rows of the table: outcome, title, name, course."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            outcome, title, name, course = line.split("\t")
            yield outcome, title, None if name == "-" else name, None if course == "-" else course
