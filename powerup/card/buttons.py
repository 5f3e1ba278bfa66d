"""What a press in the panel asks for: the request's body read strictly, then the fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any, Final

from powerup.card.texts import DETAILS
from powerup.http import texts as api_texts
from powerup.http.errors import Denied, bad_input
from rules.comments.orders import LONGEST_REASON
from rules.instants import within_reason
from rules.verdict import Language
from sync.clock import now
from sync.rights.request import Asked
from sync.use_cases.fixes import Fixes

Body = Mapping[str, Any]

LONGEST_LINE: Final = 500
LONGEST_TITLE: Final = 200
LONGEST_CODE: Final = 40
LONGEST_VALUE: Final = 2000
MANAGERS_ONLY: Final = frozenset({"accept", "accept-date", "restore-date"})

_TIME = re.compile(r"\d\d:\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def perform(
    fixes: Fixes, asked: Asked, action: str, body: Body, zone: tzinfo, language: Language
) -> None:
    """Do what a button of the panel asks: `action` is one of `NAMES`, a date in the body is of `zone`.

    Raises `Denied` for what may not be asked for or cannot be understood, and what the fix raises.
    """
    if action in MANAGERS_ONLY and not asked.person.manager:
        raise Denied(403, "managers-only", api_texts.MANAGERS)
    _ACTIONS[action](fixes, asked, body, zone, language)


def _title(fixes: Fixes, asked: Asked, body: Body, zone: tzinfo, language: Language) -> None:
    name, course = one_line(body, "name", LONGEST_TITLE), one_line(body, "course", LONGEST_TITLE)
    if not name or not course:
        raise bad_input("name")
    fixes.set_title(asked, f"{name} – {course}")


def _due(fixes: Fixes, asked: Asked, body: Body, zone: tzinfo, language: Language) -> None:
    due = _instant(one_line(body, "date", 10), one_line(body, "time", 5), zone)
    if due <= now():
        raise bad_input("past")
    fixes.set_due(asked, due)


def _label(fixes: Fixes, asked: Asked, body: Body, zone: tzinfo, language: Language) -> None:
    label = one_line(body, "label", 64)
    if not label:
        raise bad_input("label")
    fixes.set_label(asked, label)


def _details(fixes: Fixes, asked: Asked, body: Body, zone: tzinfo, language: Language) -> None:
    mark = "\u00a0: " if language == "fr" else ": "
    given = {name: one_line(body, name, LONGEST_LINE) for name in DETAILS}
    lines = [f"{DETAILS[name].in_(language)}{mark}{text}" for name, text in given.items() if text]
    if not lines:
        raise bad_input("details")
    fixes.describe(asked, "\n".join(lines))


def _own(fixes: Fixes, asked: Asked, body: Body, zone: tzinfo, language: Language) -> None:
    """Do what mends a requirement of the rulebook's own."""
    code = one_line(body, "requirement", LONGEST_CODE)
    fixes.carry(asked, code, one_line(body, "value", LONGEST_VALUE), zone)


def _suspend(fixes: Fixes, asked: Asked, body: Body, zone: tzinfo, language: Language) -> None:
    fixes.suspend(asked, one_line(body, "reason", LONGEST_REASON))


def _accept(fixes: Fixes, asked: Asked, body: Body, zone: tzinfo, language: Language) -> None:
    fixes.accept(asked, reason_of(body))


def _accept_date(fixes: Fixes, asked: Asked, body: Body, zone: tzinfo, language: Language) -> None:
    fixes.accept_date(asked, reason_of(body))


def _undo(fixes: Fixes, asked: Asked, body: Body, zone: tzinfo, language: Language) -> None:
    receipt = body.get("receipt")
    if not isinstance(receipt, int) or isinstance(receipt, bool) or not 0 < receipt < 2**31:
        raise bad_input("receipt")
    fixes.undo(asked, receipt)


def _plain(fix: Callable[[Fixes, Asked], None]) -> Any:
    """Return the action for a fix that needs nothing from the body."""
    return lambda fixes, asked, body, zone, language: fix(fixes, asked)


_ACTIONS: Final[Mapping[str, Callable[[Fixes, Asked, Body, tzinfo, Language], None]]] = {
    "title": _title,
    "due": _due,
    "label": _label,
    "details": _details,
    "own": _own,
    "join": _plain(Fixes.join),
    "put-back": _plain(Fixes.put_back),
    "check": _plain(Fixes.check),
    "suspend": _suspend,
    "lift": _plain(Fixes.lift),
    "accept": _accept,
    "accept-date": _accept_date,
    "restore-date": _plain(Fixes.restore_date),
    "undo": _undo,
}
NAMES: Final = frozenset(_ACTIONS)


def one_line(body: Body, name: str, longest: int) -> str:
    """Return one line of text, "" where there is none: spaces and line breaks in a row become one space.

    Raises `Denied` for what is no text, or is longer than `longest`.
    """
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > longest or "\x00" in value:
        raise bad_input("body")
    return " ".join(value.split())


def reason_of(body: Body) -> str:
    """Return the reason that a decision must have. Raises `Denied` where none is given."""
    reason = one_line(body, "reason", LONGEST_REASON)
    if not reason:
        raise bad_input("reason")
    return reason


def _instant(day: str, time: str, zone: tzinfo) -> datetime:
    if not _DAY.fullmatch(day) or not _TIME.fullmatch(time):
        raise bad_input("date")
    try:
        found = datetime.fromisoformat(f"{day}T{time}")
    except ValueError as error:
        raise bad_input("date") from error
    if not within_reason(found):
        raise bad_input("date")
    return found.replace(tzinfo=zone)
