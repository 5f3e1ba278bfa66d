"""The rulebook's `[[pay]]`: what a session or a defence earns its mentor, from which day on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from rules.bilingual import Sentence
from rules.projects import project_key
from rules.rulebook.toml_table import Table
from rules.titles.courses import Course, CourseIndex
from rules.titles.words import keys_of

DEFENCE: Final = "defence"
PAID: Final = ("done", "absent", "cancelled-late", "called-off", "cancelled", DEFENCE)
"""What can earn something: the statuses of sessions, and a defence that was held."""

FUNDED: Final = "funded"
FUNDINGS: Final = (FUNDED, "self")
NOTHING: Final = Decimal("0.00")
_CENT: Final = Decimal("0.01")
_HIGHEST: Final = 99

_AMOUNT: Final = re.compile(r"\d{1,6}(?:\.\d{1,2})?")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_LEVEL: Final = re.compile(r"[1-9]\d?")

_BLOCKS: Final = Sentence("des tables ouvertes par [[pay]]", "tables opened by [[pay]]")
_FROM: Final = Sentence(
    "une date sans guillemets, comme 2026-09-01", "a date without quotes, such as 2026-09-01"
)
_MONEY: Final = Sentence(
    'un code de trois lettres comme "EUR"', 'a code of three letters such as "EUR"'
)
_SUM: Final = Sentence(
    'un montant entre guillemets, avec un point, comme "30.00"',
    'an amount in quotes, with a point, such as "30.00"',
)
_LEVELS: Final = Sentence("un niveau, de 1 à 99", "a level, from 1 to 99")
_COURSE: Final = Sentence("le nom d'un parcours", "the name of a course")
_SAME_DAY: Final = Sentence(
    "{other} commence déjà ce jour-là ; gardez un seul des deux.",
    "{other} begins on that day already; keep one of the two.",
)
_OTHER_MONEY: Final = Sentence(
    "{other} compte en {currency} ; tous les montants sont dans une seule monnaie.",
    "{other} is in {currency}; all amounts are in one currency.",
)
_SAME_PROJECT: Final = Sentence(
    "ce projet du même parcours est déjà nommé ; gardez une seule des deux lignes.",
    "this project of the same course is named already; keep one of the two lines.",
)

Amounts = Mapping[str, Mapping[int, Mapping[str, Decimal]]]
"""By funding, level and status."""


class Due(NamedTuple):
    """What a line earns. `amount` is None where the rulebook says nothing of that funding or level."""

    level: int
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Pay:
    """What is earned from the day `from_` on, until the next block begins. `level` by course, as the
    rulebook names it, and by `project_key`; a project that is not named is of level 1.
    """

    from_: date
    currency: str
    level: Mapping[str, Mapping[str, int]]
    amounts: Amounts

    def due(self, course: str, project: str, funding: str, status: str) -> Due:
        """Return what a line earns. A funding that nobody knows counts as `funded`, as for the length of
        sessions; a status that is not named earns nothing.
        """
        level = self.level.get(course, {}).get(project_key(project), 1)
        named = self.amounts.get(funding or FUNDED, {}).get(level)
        return Due(level, None if named is None else named.get(status, NOTHING))


def pay_on(blocks: Sequence[Pay], day: date) -> Pay | None:
    """Return the block in force that day; None before the first."""
    return next((each for each in reversed(blocks) if each.from_ <= day), None)


def read_pay(top: Table, courses: Sequence[Course], fundings: Sequence[str]) -> tuple[Pay, ...]:
    """Read every block, in the order of their days; problems are noted in the table. `fundings`: those
    that the rulebook names elsewhere.
    """
    entries = top.take("pay")
    if entries is None:
        return ()
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        top.problems.wrong("pay", entries, _BLOCKS)
        return ()
    index = CourseIndex(courses)
    known = tuple(dict.fromkeys((*FUNDINGS, *fundings)))
    tables = [Table(each, f"pay[{n}]", top.problems) for n, each in enumerate(entries, start=1)]
    read = [(table.path, _block(table, index, known)) for table in tables]
    blocks = [(path, each) for path, each in read if each is not None]
    _agree(top, blocks)
    return tuple(sorted((each for _, each in blocks), key=lambda each: each.from_))


def _agree(top: Table, blocks: Sequence[tuple[str, Pay]]) -> None:
    days: dict[date, str] = {}
    first = blocks[0] if blocks else None
    for path, each in blocks:
        if days.setdefault(each.from_, path) != path:
            top.problems.add(f"{path}.from", _SAME_DAY, other=days[each.from_])
        if first is not None and each.currency != first[1].currency:
            values = {"other": first[0], "currency": first[1].currency}
            top.problems.add(f"{path}.currency", _OTHER_MONEY, **values)


def _block(table: Table, index: CourseIndex, fundings: Sequence[str]) -> Pay | None:
    """Read a block; None where it lacks its day or its currency, which is then noted."""
    day, currency = _day(table), _currency(table)
    level = _level(table.table("level"), index)
    amounts = _amounts(table.table("amounts"), fundings)
    table.done()
    if day is None or currency is None:
        return None
    return Pay(day, currency, level, amounts)


def _day(table: Table) -> date | None:
    value = table.take("from")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if value is None:
        table.problems.missing(table.at("from"), _FROM)
    else:
        table.problems.wrong(table.at("from"), value, _FROM)
    return None


def _currency(table: Table) -> str | None:
    value = table.take("currency")
    if isinstance(value, str) and _CURRENCY.fullmatch(value):
        return value
    if value is None:
        table.problems.missing(table.at("currency"), _MONEY)
    else:
        table.problems.wrong(table.at("currency"), value, _MONEY)
    return None


def _level(table: Table, index: CourseIndex) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for name, projects in table.tables():
        mine = found.setdefault(_course(table, name, index), {})
        for key in projects.names():
            value = projects.take(key)
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _HIGHEST:
                projects.problems.wrong(projects.at(key), value, _LEVELS)
            elif project_key(key) in mine:
                projects.problems.add(projects.at(key), _SAME_PROJECT)
            else:
                mine[project_key(key)] = value
    return MappingProxyType({name: MappingProxyType(each) for name, each in found.items()})


def _course(table: Table, name: str, index: CourseIndex) -> str:
    """Return the course as the rulebook names it. One that nobody knows stands as it is written, as on
    cards; one that is nearly a known one is a slip of the pen.
    """
    keys = keys_of(name)
    found = index.find(keys)
    if found is not None and (found.start, found.end) == (0, len(keys)):
        return found.course.name
    written = {
        text.casefold(): text for each in index.courses for text in (each.name, *each.aliases)
    }
    near = table.problems.nearest(name, tuple(written))
    if near:
        table.problems.wrong(table.at(name), name, _COURSE, near)
    return " ".join(name.split())


def _amounts(table: Table, fundings: Sequence[str]) -> Amounts:
    found = {}
    for funding in fundings:
        if funding in table.names():
            found[funding] = _by_level(table.table(funding))
        else:
            table.take(funding)
    table.done()
    return MappingProxyType(found)


def _by_level(table: Table) -> Mapping[int, Mapping[str, Decimal]]:
    found = {}
    for key, by_status in table.tables():
        amounts = {status: _amount(by_status, status) for status in PAID}
        by_status.done()
        if not _LEVEL.fullmatch(key):
            table.problems.wrong(table.at(key), key, _LEVELS)
            continue
        told = {status: each for status, each in amounts.items() if each is not None}
        found[int(key)] = MappingProxyType(told)
    return MappingProxyType(found)


def _amount(table: Table, status: str) -> Decimal | None:
    value = table.take(status)
    if isinstance(value, str) and _AMOUNT.fullmatch(value):
        return Decimal(value).quantize(_CENT)
    if value is not None:
        table.problems.wrong(table.at(status), value, _SUM)
    return None
