"""The judgement of one card: what is missing, and the verdict it adds up to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from rules.board_rules import ACCEPTED, OTHER_LIST, RuledBoard
from rules.card import KINDS, Card, Kind
from rules.fingerprint import fingerprint
from rules.history import NOTHING_KNOWN, History, Hold
from rules.holds import live
from rules.mentions import MENTIONS, Case, sealed_date
from rules.requirements.check import Check
from rules.requirements.looked_at import Seen
from rules.titles.reader import Reading, read_card
from rules.verdict import Finding, State, Student, Verdict

__all__ = ["RuledBoard", "evaluate"]

WATCHED: Final = ("", ACCEPTED, OTHER_LIST)
"""Reasons for which the school's own requirements are looked at: none (the card is judged), or one of
those with which only the panel tells of them.
"""

_Check = Callable[[Card, Case], Finding | None]
_Checks = tuple[tuple[str, _Check], ...]
_OF_KIND: Final[dict[Kind, _Checks]] = {
    kind: tuple((code, each.check) for code, each in MENTIONS.items() if kind in each.KINDS)
    for kind in KINDS
}
_WHEN_ACCEPTED: Final[dict[Kind, _Checks]] = {
    kind: tuple(pair for pair in checks if pair[0] == sealed_date.CODE)
    for kind, checks in _OF_KIND.items()
}


def evaluate(
    card: Card,
    ruled: RuledBoard,
    now: datetime,
    history: History = NOTHING_KNOWN,
    reading: Reading | None = None,
) -> Verdict:
    """Judge the card as it is at `now` (with a zone), knowing its past. Same values, same verdict.

    A card that is not judged says why: "closed", "list-archived", "template", "role",
    "other-list", or "accepted-list", where the sealed date alone is watched. `reading`: what was
    read of the student, where that is known already.
    """
    why = ruled.why_not_checked(card)
    own = ruled.required.get(card.list_id, ()) if why in WATCHED else ()
    if why and why != ACCEPTED:
        return Verdict("not-checked", findings=_lacking(card, own), why=why)
    if not ruled.rules.is_school:
        findings = _lacking(card, own)
        return _judged(card, None, findings, why, _hold(card, history, now))
    if reading is None:
        reading = read_card(card, ruled.courses)
    checks = (_WHEN_ACCEPTED if why else _OF_KIND)[ruled.rules.kind]
    findings = _findings(card, Case(ruled, now, history, reading), checks) + _lacking(card, own)
    return _judged(card, reading.student, findings, why, _hold(card, history, now))


def _judged(
    card: Card,
    student: Student | None,
    findings: tuple[Finding, ...],
    why: str,
    hold: Hold | None,
) -> Verdict:
    if why:
        return Verdict("not-checked", student, findings, why)
    return _verdict(student, findings, hold)


def _lacking(card: Card, required: tuple[Check, ...]) -> tuple[Finding, ...]:
    """Return what the school's own requirements say of the card."""
    if not required:
        return ()
    seen = Seen(card)
    return tuple([found for check in required if (found := check(seen)) is not None])


def _findings(card: Card, case: Case, checks: _Checks) -> tuple[Finding, ...]:
    weights = case.ruled.weights
    found = [check(card, case) for code, check in checks if code in weights]
    return tuple([each for each in found if each is not None])


def _verdict(student: Student | None, findings: tuple[Finding, ...], hold: Hold | None) -> Verdict:
    if hold is not None:
        state: State = "complete" if hold.kind == "accepted" else "suspended"
        return Verdict(state, student, findings, hold.kind, hold)
    if any(each.severity == "blocks" for each in findings):
        return Verdict("incomplete", student, findings)
    return Verdict("complete", student, findings)


def _hold(card: Card, history: History, now: datetime) -> Hold | None:
    if history.hold is None:
        return None
    return live(history.hold, fingerprint(card), now)
