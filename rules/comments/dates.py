"""A date with its hour as people write it in a comment: `12/12/2026 14:00`, « samedi 12 décembre à 14 h »."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, Literal

from rules.calendar import local_date
from rules.instants import FIRST_YEAR, LAST_YEAR
from rules.titles.words import fold

Why = Literal["unreadable", "no-hour", "weekday", "past"]

_MONTHS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february feb",
            "mars march mar",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout august aug",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_DAYS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "lundi lun monday mon",
            "mardi mar tuesday tue",
            "mercredi mer wednesday wed",
            "jeudi jeu thursday thu",
            "vendredi ven friday fri",
            "samedi sam saturday sat",
            "dimanche dim sunday sun",
        )
    )
    for name in names.split()
}
_ISO: Final = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:t(?=\d))?")
_NUMBERS: Final = re.compile(r"(\d\d?)\s?[/.-]\s?(\d\d?)(?:\s?[/.-]\s?(\d{4}|\d\d))?(?![\d/:h])")
_WORDS: Final = re.compile(
    r"(\d\d?)(?:er|st|nd|rd|th)?\s+([a-z]{3,})\.?(?:,?\s+(\d{4}))?(?![\d:h])"
)
_TURNED: Final = re.compile(r"([a-z]{3,})\.?\s+(\d\d?)(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?(?![\d:h])")
_HOUR: Final = re.compile(
    r"(\d\d?)\s?(?:[:.]\s?(\d\d)\s?(am|pm)?|h(?:eures?|rs?)?\s?(\d\d)?(?![a-z\d])|(am|pm))"
)
_NOON: Final = re.compile(r"\b(midi|noon)\b")
_SMALL: Final = frozenset(["le", "a", "at", "on", "the", "the,", "de", "du", "of", "vers", "pour"])
_WORD: Final = re.compile(r"[a-z\d]+")


class NotRead(Exception):
    """The text does not say one instant to come. `day` is the day that was read, None where `why` is
    `unreadable`; `weekday` means that it is another day of the week.
    """

    def __init__(self, why: Why, day: date | None = None) -> None:
        super().__init__(why)
        self.why: Why = why
        self.day = day


def read_instant(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Return the instant that the text says, in that zone; without a year the next such day.

    Raises `NotRead` where it says no instant, more than one instant, a past one or the wrong weekday.
    """
    words = " ".join(fold(text).replace("\u00a0", " ").replace("\u202f", " ").split())
    day, weekday, rest = _day(words, local_date(now, zone))
    hour = _hour(rest)
    if weekday is not None and day.weekday() != weekday:
        raise NotRead("weekday", day)
    if hour is None:
        raise NotRead("no-hour", day)
    instant = datetime.combine(day, hour, zone)
    if instant <= now:
        raise NotRead("past", day)
    return instant


def _day(words: str, today: date) -> tuple[date, int | None, str]:
    """Return the day, the weekday that stands with it, and what is left of the text."""
    for pattern, order in ((_ISO, "ymd"), (_NUMBERS, "dmy"), (_WORDS, "dmy"), (_TURNED, "mdy")):
        for found in pattern.finditer(words):
            parts = dict(zip(order, found.groups(), strict=True))
            day = _made(parts["d"], parts["m"], parts["y"], today)
            if day is not None:
                rest = f"{words[: found.start()]} {words[found.end() :]}"
                weekday, rest = _weekday(rest)
                return day, weekday, rest
    raise NotRead("unreadable")


def _made(day: str, month: str, year: str | None, today: date) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month)
    if number is None:
        return None
    years = [today.year, today.year + 1] if year is None else [int(year) % 100 + 2000]
    if year is not None and len(year) == 4:
        years = [int(year)]
    for each in years:
        try:
            found = date(each, number, int(day))
        except ValueError:
            continue
        if found >= today or (year is not None and FIRST_YEAR <= each <= LAST_YEAR):
            return found
    return None


def _weekday(rest: str) -> tuple[int | None, str]:
    for found in _WORD.finditer(rest):
        if found[0] in _DAYS:
            return _DAYS[found[0]], rest.replace(found[0], " ", 1)
    return None, rest


def _hour(rest: str) -> time | None:
    """Return the hour of what is left; None where there is nothing left but small words."""
    found = _NOON.search(rest) or _HOUR.search(rest)
    left = rest if found is None else f"{rest[: found.start()]} {rest[found.end() :]}"
    if any(each not in _SMALL for each in _WORD.findall(left)):
        raise NotRead("unreadable")
    if found is None:
        return None
    return time(12) if found.re is _NOON else _time(found)


def _time(found: re.Match[str]) -> time:
    hour = int(found[1])
    minute = int(found[2] or found[4] or 0)
    half = found[3] or found[5]
    if half is not None:
        if not 1 <= hour <= 12:
            raise NotRead("unreadable")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise NotRead("unreadable")
    return time(hour, minute)


def example(now: datetime, zone: tzinfo, days: int) -> str:
    """Return an example of such a text, for the day that is `days` from now: "12/12/2026 14:00"."""
    return f"{local_date(now, zone) + timedelta(days=days):%d/%m/%Y} 14:00"
