"""The tab « Relevés »: a month is shown, exported, closed and opened again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from mentoring.statements.model import Line, Month, month_at, month_of, total_of, totals
from mentoring.statements.output import to_csv
from mentoring.statements.read import Unset
from mentoring.statements.service import Statement, Statements
from mentoring.statements.texts import STATUSES
from powerup.desk.sessions.service import shown, who
from powerup.desk.statements import texts
from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.http.errors import Denied, bad_input
from powerup.sessions.shown import Shown
from rules.bilingual import NO_BREAK, Sentence
from rules.calendar import local_date
from rules.formatting import day, plural
from rules.verdict import Language
from sync.clock import now

THIN: Final = "\u202f"
_SIGNS: Final = {"EUR": "€", "USD": "$", "GBP": "£"}


def _service(ask: Ask) -> Statements:
    return Statements(ask.powerup.database, ask.powerup.rules)


def _month(ask: Ask, text: object) -> Month:
    """Return the month that is asked for, where none is the current one in the school's zone. Raises
    `Denied` for what is no month.
    """
    if text in (None, ""):
        return month_at(now(), ask.powerup.rulebook.timezone)
    found = month_of(text) if isinstance(text, str) else None
    if found is None:
        raise bad_input("body")
    return found


def mine(ask: Ask) -> Json:
    """Return the caller's own statement; for managers, with a line for each mentor of their boards."""
    month = _month(ask, ask.query.get("month"))
    write = _Written(shown(ask))
    found = {
        **write.about(month, month_at(now(), ask.powerup.rulebook.timezone)),
        "mine": write.statement(_service(ask).mine(who(ask), month)),
        "amounts": bool(ask.powerup.rulebook.pay),
        "team": None,
    }
    if ask.managed():
        found["team"] = [write.summary(x) for x in _service(ask).managed(who(ask), month)]
    return found


def one(ask: Ask, member: str) -> Json:
    """Return the statement of a mentor of the boards that the caller manages. Raises `Denied` for others."""
    month = _month(ask, ask.query.get("month"))
    write = _Written(shown(ask))
    return {
        **write.about(month, month_at(now(), ask.powerup.rulebook.timezone)),
        "amounts": bool(ask.powerup.rulebook.pay),
        "mine": write.statement(_of(ask, month, member)),
        "team": None,
    }


def _of(ask: Ask, month: Month, member: str) -> Statement:
    for each in _service(ask).managed(who(ask), month):
        if each.mentor.id == member:
            return each
    raise Denied(404, "unknown-member", texts.NO_STATEMENT)


def export(ask: Ask) -> Json:
    """Return statements as a table: the caller's own, or of a `member`, or of all the mentors of the boards
    that the caller manages (`member=all`).
    """
    month, member = _month(ask, ask.query.get("month")), ask.query.get("member", "")
    if member == "all":
        found, name = _service(ask).managed(who(ask), month), f"releves-{month}.csv"
    else:
        one_ = _of(ask, month, member) if member else _service(ask).mine(who(ask), month)
        found, name = [one_], f"releve-{month}-{one_.mentor.username or 'mentor'}.csv"
    return {"name": name, "text": to_csv(found, ask.powerup.rulebook.timezone, ask.language)}


def close(ask: Ask) -> Json:
    """Close the month (« Clore le mois ») for a `member`, or for all whom the caller manages; return for how
    many it was open.
    """
    count = _service(ask).close(who(ask), *_wanted(ask))
    return {"count": count}


def reopen(ask: Ask) -> Json:
    """Open the month again, for the same people; return for how many it was closed."""
    return {"count": _service(ask).reopen(who(ask), *_wanted(ask))}


def _wanted(ask: Ask) -> tuple[Month, list[str] | None]:
    month, member = ask.body.get("month"), ask.body.get("member")
    if not month or not (member is None or isinstance(member, str)):
        raise bad_input("body")
    return _month(ask, month), [member] if member else None


