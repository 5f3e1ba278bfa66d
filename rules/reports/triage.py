"""What wants a manager, how much, and when: the order of their queue. Pure: facts in, a triage out.

A card stands in the queue for its concerns. Its risk is the product of three numbers:

- nearness of its date: 10 on the day itself, 3 a week before, 1 at four weeks or without a date. A
  date that has passed weighs like the day itself for a week, then less and less;
- weight of what is wrong with it: the sum of `WEIGHTS` of its concerns, and a half for each missing
  mention after the first;
- time it has been waiting: 1 at first, 2 after ten days, 4 after thirty or more.

Cards on which something is merely to be confirmed, and that block nobody, come after all others.
A card that its mentor was just asked to complete is left to them for a while: it is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Final, Literal, NamedTuple

from rules.calendar import days_between
from rules.card import KINDS, Kind
from rules.verdict import Severity, State

Concern = Literal[
    "date",
    "parked",
    "decision",
    "result",
    "answer",
    "validator",
    "taker",
    "incomplete",
    "back",
    "notice",
    "twin",
    "suspended",
    "doubt",
]
Place = Literal["intake", "incomplete", "accepted"]
Level = Literal["high", "middle", "low"]

WEIGHTS: Final[Mapping[Concern, float]] = {
    "date": 6.0,
    "parked": 5.0,
    "decision": 4.5,
    "result": 4.5,
    "answer": 4.2,
    "validator": 4.0,
    "taker": 4.0,
    "incomplete": 3.0,
    "back": 2.5,
    "notice": 2.0,
    "twin": 2.0,
    "suspended": 1.5,
    "doubt": 0.5,
}
"""How much each concern weighs, the heaviest first: a row of the queue is about its first one."""

CONCERNS: Final = tuple(WEIGHTS)
EACH_MORE: Final = 0.5

PATIENCE: Final = timedelta(days=3)
"""How long a mentor has to complete a card, and again after each reminder."""

PUT_BACK_WITHIN: Final = timedelta(days=1)
"""How long a mentor has to put a completed card back."""

NEAR: Final = timedelta(days=14)
"""How long before its date a card that is not ready begins to want a manager, whoever has it in hand."""

LAST: Final = timedelta(days=3)
"""How long before its date it begins to do so although its mentor was just reminded."""

HIGH: Final = 24.0
MIDDLE: Final = 8.0


class Facts(NamedTuple):
    """What is known of one open card. Times are UTC.

    `findings`: mention, severity and variant of each. `since`: how long it has been as it is.
    `people`: how many persons are on it; `reachable`: somebody can be called to complete it.
    `settles`: people are still busy with it. `reminded_at`: when a manager last reminded of it.
    `held_by_manager`: it was a manager who suspended or accepted it; `endless`: without an end.
    `twin`: it is the one of its twins by which they are told of. `owed`: what a defence that took
    place waits for, or an answer that did not come, and since when that is a manager's business.
    """

    kind: Kind
    place: Place
    state: State | None
    why: str
    since: datetime
    due: datetime | None = None
    findings: tuple[tuple[str, Severity, str], ...] = ()
    people: int = 1
    reachable: bool = True
    settles: bool = False
    reminded_at: datetime | None = None
    held_by_manager: bool = False
    endless: bool = False
    parked: bool = False
    twin: bool = False
    owed: tuple[Concern, datetime] | None = None


class Triage(NamedTuple):
    """The concerns of a card, the heaviest first; none: it wants nobody now.

    `days`: calendar days until its date, negative when it has passed. `next_at`: when it will want
    a manager if nothing changes until then, UTC; None where that will not come by itself.
    """

    concerns: tuple[Concern, ...]
    risk: float = 0.0
    days: int | None = None
    next_at: datetime | None = None

    @property
    def level(self) -> Level:
        """The risk in three steps."""
        if self.concerns == ("doubt",) or self.risk < MIDDLE:
            return "low"
        return "high" if self.risk >= HIGH else "middle"

    @property
    def order(self) -> tuple[bool, float]:
        """What sorts the queue: doubts last, the greater risk first."""
        return self.concerns == ("doubt",), -self.risk


def triage(facts: Facts, now: datetime, zone: tzinfo) -> Triage:
    """Return why this card wants a manager at `now`, and how much. Days are those of `zone`."""
    at = _wanted_at(facts, now)
    concerns = _now(at, now)
    days = days_between(now, facts.due, zone) if facts.due else None
    if not concerns:
        return Triage((), days=days, next_at=min(at.values(), default=None))
    waited = max(now - facts.since, timedelta(0))
    risk = nearness(days) * _weight(concerns, facts) * patience(waited)
    return Triage(concerns, round(risk, 1), days)


def _now(at: Mapping[Concern, datetime], now: datetime) -> tuple[Concern, ...]:
    """Return the concerns whose time has come, the heaviest first."""
    if not at:
        return ()
    come = [each for each, since in at.items() if since <= now]
    return tuple(come) if len(come) < 2 else tuple(sorted(come, key=CONCERNS.index))


def nearness(days: int | None) -> float:
    """Weigh how near the date is: 10 on its day and for a week after it, 3 a week before, 1 without a
    date.
    """
    if days is None:
        return 1.0
    away = days if days >= 0 else max(0, -days - 7)
    return 30 / (away + 3)


def patience(waited: timedelta) -> float:
    """Weigh how long the card has waited: 1 for what has just come, 2 after ten days, 4 after thirty
    days or more.
    """
    return 1 + min(waited / timedelta(days=1), 30) / 10


def _weight(concerns: tuple[Concern, ...], facts: Facts) -> float:
    missing = sum(1 for _, severity, _ in facts.findings if severity == "blocks")
    more = max(missing - 1, 0) if "incomplete" in concerns else 0
    return sum(WEIGHTS[each] for each in concerns) + EACH_MORE * more


def _wanted_at(facts: Facts, now: datetime) -> dict[Concern, datetime]:
    """Return the instant from which each concern of this card is a manager's business."""
    at: dict[Concern, datetime] = {}
    if facts.parked:
        at["parked"] = facts.since
    if any(each[0] == "sealed-date" for each in facts.findings):
        at["date"] = facts.since
    if facts.owed is not None and facts.owed[0] == "answer":
        return _asked(facts, at, now)
    if facts.place == "accepted":
        return at | _planned(facts, now)
    return at | _judged(facts)


