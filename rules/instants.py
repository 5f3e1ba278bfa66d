"""Instants as they come in from outside: within the years that a school can mean, or none at all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
"""Between these years no calculation with days, weeks or zones runs out of the calendar."""

_LONGEST_WRITTEN: Final = 40


def instant(value: object) -> datetime | None:
    """Read "2026-03-12T13:30:00.000Z" as UTC (also without a zone). Return None for what is no such
    date, and for a year that nobody means. The one door by which instants of Trello's JSON come in.
    """
    if not isinstance(value, str) or not value:
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    if not within_reason(read):
        return None
    if read.tzinfo is UTC:
        return read
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def within_reason(moment: datetime) -> bool:
    """Return whether this is a year that can be calculated with, in any zone."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def unusable(value: object) -> str:
    """Return what is written where a date should be and is none that can be used, on one short line; ""
    where there is a usable date, or nothing.
    """
    if value is None or value == "" or instant(value) is not None:
        return ""
    if not isinstance(value, str):
        return "?"
    printable = "".join(each for each in value if each.isprintable())
    return " ".join(printable.split())[:_LONGEST_WRITTEN] or "?"
