"""The rulebook's `[channels.<name>]`: who hears of what, where, and when they want to be left alone."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Final, Literal

from rules.bilingual import Sentence
from rules.rulebook.toml_table import Table

Event = Literal[
    "validator-wanted",
    "taker-wanted",
    "help-wanted",
    "announcement",
    "date-changed",
    "brake",
    "drift",
    "digest",
]
EVENTS: Final[tuple[Event, ...]] = (
    *("validator-wanted", "taker-wanted", "help-wanted", "announcement"),
    *("date-changed", "brake", "drift", "digest"),
)
Days = Literal["working", "all"]
DAYS: Final[tuple[Days, ...]] = ("working", "all")
Spoken = Literal["fr", "en", ""]

_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]*://\S+|\$[A-Za-z_][A-Za-z0-9_]*")
_QUIET: Final = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")
_TIME: Final = re.compile(r"(\d\d):(\d\d)")

_ADDRESSES: Final = Sentence(
    "une adresse d'Apprise (slack://…, msteams://…, mailtos://…) ou $NOM, une variable "
    "d'environnement qui la contient",
    "an address of Apprise (slack://…, msteams://…, mailtos://…) or $NAME, an environment "
    "variable that holds it",
)
_HOURS: Final = Sentence(
    'des heures comme "19:00-08:00", ou "" pour aucune',
    'hours such as "19:00-08:00", or "" for none',
)
_HOUR: Final = Sentence('une heure comme "08:30"', 'a time such as "08:30"')
_EVENTS: Final = Sentence("parmi : {options}", "among: {options}")
_NO_BOARDS: Final = Sentence(
    "aucun nom, puisque ce fichier n'a pas encore de tableau",
    "no name, as this file has no board yet",
)
_BOARDS: Final = Sentence(
    "des tableaux de ce fichier : {options}", "boards of this file: {options}"
)


@dataclass(frozen=True, slots=True)
class Channel:
    """One place where people talk. `addresses` hold secrets: they are never shown or logged whole.

    `boards` are names of the rulebook, none for all. Nothing is sent between `quiet[0]` and
    `quiet[1]`, clock times in the rulebook's zone, nor on other than working days where `days` says
    so. `gather`: how long to wait after a message, so that what comes meanwhile makes one.
    `language` "" is the service's own.
    """

    name: str
    addresses: tuple[str, ...]
    events: tuple[Event, ...] = EVENTS
    boards: tuple[str, ...] = ()
    language: Spoken = ""
    quiet: tuple[time, time] | None = (time(19), time(8))
    days: Days = "working"
    digest_at: time = time(8, 30)
    gather: timedelta = timedelta(minutes=15)


def read_channels(tables: Table, boards: Collection[str]) -> tuple[Channel, ...]:
    """Read every channel of the rulebook; problems are noted in the table."""
    return tuple(_channel(name, table, boards) for name, table in tables.tables())


def _channel(name: str, table: Table, boards: Collection[str]) -> Channel:
    usual = Channel(name, ())
    events = _among(table, "events", EVENTS, _EVENTS)
    channel = Channel(
        name=name,
        addresses=_matching(table, "to", _ADDRESS, _ADDRESSES),
        events=tuple(each for each in EVENTS if each in events),
        boards=_among(table, "boards", tuple(boards), _BOARDS if boards else _NO_BOARDS),
        language=table.choice("language", ("fr", "en"), ""),
        quiet=_quiet(table, usual.quiet),
        days=table.choice("days", DAYS, usual.days),
        digest_at=_time(table, usual.digest_at),
        gather=table.duration("gather", usual.gather),
    )
    table.done()
    return channel


def _matching(
    table: Table, key: str, shape: re.Pattern[str], expected: Sentence
) -> tuple[str, ...]:
    """Read the texts under this key that match the pattern. What is wrong is not quoted: it may hold a
    secret.
    """
    found = table.texts(key)
    if not found:
        table.problems.missing(table.at(key), expected)
    elif not all(shape.fullmatch(each) for each in found):
        table.problems.wrong(table.at(key), "…", expected)
    return found


def _among(table: Table, key: str, options: tuple[str, ...], expected: Sentence) -> tuple[str, ...]:
    """Read the texts under this key, all of them options; every option where the key is not there."""
    found = table.texts(key)
    for each in found:
        if each not in options:
            near = table.problems.nearest(each, options)
            table.problems.wrong(table.at(key), each, expected, near, options=", ".join(options))
    return found or options


def _quiet(table: Table, usual: tuple[time, time] | None) -> tuple[time, time] | None:
    value = table.take("quiet")
    if value is None or value == "":
        return usual if value is None else None
    found = _QUIET.fullmatch(value) if isinstance(value, str) else None
    numbers = [int(each) for each in found.groups()] if found else []
    if numbers and max(numbers[::2]) < 24 and max(numbers[1::2]) < 60:
        return time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    table.problems.wrong(table.at("quiet"), value, _HOURS)
    return usual


def _time(table: Table, usual: time) -> time:
    value = table.take("digest_at")
    if value is None:
        return usual
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    table.problems.wrong(table.at("digest_at"), value, _HOUR)
    return usual
