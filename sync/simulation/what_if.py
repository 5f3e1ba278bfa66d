"""Other rules tried out on today's mirror: which cards would be judged otherwise. Nothing is written,
and Trello is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Literal

from sqlalchemy.orm import Session

from rules.board_rules import RuledBoard
from rules.card import Card
from rules.decide import destination
from rules.evaluate import evaluate
from rules.history import History
from rules.rulebook.values import Rulebook
from rules.titles.courses import CourseIndex
from rules.titles.reader import Reading, read_card
from rules.verdict import Verdict
from sync.cases.histories import past_of, pasts_of
from sync.gc_pause import uncollected
from sync.mirror.as_rules import cards_of
from sync.rulebook.boards import Watched, watched
from sync.simulation.preview import twins_among
from sync.trello.bot import bot_id

Effect = Literal["sent", "kept", "returned", "left", "fails", "passes", "warned", "spared"]
"""What the other rules do to a card: it would be sent to be completed (`sent`) or no longer be
(`kept`), go back by itself (`returned`) or no longer (`left`), be incomplete (`fails`) or complete
(`passes`) where it is, be warned of something more (`warned`) or only of less (`spared`).
"""


@dataclass(frozen=True, slots=True)
class Shift:
    """One card that the other rules judge otherwise. `mentions`: the codes of what makes it so."""

    card: Card
    effect: Effect
    mentions: tuple[str, ...]
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One board under other rules. `judged`: how many cards were looked at; `moves`: how many would
    be moved at once if the board is enforced; `brake_at`: the brake would stop after so many.
    """

    board: Watched
    judged: int
    shifts: tuple[Shift, ...]
    moves: int
    brake_at: int | None


def what_if(
    session: Session, before: Rulebook, after: Rulebook, board_id: str, now: datetime
) -> WhatIf | None:
    """Return the board under the rules in force (`before`) and under others; None where it was never read."""
    bot = bot_id(session)
    old = watched(session, board_id, before, bot, now)
    new = watched(session, board_id, after, bot, now)
    if old is None or new is None:
        return None
    with uncollected():
        cards = [
            card
            for card in cards_of(session, old.form)
            if old.ruled.why_not_checked(card) in ("", "accepted-list")
        ]
        pasts = pasts_of(session, board_id)
        both = _both(cards, [past_of(pasts, card.id) for card in cards], old, new, now)
    found = [_shift(card, old.ruled, new.ruled, *both[at]) for at, card in enumerate(cards)]
    moves = sum(
        destination(card, verdict, new.ruled) is not None
        for card, (_, verdict) in zip(cards, both, strict=True)
    )
    brake = after.brake.moves
    shifts = tuple(each for each in found if each is not None)
    return WhatIf(new, len(cards), shifts, moves, brake if moves > brake else None)


@lru_cache(maxsize=20_000)
def reading_of(card: Card, courses: CourseIndex) -> Reading:
    """Return what is read of the student on this card: the slowest part, and the same at the next try."""
    return read_card(card, courses)


def _both(
    cards: Sequence[Card], pasts: Sequence[History], old: Watched, new: Watched, now: datetime
) -> list[tuple[Verdict, Verdict]]:
    """Return the verdicts of each card, by the old rules and by the new."""
    readings = [reading_of(card, old.ruled.courses) for card in cards]
    histories = _with_twins(cards, pasts, readings, old)
    was = _judge_all(cards, histories, readings, old, now)
    if (new.ruled.courses, new.ruled.projects) != (old.ruled.courses, old.ruled.projects):
        readings = [reading_of(card, new.ruled.courses) for card in cards]
        histories = _with_twins(cards, pasts, readings, new)
    return list(zip(was, _judge_all(cards, histories, readings, new, now), strict=True))


def _with_twins(
    cards: Sequence[Card], pasts: Sequence[History], readings: Sequence[Reading], board: Watched
) -> list[History]:
    """Return the past of each card with its twins, which depend on what is read of it."""
    judged = board.ruled.judged
    told = [
        Verdict("complete" if card.list_id in judged else "not-checked", reading.student)
        for card, reading in zip(cards, readings, strict=True)
    ]
    twins = twins_among(cards, told, board.ruled)
    return [
        replace(past, twins=twins[card.id]) if card.id in twins else past
        for card, past in zip(cards, pasts, strict=True)
    ]


def _judge_all(
    cards: Sequence[Card],
    histories: Sequence[History],
    readings: Sequence[Reading],
    board: Watched,
    now: datetime,
) -> list[Verdict]:
    ruled = board.ruled
    return [
        evaluate(card, ruled, now, history, reading)
        for card, history, reading in zip(cards, histories, readings, strict=True)
    ]


def _shift(
    card: Card, old: RuledBoard, new: RuledBoard, before: Verdict, after: Verdict
) -> Shift | None:
    goes = [destination(card, before, old), destination(card, after, new)]
    told = [_told(before), _told(after)]
    if goes[0] == goes[1] and before.state == after.state and told[0] == told[1]:
        return None
    effect = _effect(card, new, goes[0], goes[1]) or _judged_otherwise(before, after)
    return Shift(card, effect, _mentions(effect, told[0], told[1]), before, after)


def _told(verdict: Verdict) -> set[tuple[str, str]]:
    return {(each.mention, each.severity) for each in verdict.findings}


def _effect(card: Card, ruled: RuledBoard, was: str | None, goes: str | None) -> Effect | None:
    """Return what becomes of the card's place, or None where it stays where it would have stayed."""
    if was == goes:
        return None
    if card.list_id in ruled.rules.intake:
        return "sent" if goes else "kept"
    return "returned" if goes else "left"


def _judged_otherwise(before: Verdict, after: Verdict) -> Effect:
    if before.state != after.state:
        return "fails" if after.state == "incomplete" else "passes"
    more = _told(after) - _told(before)
    return "warned" if more else "spared"


def _mentions(
    effect: Effect, was: set[tuple[str, str]], is_: set[tuple[str, str]]
) -> tuple[str, ...]:
    """Return what makes the difference: what is told anew or more severely, else what is told no more."""
    stricter = effect in ("sent", "fails", "warned", "left")
    changed = is_ - was if stricter else was - is_
    if effect in ("sent", "fails", "left"):
        changed = {each for each in changed if each[1] == "blocks"} or changed
    return tuple(sorted(mention for mention, _ in changed))
