"""What pages send about sessions, read strictly. Every function raises `Denied` for what it cannot use."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Final

from powerup.desk.tab import Ask
from powerup.http.errors import bad_input

LONGEST_TEXT: Final = 8_000
MOST: Final = 20
YEARS: Final = range(2000, 3000)
"""The years that are accepted: far enough from the first and last ones that Python can count with."""


def text_of(value: Any) -> str:
    """Return the text without spaces around it; "" for None."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\x00" in value:
        raise bad_input("body")
    return value.strip()


def texts_of(value: Any) -> list[str]:
    """Return the texts of a list that are not empty; none for None."""
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > MOST:
        raise bad_input("body")
    return [text for each in value if (text := text_of(each))]


def start_of(ask: Ask) -> datetime:
    """Return when a session is to begin: an instant that we proposed, or a time in the school's zone."""
    starts = ask.body.get("starts")
    return instant_of(starts) if starts else wall_time(ask, ask.body)


def instant_of(value: Any) -> datetime:
    """Return the instant that this ISO text says, with its zone."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise bad_input("date") from error
    if at.tzinfo is None or at.year not in YEARS:
        raise bad_input("date")
    return at


def wall_time(ask: Ask, value: Any) -> datetime:
    """Return the instant of a `date` and a `time` in the school's zone."""
    if not isinstance(value, dict | type(ask.body)):
        raise bad_input("date")
    day, at = day_of(value.get("date")), clock_of(value.get("time"))
    return datetime.combine(day, at, ask.powerup.rulebook.timezone)


def day_of(value: Any) -> date:
    """Return the day that this ISO text says."""
    try:
        day = date.fromisoformat(str(value))
    except ValueError as error:
        raise bad_input("date") from error
    if day.year not in YEARS:
        raise bad_input("date")
    return day


def clock_of(value: Any) -> time:
    """Return the time of day that this ISO text says, in whole minutes and without a zone."""
    try:
        return time.fromisoformat(str(value)).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError as error:
        raise bad_input("date") from error
