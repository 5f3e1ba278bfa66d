"""What is owed after a defence: its result, or the decision on a conditional success."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.defences.announcements import morning
from mentoring.defences.follow.status import outcomes_of
from mentoring.defences.outcomes import Outcome
from rules.rulebook.values import BoardRules
from sync.storage.trello_tables import CardRow

What = Literal["result", "condition", "decision"]


@dataclass(frozen=True, slots=True)
class Owed:
    """What a defence that took place waits for.

    `result`: nobody said how it went. `condition`: its student completes the work until `until`.
    `decision`: the validator decides until `until`. `since` and `until` are UTC; `overdue`: that time
    is over, or the morning after the defence has come.
    """

    what: What
    since: datetime
    until: datetime | None = None
    overdue: bool = False


def owed_on(
    session: Session,
    rules: BoardRules,
    now: datetime,
    zone: tzinfo,
    only: Sequence[str] | None = None,
) -> dict[str, Owed]:
    """Return what the agreed defences of this board wait for, by card id; those of `only` alone."""
    if rules.kind != "soutenances" or not rules.accepted:
        return {}
    card = CardRow
    query = sa.select(card.id, card.due).where(
        card.board_id == rules.board,
        card.list_id.in_(rules.accepted),
        card.due < now,
        card.gone_at.is_(None),
        card.closed.is_(False),
    )
    if only is not None:
        query = query.where(card.id.in_(only))
    dates: dict[str, datetime] = {row.id: row.due for row in session.execute(query)}
    outcomes = outcomes_of(session, list(dates))
    found = {each: owed(due, outcomes.get(each), now, zone) for each, due in dates.items()}
    return {card_id: each for card_id, each in found.items() if each is not None}


def owed(due: datetime, outcome: Outcome | None, now: datetime, zone: tzinfo) -> Owed | None:
    """Return what a defence at `due` waits for at `now`, None before it and once it is over. Pure."""
    if due > now:
        return None
    if outcome is None:
        asked = morning(due, 1, zone)
        return Owed("result", min(asked, now), overdue=asked <= now)
    if outcome.outcome != "conditional" or outcome.student_until is None:
        return None
    if now < outcome.student_until:
        return Owed("condition", outcome.at, outcome.student_until)
    late = outcome.validator_until is not None and outcome.validator_until <= now
    return Owed("decision", outcome.student_until, outcome.validator_until, overdue=late)
