"""What the rulebook says of the way after the check: preparation, outcomes, transfers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from rules.bilingual import Sentence
from rules.rulebook.toml_table import Table

TakeOver = Literal["manager", "first"]
TAKE_OVERS: Final[tuple[TakeOver, ...]] = ("manager", "first")

LONGEST_ANSWER: Final = 30
_DAYS: Final = re.compile(r"\s*([1-9]\d{0,2})d\s*")
_REMIND: Final = Sentence(
    'des jours avant la date, comme ["7d", "1d"], ou [] pour aucun rappel',
    'days before the date, such as ["7d", "1d"], or [] for no reminder',
)
_ANSWER: Final = Sentence(
    "un nombre de jours ouvrés, de 1 à 30, comme 2",
    "a number of working days, from 1 to 30, such as 2",
)
_LADDER: Final = Sentence(
    "trois nombres de jours, du plus grand au plus petit, comme [14, 7, 3]",
    "three numbers of days, from the greatest to the smallest, such as [14, 7, 3]",
)


@dataclass(frozen=True, slots=True)
class Preparation:
    """The checklist that a card gets when its defence is agreed. An empty title or no items mean
    those that are shipped, in the service's language. `remind`: how many days before its date
    people are reminded.
    """

    title: str = ""
    items: tuple[str, ...] = ()
    remind: tuple[int, ...] = (7, 1)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long a conditional success lasts: first the student completes, then the validator decides."""

    student: timedelta = timedelta(hours=48)
    validator: timedelta = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Transfers:
    """`ladder`: so many days before the end of the project a card without a new mentor is shown,
    told to the channels, brought to the managers by name. `take_over`: who chooses the new mentor,
    a manager, or nobody: the first who offers.
    """

    ladder: tuple[int, int, int] = (14, 7, 3)
    take_over: TakeOver = "manager"


@dataclass(frozen=True, slots=True)
class Asking:
    """`answer`: so many working days after somebody was asked to take a card, without an answer, managers
    are offered to ask the next person.
    """

    answer: int = 2


@dataclass(frozen=True, slots=True)
class Mentoring:
    """What a rulebook says of the way after the check."""

    preparation: Preparation = Preparation()
    outcomes: Deadlines = Deadlines()
    transfers: Transfers = Transfers()
    asking: Asking = Asking()


def read_mentoring(top: Table) -> Mentoring:
    """Read the tables `preparation`, `outcomes`, `transfers` and `asking`; problems are noted in them."""
    usual = Mentoring()
    return Mentoring(
        preparation=_preparation(top.table("preparation"), usual.preparation),
        outcomes=_outcomes(top.table("outcomes"), usual.outcomes),
        transfers=_transfers(top.table("transfers"), usual.transfers),
        asking=_asking(top.table("asking"), usual.asking),
    )


def _preparation(table: Table, usual: Preparation) -> Preparation:
    read = Preparation(
        title=table.text("title"),
        items=table.texts("items"),
        remind=_numbers(table, "remind", usual.remind, _REMIND, _days),
    )
    table.done()
    return read


def _outcomes(table: Table, usual: Deadlines) -> Deadlines:
    read = Deadlines(
        student=table.duration("student", usual.student, zero=False),
        validator=table.duration("validator", usual.validator, zero=False),
    )
    table.done()
    return read


def _transfers(table: Table, usual: Transfers) -> Transfers:
    found = _numbers(table, "ladder", usual.ladder, _LADDER, _count)
    if len(found) != len(usual.ladder):
        table.problems.wrong(table.at("ladder"), list(found), _LADDER)
        found = usual.ladder
    first, second, third = found
    read = Transfers((first, second, third), table.choice("take_over", TAKE_OVERS, usual.take_over))
    table.done()
    return read


def _asking(table: Table, usual: Asking) -> Asking:
    value = table.take("answer")
    days = _count(value)
    if value is not None and (days is None or days > LONGEST_ANSWER):
        table.problems.wrong(table.at("answer"), value, _ANSWER)
        days = None
    table.done()
    return Asking(days or usual.answer)


def _numbers(
    table: Table,
    key: str,
    usual: tuple[int, ...],
    expected: Sentence,
    number: Callable[[object], int | None],
) -> tuple[int, ...]:
    """Read an array of numbers of days, the greatest first."""
    value = table.take(key)
    if value is None:
        return usual
    read = [number(each) for each in value] if isinstance(value, list) else [None]
    if None in read:
        table.problems.wrong(table.at(key), value, expected)
        return usual
    return tuple(sorted({each for each in read if each is not None}, reverse=True))


def _days(value: object) -> int | None:
    found = _DAYS.fullmatch(value) if isinstance(value, str) else None
    return int(found.group(1)) if found else None


def _count(value: object) -> int | None:
    right = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 366
    return value if right and isinstance(value, int) else None
