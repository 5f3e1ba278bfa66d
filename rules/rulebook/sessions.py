"""What the rulebook says of sessions: how long, from when late or absent, closures, the video room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from rules.bilingual import Sentence
from rules.rulebook.toml_table import Table, duration_of

USUAL_LENGTH: Final = timedelta(minutes=45)
ROOM: Final = "{room}"
MOST_WEEKS: Final = 26

_SHARE: Final = re.compile(r"\s*(\d{1,3})\s*%\s*")
_AFTER: Final = Sentence(
    'une part de la session, comme "33%" (un tiers), ou une durée comme "15m"',
    'a share of the session, such as "33%" (a third), or a duration such as "15m"',
)
_WEEKS: Final = Sentence("un nombre entier, de 1 à 26", "a whole number, from 1 to 26")
_CLOSURES: Final = Sentence(
    'des périodes comme "2026-12-21/2027-01-03", ou un jour comme "2026-05-15"',
    'periods such as "2026-12-21/2027-01-03", or a day such as "2026-05-15"',
)
_VIDEO: Final = Sentence(
    'une adresse en https, comme "https://visio.example.org/{{room}}"',
    'an address with https, such as "https://visio.example.org/{{room}}"',
)
_MINUTES: Final = Sentence(
    "une durée en minutes entières, de 5m à 8h", "a duration in whole minutes, from 5m to 8h"
)


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which the school is closed, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


USUAL_LENGTHS: Final[Mapping[str, timedelta]] = MappingProxyType(
    {"self": timedelta(minutes=30), "funded": USUAL_LENGTH}
)


@dataclass(frozen=True, slots=True)
class SessionRules:
    """`length` by funding. A student who cancels less than `late` before the start is late.
    `absent_after`: when an absence can be noted, as a share of the session or a time from its start.
    `weeks` are placed ahead.
    `video`: the address of a session's room, with {room} for its name; "" for none.
    """

    length: Mapping[str, timedelta] = field(default_factory=lambda: USUAL_LENGTHS)
    late: timedelta = timedelta(hours=24)
    absent_after: Fraction | timedelta = Fraction(1, 3)
    weeks: int = 6
    closures: tuple[Closure, ...] = ()
    video: str = ""

    def length_for(self, funding: str) -> timedelta:
        """Return how long a session of a student with this funding lasts."""
        return self.length.get(funding, self.length.get("funded", USUAL_LENGTH))

    def closed_on(self, day: date) -> bool:
        """Return whether the school is closed that day."""
        return any(day in each for each in self.closures)

    def absent_from(self, length: timedelta) -> timedelta:
        """Return how long after the start an absence can be noted."""
        if isinstance(self.absent_after, timedelta):
            return self.absent_after
        return length * self.absent_after.numerator / self.absent_after.denominator


def read_sessions(table: Table) -> SessionRules:
    """Read the table `sessions`; problems are noted in it."""
    usual = SessionRules()
    read = SessionRules(
        length=_lengths(table.table("length"), usual.length),
        late=table.duration("late", usual.late),
        absent_after=_absent_after(table, usual.absent_after),
        weeks=_weeks(table, usual.weeks),
        closures=_closures(table),
        video=_video(table),
    )
    table.done()
    return read


def _lengths(table: Table, usual: Mapping[str, timedelta]) -> Mapping[str, timedelta]:
    found = dict(usual)
    for key in table.names():
        length = table.duration(key, found.get(key, USUAL_LENGTH), zero=False)
        minutes, rest = divmod(length, timedelta(minutes=1))
        if rest or not 5 <= minutes <= 480:
            table.problems.wrong(table.at(key), table.take(key), _MINUTES)
        found[key] = length
    return MappingProxyType(found)


def _absent_after(table: Table, usual: Fraction | timedelta) -> Fraction | timedelta:
    value = table.take("absent_after")
    if value is None:
        return usual
    share = _SHARE.fullmatch(value) if isinstance(value, str) else None
    if share is not None and int(share[1]) <= 100:
        return Fraction(1, 3) if share[1] == "33" else Fraction(int(share[1]), 100)
    length = duration_of(value)
    if length is None:
        table.problems.wrong(table.at("absent_after"), value, _AFTER)
        return usual
    return length


def _weeks(table: Table, usual: int) -> int:
    value = table.take("weeks")
    if value is None:
        return usual
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_WEEKS:
        return value
    table.problems.wrong(table.at("weeks"), value, _WEEKS)
    return usual


def _closures(table: Table) -> tuple[Closure, ...]:
    value = table.take("closures")
    if value is None:
        return ()
    found = []
    for each in value if isinstance(value, list) else [value]:
        closure = _closure(each)
        if closure is None:
            table.problems.wrong(table.at("closures"), each, _CLOSURES)
        else:
            found.append(closure)
    return tuple(sorted(found, key=lambda each: (each.first, each.last)))


def _closure(value: object) -> Closure | None:
    if isinstance(value, date):
        return Closure(value, value)
    if not isinstance(value, str):
        return None
    first, _, last = value.partition("/")
    try:
        found = Closure(
            date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
        )
    except ValueError:
        return None
    return found if found.first <= found.last else None


def _video(table: Table) -> str:
    value = table.take("video")
    if value in (None, ""):
        return ""
    url = urlsplit(value) if isinstance(value, str) else None
    if url is None or url.scheme != "https" or not url.netloc or url.username is not None:
        table.problems.wrong(table.at("video"), value, _VIDEO)
        return ""
    return str(value)
