"""One card with everything that is known and said about it, for who looks at it. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from rules.card import Card
from rules.evaluate import evaluate
from rules.history import History
from rules.verdict import Verdict
from sync.cases.case import CaseFile
from sync.effects.receipts import find
from sync.effects.undoable import why_not_undoable
from sync.mirror.as_rules import card_of
from sync.rulebook.boards import Watched
from sync.storage.tables import ReceiptRow

SHOWN = 20
"""How many receipts of a card are shown."""

May = Callable[[ReceiptRow], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """One receipt, as a person reads it. `before` and `after` are as the receipt keeps them; `reasons`
    are the codes of the mentions that led to it.
    """

    id: int
    at: datetime
    command: str
    by: str
    note: str
    before: dict[str, object]
    after: dict[str, object]
    undoable: bool
    undone_by: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardView:
    """The card, its verdict at this instant, its past, and what the clerk did to it."""

    card: Card
    verdict: Verdict
    history: History
    settles_at: datetime | None
    lines: tuple[Line, ...]


def look(
    session: Session, board: Watched, card_id: str, now: datetime, may_undo: May = lambda _: True
) -> CardView | None:
    """Return the card as the mirror has it, judged now; None where it is not on this board. `may_undo`:
    whether who looks may undo that effect, as far as it can be.
    """
    card = card_of(session, card_id)
    if card is None or card.board_id != board.rules.board:
        return None
    case = CaseFile.open(session, card, board.rules, keep=False)
    history = case.history()
    settles = case.settles_at()
    return CardView(
        card=card,
        verdict=evaluate(card, board.ruled, now, history),
        history=history,
        settles_at=settles if settles is not None and settles > now else None,
        lines=lines_of(session, card_id, may_undo),
    )


def lines_of(session: Session, card_id: str, may_undo: May = lambda _: True) -> tuple[Line, ...]:
    """Return what was done to this card, newest first."""
    return tuple(
        Line(
            id=row.id,
            at=row.at,
            command=row.command,
            by=row.by,
            note=row.note,
            before=dict(row.before),
            after=dict(row.after),
            undoable=not why_not_undoable(session, row) and may_undo(row),
            undone_by=row.undone_by or "",
            reasons=tuple(row.reasons),
        )
        for row in find(session, card_id=card_id, limit=SHOWN)
    )
