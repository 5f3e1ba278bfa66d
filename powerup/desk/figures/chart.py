"""One chart of the figures: what it finds, what it shows, and the table of its numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Literal

from mentoring.csv_rows import MARK, harmless
from powerup.desk.figures import texts
from rules.bilingual import NO_BREAK
from rules.formatting import fill, plural
from rules.verdict import Language

Kind = Literal["columns", "lines", "bars"]
Unit = Literal["%", "h", "d", ""]
Number = int | float | None
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the axis, with one value for each key of the chart; None where there is nothing to show."""

    label: str
    values: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`title` is the finding, `told` what is counted. `keys`: the names of the values of a point. `head` and
    `rows`: the table of the numbers.

    `columns` stand by week, one upon the other; `lines` run from week to week; `bars` lie, one for each
    name. Without points there is nothing to draw.
    """

    id: str
    kind: Kind
    title: str
    told: str
    unit: Unit
    keys: tuple[str, ...]
    points: tuple[Point, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str | Number, ...], ...]

    def json(self, language: Language) -> dict[str, Any]:
        """Return the chart for the browser."""
        return {**asdict(self), "measure": texts.UNITS[self.unit].in_(language)}


def as_csv(charts: Iterable[Chart], about: str, language: Language) -> str:
    """Return the tables of the charts, one below the other, as CSV for Excel. `about`: the first line."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow([about])
    for each in charts:
        writer.writerows(([], [_cell(each.title, language)], [_cell(each.told, language)]))
        writer.writerow([_cell(x, language) for x in each.head])
        writer.writerows([_cell(x, language) for x in row] for row in each.rows)
    return MARK + out.getvalue()


def _cell(value: str | Number, language: Language) -> str:
    """Write a cell, with a quote before a text that a spreadsheet would take for a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return str(value).replace(".", ",") if language == "fr" else str(value)


def percent(part: int, whole: int) -> int | None:
    """Return the share in whole percent, None where `whole` is 0."""
    return round(100 * part / whole) if whole else None


def span_in_words(span: timedelta, language: Language) -> str:
    """Write a span roughly, in the unit that people would say: "40 minutes", "5 heures", "3 jours"."""
    minutes = max(1, round(span.total_seconds() / 60))
    if minutes < 100:
        return plural(minutes, *texts.SPANS[language]["m"], language)
    if span < 2 * DAY:
        return plural(round(span / HOUR), *texts.SPANS[language]["h"], language)
    return plural(round(span / DAY), *texts.SPANS[language]["d"], language)


def unit_for(spans: Iterable[timedelta | None]) -> Unit:
    """Return the unit for these spans: hours, or days where one is longer than three days."""
    longest = max((each for each in spans if each is not None), default=timedelta())
    return "d" if longest > 3 * DAY else "h"


def measured(span: timedelta | None, unit: Unit) -> float | None:
    """Return the span to a tenth, in days for the unit "d", else in hours."""
    return None if span is None else round(span / (DAY if unit == "d" else HOUR), 1)


def with_unit(name: str, unit: Unit, language: Language) -> str:
    """Write a name with its unit: "La moitié (heures)"."""
    return fill(texts.WITH_UNIT[unit], language, {"name": name})


def short_day(day: date, language: Language) -> str:
    """Write a day in short: "3 nov.", "3 Nov"."""
    return f"{day.day}{NO_BREAK}{texts.MONTHS[language][day.month - 1]}"


def table_day(day: date, language: Language) -> str:
    """Write a day so that a spreadsheet in that language reads it as a date."""
    return f"{day:%d/%m/%Y}" if language == "fr" else day.isoformat()