def _asked(facts: Facts, at: dict[Concern, datetime], now: datetime) -> dict[Concern, datetime]:
    """Return the concerns of a card that somebody was asked to take, and did not: that nobody has it is told
    by this alone.
    """
    bare = facts._replace(owed=None)
    others = _planned(bare, now) if facts.place == "accepted" else _judged(bare)
    kept = {key: since for key, since in others.items() if key not in ("validator", "taker")}
    assert facts.owed is not None
    return at | kept | {"answer": facts.owed[1]}


def _judged(facts: Facts) -> dict[Concern, datetime]:
    """Return what the verdict asks of a manager."""
    if facts.state == "suspended":
        return _suspended(facts)
    if facts.state == "complete":
        at = _complete(facts)
    elif facts.state == "incomplete" and not facts.settles:
        at = {"incomplete": _after_mentor(facts, PATIENCE) if facts.reachable else facts.since}
    else:
        return {}
    return at | _warned(facts, at.get("incomplete", at.get("back", facts.since)))


def _planned(facts: Facts, now: datetime) -> dict[Concern, datetime]:
    """Return the concern of a planned defence that has nobody on it but its mentor, or took place and
    has no result.
    """
    if facts.owed is not None:
        what, since = facts.owed
        return {what: since}
    if facts.kind != "soutenances" or facts.people >= 2 or facts.due is None or facts.due < now:
        return {}
    return {"validator": facts.since}


def _suspended(facts: Facts) -> dict[Concern, datetime]:
    """Return the concern of a card left alone: on a mentor's word, or for good; on a manager's word only
    once its date is near.
    """
    if facts.endless or not facts.held_by_manager:
        return {"suspended": facts.since}
    return {"suspended": facts.due - LAST} if facts.due else {}


def _complete(facts: Facts) -> dict[Concern, datetime]:
    if facts.place == "incomplete":
        return {"back": _after_mentor(facts, PUT_BACK_WITHIN)}
    if facts.kind not in KINDS:
        return {}
    if facts.kind == "soutenances":
        return {"validator": facts.since}
    return {"taker": facts.due - NEAR if facts.due else facts.since + PATIENCE}


def _warned(facts: Facts, others_at: datetime) -> dict[Concern, datetime]:
    """Return what the findings that do not block ask of a manager; nothing once the card was accepted.

    A short notice makes a card more urgent, but does not bring one here that its mentor has in hand.
    """
    at: dict[Concern, datetime] = {"twin": facts.since} if facts.twin else {}
    if facts.why == "accepted":
        return at
    for mention, severity, variant in facts.findings:
        if mention == "notice" and variant.startswith("short"):
            at["notice"] = others_at
        elif severity == "warns" and mention not in ("notice", "twin", "sealed-date"):
            at["doubt"] = facts.since
    if facts.state == "incomplete":
        at.pop("doubt", None)
    return at


def _after_mentor(facts: Facts, wait: timedelta) -> datetime:
    """Return when it is no longer the mentor's business alone: they had their time, or the date is near."""
    reminded = facts.reminded_at is not None and facts.reminded_at >= facts.since
    start = facts.reminded_at if reminded and facts.reminded_at is not None else facts.since
    waited = start + (PATIENCE if reminded else wait)
    if facts.due is None:
        return waited
    return min(waited, facts.due - (LAST if reminded else NEAR))
