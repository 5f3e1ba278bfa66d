"""What a card's badge says of the way after its check: the clock, the result awaited, the ladder."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.defences.announcements import morning
from mentoring.defences.escalation import SOON, rung
from mentoring.defences.follow.status import outcomes_of
from mentoring.defences.outcomes import Outcome, stage_of
from mentoring.school.ask_tables import AskRow
from mentoring.school.outcome_tables import FollowUpRow, OutcomeRow
from mentoring.school.tables import AssignmentRow
from rules.bilingual import NO_BREAK, Sentence
from rules.calendar import days_between
from rules.rulebook.values import BoardRules, Rulebook
from rules.verdict import Language
from sync.mirror.board_summary import Glance
from sync.storage.trello_tables import CardRow, MemberRow

Color = Literal["red", "orange", "yellow", "sky", "light-gray"]

STUDENT: Final = Sentence("à compléter : {left}", "to complete: {left}")
VALIDATOR: Final = Sentence("à décider : {left}", "to decide: {left}")
LATE: Final = Sentence("à décider", "to decide")
AWAITED: Final = Sentence("résultat attendu", "result awaited")
SECOND: Final = Sentence("seconde soutenance à proposer", "second defence to propose")
ASKED: Final = Sentence("demandé à {name}", "asked: {name}")
ALONE: Final = Sentence("sans nouveau mentor : {days} j", "nobody to take over: {days} d")
ALONE_NOW: Final = Sentence("sans nouveau mentor", "nobody to take over")
HOURS: Final = "{count}" + NO_BREAK + "h"


@dataclass(frozen=True, slots=True)
class Mark:
    """Text and colour of a badge; `rank` sorts cards by how much they want: most first."""

    text: str
    color: Color
    rank: int


def badges_of(
    session: Session,
    rulebook: Rulebook,
    rules: BoardRules,
    seen: Iterable[Glance],
    now: datetime,
    language: Language,
) -> dict[str, Mark]:
    """Return the marks of a board's cards, by card id. `seen` are its judged and accepted cards."""
    if not rules.is_school:
        return {}
    asked = _asked(session, rules, language)
    if rules.kind == "transfert":
        return {**asked, **_of_transfers(session, rulebook, rules, seen, now, language)}
    found = _of_defences(session, rulebook.timezone, rules, seen, now, language)
    return {**asked, **found, **_to_be_proposed(session, rules, language)}


def _asked(session: Session, rules: BoardRules, language: Language) -> dict[str, Mark]:
    """Mark cards that somebody was asked to take and has yet to answer for."""
    row, member = AskRow, MemberRow
    query = sa.select(row.card_id, member.full_name, member.username)
    query = query.join(member, member.id == row.member_id)
    query = query.where(row.board_id == rules.board, row.closed_at.is_(None))
    told = ASKED.in_(language)
    return {
        card_id: Mark(told.format(name=name or username), "sky", 12)
        for card_id, name, username in session.execute(query)
    }


def _of_defences(
    session: Session,
    zone: ZoneInfo,
    rules: BoardRules,
    seen: Iterable[Glance],
    now: datetime,
    language: Language,
) -> dict[str, Mark]:
    cards = list(seen)
    known = outcomes_of(session, [each.card_id for each in cards])
    found: dict[str, Mark] = {}
    for each in cards:
        outcome = known.get(each.card_id)
        mark = None
        if outcome is not None and outcome.outcome == "conditional":
            mark = clock_mark(outcome, now, language)
        elif each.list_id in rules.accepted and outcome is None and each.due is not None:
            awaited = morning(each.due, 1, zone) <= now
            mark = Mark(AWAITED.in_(language), "orange", 65) if awaited else None
        if mark is not None:
            found[each.card_id] = mark
    return found


def clock_mark(outcome: Outcome, now: datetime, language: Language) -> Mark | None:
    """Return whose turn it is while a conditional success runs, and for how many hours still; None where
    none runs.
    """
    stage = stage_of(outcome, now)
    if stage is None or outcome.student_until is None or outcome.validator_until is None:
        return None
    if stage == "late":
        return Mark(LATE.in_(language), "red", 85)
    if stage == "validator":
        left = _hours(outcome.validator_until - now)
        return Mark(VALIDATOR.in_(language).format(left=left), "orange", 75)
    left = _hours(outcome.student_until - now)
    return Mark(STUDENT.in_(language).format(left=left), "yellow", 70)


def _hours(left: timedelta) -> str:
    return HOURS.format(count=max(1, math.ceil(left.total_seconds() / 3600)))


def _to_be_proposed(session: Session, rules: BoardRules, language: Language) -> dict[str, Mark]:
    """Mark failed cards without a second defence, among those whose outcome was told to us."""
    follow, card, outcome = FollowUpRow, CardRow, OutcomeRow
    told = sa.select(outcome.card_id).where(outcome.outcome == "failed")
    made = sa.select(follow.card_id).where(follow.kind == "second", follow.made_id.is_not(None))
    query = sa.select(card.id).where(
        card.board_id == rules.board,
        card.list_id.in_(rules.failed),
        card.gone_at.is_(None),
        card.closed.is_(False),
        card.id.in_(told),
        card.id.not_in(made),
    )
    mark = Mark(SECOND.in_(language), "sky", 15)
    return dict.fromkeys(session.scalars(query), mark)


def _of_transfers(
    session: Session,
    rulebook: Rulebook,
    rules: BoardRules,
    seen: Iterable[Glance],
    now: datetime,
    language: Language,
) -> dict[str, Mark]:
    """Mark cards whose student has no next mentor as the end of the project comes near."""
    ladder, zone = rulebook.mentoring.transfers.ladder, rulebook.timezone
    assigned = AssignmentRow
    given = set(
        session.scalars(sa.select(assigned.card_id).where(assigned.board_id == rules.board))
    )
    colors: tuple[Color, ...] = ("yellow", "orange", "red")
    found = {}
    for each in seen:
        step = rung(each.due, ladder, now, zone)
        if step and each.due is not None and each.card_id not in given:
            left = days_between(now, each.due, zone)
            sentence = ALONE if left > 0 else ALONE_NOW
            text = sentence.in_(language).format(days=left)
            found[each.card_id] = Mark(text, colors[step - 1], 60 + 9 * step)
    return found


def uncovered(session: Session, rulebook: Rulebook, now: datetime) -> int:
    """Return how many students have no next mentor although their project ends within seven days."""
    card = CardRow
    count = 0
    for rules in rulebook.boards.values():
        if rules.kind != "transfert":
            continue
        query = sa.select(sa.func.count()).where(
            card.board_id == rules.board,
            card.list_id.in_((*rules.intake, *rules.incomplete)),
            card.due <= now + SOON,
            card.gone_at.is_(None),
            card.closed.is_(False),
            card.is_template.is_(False),
            card.id.not_in(sa.select(AssignmentRow.card_id)),
        )
        count += session.scalar(query) or 0
    return count
