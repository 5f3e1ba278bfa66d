"""What is to be done about a card, from its verdict and from what people did: values, no acts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rules.board_rules import RuledBoard
from rules.card import Card
from rules.clerk_memory import Standing
from rules.commands import BreakSeal, Command, LookAgain, MoveCard, SealDate
from rules.comments import living_comment
from rules.verdict import Language, Verdict

_SPOKEN_OF = ("accepted-list", "other-list")
"""Cards not checked for these reasons may carry a comment: a validator has them, or they are over."""


def decide(
    card: Card,
    verdict: Verdict,
    ruled: RuledBoard,
    standing: Standing,
    now: datetime,
    language: Language = "fr",
) -> tuple[Command, ...]:
    """Return the commands that bring the board into agreement with the rules, in their order.

    The comment comes before the move, so that a card never leaves without its reason. Nothing is
    written to Trello on a board that is observed or paused. Inside the settle window nothing is done
    at all: a date that is being chosen is not sealed either.
    """
    commands: list[Command] = [*_seal(card, verdict, ruled, standing)]
    if standing.mode == "enforce" and not standing.paused:
        commands += _writes(card, verdict, ruled, standing, language)
    if standing.settle_until is not None and standing.settle_until > now:
        return (LookAgain(card.id, standing.settle_until),) if commands else ()
    if verdict.hold is not None and verdict.hold.until is not None:
        commands.append(LookAgain(card.id, verdict.hold.until))
    return tuple(commands)


def _seal(
    card: Card, verdict: Verdict, ruled: RuledBoard, standing: Standing
) -> tuple[Command, ...]:
    sealed = standing.history.seal is not None
    if sealed and card.list_id in (*ruled.rules.failed, *ruled.rules.passed):
        return (BreakSeal(card.id),)
    agreed = verdict.state == "complete" or verdict.why == "accepted-list"
    if sealed or not agreed or card.due is None or ruled.rules.kind != "soutenances":
        return ()
    return (SealDate(card.id, card.due),)


def _writes(
    card: Card, verdict: Verdict, ruled: RuledBoard, standing: Standing, language: Language
) -> list[Command]:
    target = destination(card, verdict, ruled)
    commands: list[Command] = []
    if _speaks(card, verdict, ruled, standing, moves=target is not None):
        told = living_comment.tell(card, verdict, ruled, standing, target, language)
        if told is not None:
            commands.append(told)
    if target is not None:
        commands.append(MoveCard(card.id, card.list_id, target, verdict.missing))
    return commands


def destination(card: Card, verdict: Verdict, ruled: RuledBoard) -> str | None:
    """Return the list that the card should go to, or None where it should stay."""
    rules = ruled.rules
    if verdict.state == "incomplete" and card.list_id in rules.intake:
        return _first_open(rules.incomplete, ruled)
    back = rules.return_ == "automatic" and card.list_id in rules.incomplete
    if back and verdict.state == "complete":
        return _first_open(rules.intake, ruled)
    return None


def _first_open(ids: Sequence[str], ruled: RuledBoard) -> str | None:
    """Return the first of these lists that people see: a card moved into an archived one would be lost."""
    found = (each for each in ids if each in ruled.lists and not ruled.lists[each].closed)
    return next(found, None)


def _speaks(
    card: Card, verdict: Verdict, ruled: RuledBoard, standing: Standing, *, moves: bool
) -> bool:
    """Return whether the card's comment is our business now: it exists already, or there is a reason. A
    card that was set aside or agreed before the clerk was let in sleeps until somebody touches it.
    """
    if standing.answer is not None:
        return True
    written = standing.comment is not None and not standing.comment.deleted
    if verdict.state == "not-checked" and verdict.why not in _SPOKEN_OF:
        return False
    if standing.notes:
        return True
    if verdict.why == "other-list":
        return False
    if written or moves:
        return True
    sleeps = card.list_id not in ruled.rules.intake and not standing.seen_live
    return not sleeps and bool(living_comment.telling(verdict))
