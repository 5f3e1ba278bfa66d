"""Statements for other programs, and as a table that a French Excel opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from mentoring.csv_rows import written
from mentoring.statements.model import Line, Total, total_of, totals
from mentoring.statements.read import Unset
from mentoring.statements.service import Statement
from mentoring.statements.texts import COLUMNS, CORRECTS, FUNDINGS, STATUSES, SUBTOTAL, TOTAL
from rules.calendar import local_date, local_time
from rules.formatting import fill
from rules.verdict import Language

Json = dict[str, Any]
_BLANK: Final = ("",)


def to_json(statement: Statement, zone: ZoneInfo) -> Json:
    """Return the statement as plain values: instants with the school's zone, amounts as text with two
    decimals (null without `[[pay]]`). A correction has `corrects`, the month, and `was`, too.
    """
    closed, mentor = statement.closed, statement.mentor
    return {
        "mentor": {"id": mentor.id, "username": mentor.username, "name": mentor.name},
        "month": str(statement.month),
        "closed_at": closed.at.astimezone(zone).isoformat() if closed else None,
        "unset": len(statement.unset),
        "lines": [_line(each, zone) for each in statement.lines],
        "totals": {
            status: {"count": each.count, "amount": text_of(each.amount)}
            for status, each in totals(statement.lines).items()
        },
    }


def text_of(amount: Decimal | None) -> str | None:
    """Return an amount as text with two decimals."""
    return f"{amount:.2f}" if amount is not None else None


def _line(line: Line, zone: ZoneInfo) -> Json:
    held = line.held
    found = {
        held.subject: held.id,
        "at": held.at.astimezone(zone).isoformat(),
        "student": {"id": held.student_id, "name": held.student},
        "project": held.project,
        "level": line.level,
        "funding": held.funding,
        "status": held.status,
        "amount": text_of(line.amount),
    }
    return {**found, "corrects": line.corrects, "was": line.was} if line.corrects else found


def to_csv(found: Sequence[Statement], zone: ZoneInfo, language: Language) -> str:
    """Return the statements as the text of a table: of each mentor what lacks a status first, then the
    lines, the subtotals by status and the total.
    """
    rows = [row for each in found for row in _Table(each, zone, language).rows()]
    return written(COLUMNS.in_(language).split("|"), rows)


class _Table:
    """Writes one statement's rows."""

    def __init__(self, statement: Statement, zone: ZoneInfo, language: Language) -> None:
        self.statement, self.zone, self.language = statement, zone, language

    def rows(self) -> Iterator[Sequence[str]]:
        """Yield the statement's rows, as `to_csv` orders them."""
        lines = self.statement.lines
        for unset in self.statement.unset:
            yield self._unset(unset)
        for line in lines:
            yield self._line(line)
        for status, total in totals(lines).items():
            values = {"status": STATUSES[status].in_(self.language), "count": total.count}
            yield self._sum(fill(SUBTOTAL, self.language, values), total)
        whole = total_of(lines)
        yield self._sum(fill(TOTAL, self.language, {"count": whole.count}), whole)

    def _head(self) -> tuple[str, str]:
        mentor = self.statement.mentor
        return mentor.name or mentor.id, str(self.statement.month)

    def _when(self, at: Any) -> tuple[str, str]:
        day, clock = local_date(at, self.zone), local_time(at, self.zone)
        written_ = f"{day:%d/%m/%Y}" if self.language == "fr" else day.isoformat()
        return written_, f"{clock:%H:%M}"

    def _unset(self, each: Unset) -> Sequence[str]:
        status = STATUSES["unset"].in_(self.language)
        return (*self._head(), *self._when(each.at), each.student, *_BLANK * 4, status, *_BLANK * 3)

    def _line(self, line: Line) -> Sequence[str]:
        held = line.held
        funding = FUNDINGS.get(held.funding)
        about = (held.student, held.course, held.project, str(line.level))
        paid = funding.in_(self.language) if funding else held.funding
        status = STATUSES[held.status].in_(self.language)
        return (
            *(*self._head(), *self._when(held.at), *about, paid, status),
            *(*self._amount(line.amount), self._corrects(line)),
        )

    def _corrects(self, line: Line) -> str:
        if not line.was:
            return line.corrects
        values = {"month": line.corrects, "was": STATUSES[line.was].in_(self.language)}
        return fill(CORRECTS, self.language, values)

    def _sum(self, what: str, total: Total) -> Sequence[str]:
        return (*self._head(), *_BLANK * 7, what, *self._amount(total.amount), "")

    def _amount(self, amount: Decimal | None) -> tuple[str, str]:
        """Return the amount with a comma, as a number that Excel adds up, and its currency."""
        text = text_of(amount)
        return ("", "") if text is None else (text.replace(".", ","), self.statement.currency)
