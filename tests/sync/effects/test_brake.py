"""Of several workers that find too many moves at the same moment, one pauses the board and tells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rules.rulebook.values import Brake
from sync.effects.brake import pull_brake
from sync.effects.kinds.board import PAUSE
from sync.rulebook.boards import board_state
from sync.storage.database import Database
from sync.storage.tables import ReceiptRow

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BOARD, CARD = "b" * 24, "c" * 24
BRAKE = Brake(2, timedelta(minutes=10), 3, timedelta(hours=1))


def test_only_the_first_of_two_that_looked_at_once_pauses_the_board(
    either_database: Database,
) -> None:
    with either_database.transaction() as session:
        board_state(session, BOARD)
        for card in ("d" * 24, "e" * 24):
            told = {"board_id": BOARD, "card_id": card, "command": "MoveCard", "state": "done"}
            session.add(ReceiptRow(at=NOW, **told))
    with either_database.transaction() as late:
        seen = board_state(late, BOARD)
        assert seen.paused_at is None  # it looked, and somebody else is quicker
        with either_database.transaction() as quick:
            pulled = pull_brake(quick, BOARD, CARD, BRAKE, NOW)
            assert pulled is not None and pulled.first
        pulled = pull_brake(late, BOARD, CARD, BRAKE, NOW)
        assert pulled is not None and not pulled.first
        assert seen.paused_at == NOW
    with either_database.transaction() as session:
        pauses = session.query(ReceiptRow).filter(ReceiptRow.command == PAUSE.name).count()
    assert pauses == 1
