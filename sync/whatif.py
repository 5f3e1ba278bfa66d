"""Other rules tried out on today's mirror: which cards would be judged otherwise. Nothing is written,
and Trello is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from rules.card import Card
from rules.decide import destination
from rules.evaluate import evaluate, read
from rules.history import History
from rules.rulebook_values import Rulebook
from rules.ruled import RuledBoard
from rules.titles import Reading
from rules.verdict import Verdict
from sync import facts
from sync.boards import Watched, watched
from sync.pasts import past_of, pasts_of
from sync.preview import twins_among
from sync.reading import cards_of

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
    """The board under the rules in force (`before`) and under others; None where it was never read."""
    bot = facts.bot_id(session)
    old = watched(session, board_id, before, bot, now)
    new = watched(session, board_id, after, bot, now)
    if old is None or new is None:
        return None
    cards = [
        card
        for card in cards_of(session, old.form)
        if old.ruled.why_not_checked(card) in ("", "accepted-list")
    ]
    pasts = pasts_of(session, board_id)
    histories = [past_of(pasts, card.id) for card in cards]
    readings = [read(card, old.ruled) for card in cards]
    was = _judge_all(cards, histories, readings, old, now)
    if new.ruled.courses is not old.ruled.courses:
        readings = [read(card, new.ruled) for card in cards]
    is_ = _judge_all(cards, histories, readings, new, now)
    found = (
        _shift(card, (old.ruled, one), (new.ruled, other))
        for card, one, other in zip(cards, was, is_, strict=True)
    )
    moves = sum(
        destination(card, verdict, new.ruled) is not None
        for card, verdict in zip(cards, is_, strict=True)
    )
    brake = after.brake.moves
    shifts = tuple(each for each in found if each is not None)
    return WhatIf(new, len(cards), shifts, moves, brake if moves > brake else None)


def _judge_all(
    cards: Sequence[Card],
    histories: Sequence[History],
    readings: Sequence[Reading],
    board: Watched,
    now: datetime,
) -> list[Verdict]:
    """The verdict of each card, with its twins under these rules."""
    ruled = board.ruled
    verdicts = [
        evaluate(card, ruled, now, history, reading)
        for card, history, reading in zip(cards, histories, readings, strict=True)
    ]
    twins = twins_among(cards, verdicts, board)
    for at, card in enumerate(cards):
        if card.id in twins:
            history = replace(histories[at], twins=twins[card.id])
            verdicts[at] = evaluate(card, ruled, now, history, readings[at])
    return verdicts


_Judged = tuple[RuledBoard, Verdict]


def _shift(card: Card, old: _Judged, new: _Judged) -> Shift | None:
    before, after = old[1], new[1]
    goes = [destination(card, verdict, ruled) for ruled, verdict in (old, new)]
    told = [_told(verdict) for verdict in (before, after)]
    if goes[0] == goes[1] and before.state == after.state and told[0] == told[1]:
        return None
    effect = _effect(card, new[0], goes[0], goes[1]) or _judged_otherwise(before, after)
    return Shift(card, effect, _mentions(effect, told[0], told[1]), before, after)


def _told(verdict: Verdict) -> set[tuple[str, str]]:
    return {(each.mention, each.severity) for each in verdict.findings}


def _effect(card: Card, ruled: RuledBoard, was: str | None, goes: str | None) -> Effect | None:
    """What becomes of the card's place, or None where it stays where it would have stayed."""
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
    """What makes the difference: what is told anew or more severely, else what is told no more."""
    stricter = effect in ("sent", "fails", "warned", "left")
    changed = is_ - was if stricter else was - is_
    if effect in ("sent", "fails", "left"):
        changed = {each for each in changed if each[1] == "blocks"} or changed
    return tuple(sorted(mention for mention, _ in changed))
