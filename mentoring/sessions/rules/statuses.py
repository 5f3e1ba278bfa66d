"""Which status a session can have at an instant. Pure; nothing here looks at who asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import Final, Literal

from mentoring.sessions.model import STATUSES, Span, Status, length_of
from rules.rulebook.sessions import SessionRules

Refusal = Literal["not-begun", "too-early", "told-late", "told-ahead", "unplaced", "unknown-status"]

ASKED: Final = (*STATUSES, "cancel")
"""What can be asked for: `cancel` is `cancelled` or `cancelled-late`, by the time at which it was told."""


def refusal(
    status: str, span: Span | None, now: datetime, rules: SessionRules, told_at: datetime | None
) -> Refusal | None:
    """Return why the session cannot have this status now; None if it can.

    From the start: done. After a third of it (as the rulebook says): absent. Cancelled by the student:
    told before the start. Called off by mentor or school: always.
    """
    if status not in ASKED:
        return "unknown-status"
    if status == "called-off":
        return None
    if span is None:
        return None if status in ("cancel", "cancelled") else "unplaced"
    if status == "done":
        return None if now >= span.starts else "not-begun"
    if status == "absent":
        return None if now >= absent_from(span, rules) else "too-early"
    told = told_at or now
    if told > now:
        return "told-ahead"
    return None if told < span.starts else "told-late"


def absent_from(span: Span, rules: SessionRules) -> datetime:
    """Return from when on the student counts as absent."""
    return span.starts + rules.absent_from(length_of(span))


def absence_after(span: Span, rules: SessionRules) -> timedelta:
    """Return how long after the start that is, in whole minutes, as people are told."""
    return timedelta(minutes=ceil(rules.absent_from(length_of(span)) / timedelta(minutes=1)))


def cancellation(span: Span | None, told_at: datetime, rules: SessionRules) -> Status:
    """Return how a cancellation counts: late if it was told less than 24 hours (as the rulebook says)
    before.
    """
    if span is None or span.starts - told_at >= rules.late:
        return "cancelled"
    return "cancelled-late"


def possible(span: Span | None, now: datetime, rules: SessionRules) -> tuple[str, ...]:
    """Return what can be said of the session now, without telling when."""
    wanted = ("done", "absent", "cancel", "called-off")
    return tuple(each for each in wanted if refusal(each, span, now, rules, None) is None)
