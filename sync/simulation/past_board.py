"""A board as it stood at an instant: its lists and cards walked backwards from the mirror, and judged by
the rules that were in force then. Nothing is written, and Trello is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.board_rules import RuledBoard
from rules.card import Card
from rules.evaluate import evaluate
from rules.history import Twin
from rules.rulebook.problems import RulebookError
from rules.rulebook.values import Rulebook
from rules.verdict import Language, Verdict
from sync.cases.histories import pasts_of
from sync.effects.past_decisions import decisions_of
from sync.gc_pause import uncollected
from sync.mirror.cards import board_value
from sync.rulebook.boards import public_holidays
from sync.rulebook.versions import read_version, version
from sync.simulation.horizon import Horizon
from sync.simulation.past_cards import Past, cards_then
from sync.simulation.past_history import history_then
from sync.simulation.past_labels import deleted_labels
from sync.simulation.past_lists import rewind_board
from sync.simulation.preview import twins_among
from sync.storage.board_tables import RulebookVersionRow
from sync.storage.tables import AcceptedTwinsRow
from sync.trello.bot import bot_id

NEVER_KEPT: Final = ("member_names",)
"""What is as it is now, whenever it is asked."""

NEVER_TOLD: Final = (
    *("checklists", "order", "role", "deleted_labels", "deleted_attachments"),
    *("custom_field_definitions", *NEVER_KEPT),
)
"""What no delivery tells as it was before: it is as it was when the history began. Of labels and
attachments that were deleted by then, only what other deliveries happen to tell."""

TOLD_NO_MORE: Final = (
    *("name", "desc", "due", "start", "closed", "labels", "members", "attachments"),
    *("custom_fields", "list_names", *NEVER_TOLD),
)
"""What is as it was at the oldest instant that is known, where older deliveries are kept no more."""


@dataclass(frozen=True, slots=True)
class PastBoard:
    """A board as it stood at `at`. `horizon`: how far back how much is known; before it, only in which list
    a card was. `version`: the rules in force then, None where it is today's that judge. `erased`: how many
    cards there are of which it is told no more how they were. Instants carry UTC.
    """

    at: datetime
    horizon: Horizon
    version: int | None
    ruled: RuledBoard
    cards: tuple[tuple[Card, Verdict], ...]
    erased: int = 0

    @property
    def whole(self) -> bool:
        """Whether everything that happened since `at` is known."""
        return self.at >= self.horizon.whole

    @property
    def unknown(self) -> tuple[str, ...]:
        """What is not told as it was at that instant."""
        if self.at >= self.horizon.history:
            return NEVER_KEPT
        return NEVER_TOLD if self.whole else TOLD_NO_MORE


def board_at(
    session: Session,
    today: Rulebook,
    board_id: str,
    at: datetime,
    horizon: Horizon,
    language: Language = "fr",
) -> PastBoard | None:
    """Return the board as it stood at `at`, not before the first look nor in the future; None where it was
    never read. `today`: the rules in force now.
    """
    past = Past.read(session, board_id, at, horizon)
    if past is None:
        return None
    deleted = deleted_labels(session, board_id, at, past.of_board)
    board = rewind_board(past.mirrored.board, past.of_board)
    board["labels"].update(deleted.labels)
    then, version_id = _rules_then(session, today, board_id, at, language)
    rules = then.board(board_id)
    assert rules is not None
    value, robot = board_value(board), bot_id(session)
    ruled = RuledBoard.of(value, rules, then, robot, public_holidays(at))
    with uncollected():
        cards = cards_then(session, past, board, ruled, deleted.on_cards)
        judged = _judge(session, past, cards, ruled)
    return PastBoard(at, horizon, version_id, ruled, judged, len(past.mirrored.erased))


def _rules_then(
    session: Session, today: Rulebook, board_id: str, at: datetime, language: Language
) -> tuple[Rulebook, int | None]:
    """Return the rules in force at that instant with their version; today's without one where these are
    not known, cannot be read any more, or did not have the board.
    """
    row = RulebookVersionRow
    found = session.scalar(sa.select(sa.func.max(row.id)).where(row.at <= at))
    known = version(session, found) if found is not None else None
    if known is None:
        return today, None
    try:
        then = read_version(known, language)
    except RulebookError:
        return today, None
    return (then, known.id) if then.board(board_id) is not None else (today, None)


def _judge(
    session: Session, past: Past, cards: Sequence[Card], ruled: RuledBoard
) -> tuple[tuple[Card, Verdict], ...]:
    """Return each card with its verdict at that instant."""
    known, ids = pasts_of(session, ruled.board.id), [each.id for each in cards]
    decided = decisions_of(session, ids, past.began, past.at)
    histories = [
        history_then(
            *(known.get(card.id), card, past.at, ruled.rules),
            *(past.stays.get(card.id, ()), decided.get(card.id, ())),
        )
        for card in cards
    ]
    verdicts = [
        evaluate(card, ruled, past.at, history)
        for card, history in zip(cards, histories, strict=True)
    ]
    for place, twins in _twins(session, cards, verdicts, ruled, past.at).items():
        history = replace(histories[place], twins=twins)
        verdicts[place] = evaluate(cards[place], ruled, past.at, history)
    return tuple(zip(cards, verdicts, strict=True))


def _twins(
    session: Session,
    cards: Sequence[Card],
    verdicts: Sequence[Verdict],
    ruled: RuledBoard,
    at: datetime,
) -> Mapping[int, tuple[Twin, ...]]:
    """Return the twins of each card that has some, by its place, without those that were meant then."""
    row = AcceptedTwinsRow
    pairs = session.execute(sa.select(row.first_id, row.second_id).where(row.at <= at))
    meant = {frozenset(pair) for pair in pairs}
    open_ = [place for place, each in enumerate(cards) if not each.closed]
    found = twins_among([cards[x] for x in open_], [verdicts[x] for x in open_], ruled)
    told = {
        place: tuple(
            each
            for each in found.get(cards[place].id, ())
            if frozenset((each.card_id, cards[place].id)) not in meant
        )
        for place in open_
    }
    return {place: twins for place, twins in told.items() if twins}