@dataclass(frozen=True, slots=True)
class _Written:
    """Writes statements for one reader."""

    write: Shown

    def about(self, month: Month, current: Month) -> Json:
        """Return which month it is, the ones beside it, and whether it is over."""
        return {
            "month": str(month),
            "label": self._month(month),
            "before": str(month.back(1)),
            "after": str(month.next),
            "over": month < current,
        }

    def summary(self, each: Statement) -> Json:
        """Return one mentor's month in a line."""
        whole = total_of(each.lines)
        return {
            "id": each.mentor.id,
            "name": each.mentor.name or each.mentor.id,
            "lines": whole.count,
            "unset": len(each.unset),
            "total": self._money(whole.amount, each.currency),
            "closed": each.closed is not None,
        }

    def statement(self, each: Statement) -> Json:
        """Return one mentor's month in full."""
        closed, write = each.closed, self.write
        told = ""
        if closed is not None:
            at = day(local_date(closed.at, write.zone), write.language)
            told = write.say(texts.CLOSED, day=at, by=closed.by)
        return {
            **self.summary(each),
            "closedText": told,
            "unsetSessions": [self._unset(x) for x in each.unset],
            "rows": [self._line(x, each.currency) for x in each.lines],
            "totals": [
                {
                    "status": write.say(STATUSES[status]),
                    "count": total.count,
                    "amount": self._money(total.amount, each.currency),
                }
                for status, total in totals(each.lines).items()
            ],
            "counted": plural(len(each.lines), *texts.LINES[write.language], write.language),
        }

    def _unset(self, each: Unset) -> Json:
        return {"id": each.id, "student": each.student, "when": self._when(each.at)}

    def _line(self, line: Line, currency: str) -> Json:
        held, write = line.held, self.write
        level = write.say(texts.LEVEL, level=line.level)
        about = (held.course, held.project, level if line.level > 1 else "")
        return {
            "when": self._when(held.at),
            "student": held.student,
            "about": " · ".join(x for x in about if x),
            "status": write.say(STATUSES[held.status]),
            "amount": self._money(line.amount, currency),
            "note": self._note(line),
        }

    def _note(self, line: Line) -> str:
        month = month_of(line.corrects)
        if month is None:
            return ""
        told = self._month(month)
        if not line.was:
            return self.write.say(texts.LATE, month=told)
        was = self.write.say(STATUSES[line.was])
        return self.write.say(texts.CORRECTS, month=told, was=was)

    def _when(self, at: datetime) -> str:
        write, local = self.write, local_date(at, self.write.zone)
        return write.say(
            texts.WHEN,
            day="1er" if local.day == 1 and write.language == "fr" else str(local.day),
            month=self._name(local.month),
            time=write.clock(at),
        )

    def _month(self, month: Month) -> str:
        return self.write.say(texts.MONTH, month=self._name(month.number), year=month.year)

    def _name(self, number: int) -> str:
        return texts.MONTHS.in_(self.write.language).split("|")[number - 1]

    def _money(self, amount: Decimal | None, currency: str) -> str:
        return "" if amount is None else money(amount, currency, self.write.language)


def money(amount: Decimal, currency: str, language: Language) -> str:
    """Write an amount as people do: "1 234,50 €", "1,234.50 €", with a real minus sign."""
    text = f"{abs(amount):,.2f}"
    if language == "fr":
        text = text.replace(",", THIN).replace(".", ",")
    sign = "−" if amount < 0 else ""
    return f"{sign}{text}{NO_BREAK}{_SIGNS.get(currency, currency)}"


TAB: Final = Tab(
    name="statements",
    title=Sentence("Relevés", "Statements"),
    words=texts.PAGE,
    routes=(
        Route("GET", "statements", mine),
        Route("GET", "statements/export", export),
        Route("GET", "statements/of/<member>", one),
        Route("POST", "statements/close", close),
        Route("POST", "statements/reopen", reopen),
    ),
    managers=False,
    styled=True,
    school=True,
)
