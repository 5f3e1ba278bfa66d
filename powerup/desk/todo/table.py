"""The queue as a table that Excel opens: every card that passes the filters, not one page alone."""

from __future__ import annotations

from collections.abc import Iterable

from mentoring.csv_rows import written
from powerup.desk.todo import views_texts as texts
from powerup.desk.todo.queue import Entry
from powerup.desk.todo.rows import Json
from rules.verdict import Language


def table_of(found: Iterable[Entry], language: Language) -> Json:
    """Return the file's name and its text: CSV, a line for each card, in the order of the queue."""
    lines = (tuple(map(_on_one_line, _line(rows.row(matter)))) for matter, rows in found)
    text = written([each.in_(language) for each in texts.COLUMNS], lines)
    return {"name": texts.FILE.in_(language), "text": text}


def _line(row: Json) -> Iterable[str]:
    """Return the cells in the order of `texts.COLUMNS`."""
    return (
        row["name"],
        ", ".join(each["label"] for each in row["kinds"]),
        " ".join(row["why"]),
        row["due"],
        row["left"],
        ", ".join(row["mentors"]),
        row["project"],
        row["boardName"],
        row["list"],
        row["reminded"],
        row["url"],
    )


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
