"""The brake: too many moves in too short a time pause the board."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.rulebook.values import Brake
from sync.effects.kinds.board import PAUSE
from sync.effects.kinds.move import MOVE
from sync.effects.receipts import Effect, record
from sync.rulebook.boards import board_state
from sync.storage.board_tables import BoardStateRow
from sync.storage.tables import ReceiptRow


class BrakePulled(Exception):
    """So many moves in so short a time are probably a mistake: the board is paused.

    `first`: it was this move that paused the board; the others only find it so.
    """

    def __init__(self, moves: int, per: timedelta, *, of_board: bool, first: bool) -> None:
        what = "on this board" if of_board else "of one card"
        minutes = round(per.total_seconds() / 60)
        super().__init__(f"{moves} moves {what} within {minutes} minutes")
        self.moves, self.per, self.of_board, self.first = moves, per, of_board, first


def pull_brake(
    session: Session, board_id: str, card_id: str, brake: Brake, now: datetime
) -> BrakePulled | None:
    """Let one more move pass (None), or pause the board and say why.

    The board's row is written first: it makes two workers that count at once wait for each other. Then it
    is read again: whoever waited finds what the other one made of it, and tells nobody a second time.
    """
    state = board_state(session, board_id)
    session.execute(
        sa.update(type(state)).where(type(state).board_id == board_id).values(board_id=board_id)
    )
    session.refresh(state)
    since = state.resumed_at
    of_board = moves_of_board(session, board_id, brake, now)
    of_card = _moves(session, now - brake.card_per, since, ReceiptRow.card_id == card_id)
    if of_board < brake.moves and of_card < brake.card_moves:
        return None
    too_many = of_board >= brake.moves
    pulled = BrakePulled(
        moves=of_board if too_many else of_card,
        per=brake.per if too_many else brake.card_per,
        of_board=too_many,
        first=state.paused_at is None,
    )
    if pulled.first:
        state.paused_at, state.paused_why = now, str(pulled)
        record(session, Effect(board_id, card_id, PAUSE, note=str(pulled)), now)
    return pulled


def moves_of_board(session: Session, board_id: str, brake: Brake, now: datetime) -> int:
    """Return how many moves of this board the brake counts at this instant."""
    state = session.get(BoardStateRow, board_id)
    since = state.resumed_at if state is not None else None
    return _moves(session, now - brake.per, since, ReceiptRow.board_id == board_id)


def _moves(session: Session, since: datetime, resumed: datetime | None, which: Any) -> int:
    start = max(since, resumed) if resumed else since
    count = session.scalar(
        sa.select(sa.func.count())
        .select_from(ReceiptRow)
        .where(
            which,
            ReceiptRow.command == MOVE.name,
            ReceiptRow.state != "void",
            ReceiptRow.at > start,
        )
    )
    return count or 0
