"""The queue as a table that Excel opens: every card that passes the filters, not one page alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from mentoring.csv_rows import MARK
from powerup.desk.todo import views_texts as texts
from powerup.desk.todo.queue import Entry
from powerup.desk.todo.rows import Json
from rules.verdict import Language

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet would take for a formula."""


def table_of(found: Iterable[Entry], language: Language) -> Json:
    """Return the file's name and its text: CSV, a line for each card, in the order of the queue."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(each.in_(language) for each in texts.COLUMNS)
    for matter, rows in found:
        writer.writerow(_cell(each) for each in _line(rows.row(matter)))
    return {"name": texts.FILE.in_(language), "text": MARK + out.getvalue()}


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


def _cell(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line}" if text.startswith(_FORMULA) or line.startswith(_FORMULA) else line
