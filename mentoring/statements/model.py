"""Statements as values: a line for each session and defence of a month, and what was corrected since. Pure.

A closed month keeps its lines and its amounts, whatever the rulebook says later. What is corrected in it
becomes a line of the month after the latest closed one, with the difference.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from rules.calendar import local_date
from rules.rulebook.pay import DEFENCE, NOTHING, Pay, pay_on

Subject = Literal["session", "defence"]
WITHDRAWN: Final = "withdrawn"
"""The status of a correction: the session has no status any more, or is another mentor's."""

_MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
Key = tuple[str, str]


class Month(NamedTuple):
    """A month of the school's calendar."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def back(self, months: int) -> Month:
        """Return the month that lies so many before it."""
        year, rest = divmod(self.year * 12 + self.number - 1 - months, 12)
        return Month(year, rest + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


def month_of(text: str) -> Month | None:
    """Read "2026-11"; None where it is no month of this century."""
    found = _MONTH.fullmatch(text.strip())
    return Month(int(found[1]), int(found[2])) if found else None


def month_at(at: datetime, zone: ZoneInfo) -> Month:
    """Return the month that this instant falls into."""
    day = local_date(at, zone)
    return Month(day.year, day.month)


@dataclass(frozen=True, slots=True)
class Held:
    """What happened: a session that has a status, or a defence whose outcome was said. `known`: its card
    can still be read; if not, what a closed month says of it stands.
    """

    subject: Subject
    id: str
    at: datetime
    student_id: str
    student: str
    course: str
    project: str
    funding: str
    status: str
    known: bool = True

    @property
    def key(self) -> Key:
        return self.subject, self.id


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a statement. `amount` is None where the rulebook says none. `corrects`: the closed month
    whose line this changes ("" for an ordinary one), which had the status `was`.
    """

    held: Held
    level: int
    amount: Decimal | None
    corrects: str = ""
    was: str = ""

    @property
    def status(self) -> str:
        return self.held.status


@dataclass(frozen=True, slots=True)
class Closed:
    """A month that was closed for a mentor, with its lines as they were then."""

    month: Month
    at: datetime
    by: str
    currency: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """So many lines of a status, and what they earn together: None where none of them has an amount."""

    count: int
    amount: Decimal | None


def total_of(lines: Iterable[Line]) -> Total:
    """Return how many lines these are, and what they earn together."""
    every = list(lines)
    amounts = [each.amount for each in every if each.amount is not None]
    return Total(len(every), sum(amounts, NOTHING) if amounts else None)


def totals(lines: Sequence[Line]) -> Mapping[str, Total]:
    """Return the subtotals by status, in the order in which the rulebook names them."""
    found = sorted({each.status for each in lines}, key=_place)
    return {status: total_of(x for x in lines if x.status == status) for status in found}


_ORDER: Final = ("done", "absent", "cancelled-late", "called-off", "cancelled", DEFENCE, WITHDRAWN)


def _place(status: str) -> tuple[int, str]:
    return (_ORDER.index(status) if status in _ORDER else len(_ORDER)), status


def lines_of(
    month: Month,
    every: Collection[Held],
    closed: Collection[Closed],
    blocks: Sequence[Pay],
    zone: ZoneInfo,
) -> tuple[Line, ...]:
    """Return the lines of a mentor's month, in the order of their instants: as it was closed, else what
    was held in it and is in no closed month; and where the month follows the latest closed one, what
    became different in those.
    """
    frozen = next((each for each in closed if each.month == month), None)
    if frozen is not None:
        return frozen.lines
    told = {line.held.key for each in closed for line in each.lines}
    own = [
        _line(each, blocks, zone)
        for each in {each.key: each for each in every}.values()
        if each.key not in told and month_at(each.at, zone) == month
    ]
    if closed and max(each.month for each in closed).next == month:
        own += _corrections(every, closed, blocks, zone)
    return tuple(sorted(own, key=lambda each: (each.held.at, each.held.key)))


def _line(held: Held, blocks: Sequence[Pay], zone: ZoneInfo) -> Line:
    block = pay_on(blocks, local_date(held.at, zone))
    if block is None:
        return Line(held, 1, None)
    return Line(held, *block.due(held.course, held.project, held.funding, held.status))


def _corrections(
    every: Collection[Held], closed: Collection[Closed], blocks: Sequence[Pay], zone: ZoneInfo
) -> list[Line]:
    now = {each.key: each for each in every}
    before: dict[Key, list[tuple[Month, Line]]] = {}
    for each in sorted(closed, key=lambda each: each.month):
        for line in each.lines:
            before.setdefault(line.held.key, []).append((each.month, line))
    found = [
        _difference(now.get(key), them, blocks, zone)
        for key, them in before.items()
        if not them[0][1].was  # else its first line lies too far back to be looked at
    ]
    months = {each.month for each in closed}
    new = [
        replace(_line(each, blocks, zone), corrects=str(month))
        for key, each in now.items()
        if key not in before and (month := month_at(each.at, zone)) in months
    ]
    return [*(each for each in found if each is not None), *new]


def _difference(
    held: Held | None, told: Sequence[tuple[Month, Line]], blocks: Sequence[Pay], zone: ZoneInfo
) -> Line | None:
    """Return the line that makes what was told true again; None where it is still true."""
    first, last = told[0], told[-1][1]
    paid = total_of(line for _, line in told).amount
    was = last.status
    if held is None:
        if was == WITHDRAWN:
            return None
        gone = replace(last.held, status=WITHDRAWN)
        back = -paid if paid is not None else None
        return Line(gone, last.level, back, str(first[0]), was)
    if not held.known or _same(held, last.held):
        return None
    line = _line(held, blocks, zone)
    amount = _minus(line.amount, paid)
    if held.status == was and not amount:
        return None
    return replace(line, amount=amount, corrects=str(first[0]), was=was)


def _same(held: Held, told: Held) -> bool:
    """Return whether nothing that counts is different. What stands on a defence's card may change once
    it is over; that it was held does not.
    """
    if held.subject == DEFENCE:
        return held.status == told.status
    return (held.status, held.course, held.project, held.funding) == (
        *(told.status, told.course, told.project, told.funding),
    )


def _minus(amount: Decimal | None, paid: Decimal | None) -> Decimal | None:
    if amount is None and paid is None:
        return None
    return (amount or NOTHING) - (paid or NOTHING)
