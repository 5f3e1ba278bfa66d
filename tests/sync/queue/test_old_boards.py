"""A board whose id was corrected in the rulebook leaves nothing behind that fails for ever."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from harness import School, school

from sync.queue import wakes
from sync.storage.tables import DeliveryRow, WakeRow

OLD = "0" * 24


def want(made: School, scope: str, target: str) -> None:
    asked = wakes.Want(f"old:{target}", scope, target, OLD, made.time)
    with made.parts.database.transaction() as session:
        wakes.wake(session, made.queue.enqueue, asked)


def waiting(made: School) -> list[str]:
    row = WakeRow
    with made.parts.database.transaction() as session:
        left = sa.or_(row.done < row.wanted, row.parked_at.is_not(None), row.error != "")
        return list(session.scalars(sa.select(row.id).where(left)))


def test_what_is_no_longer_watched_is_settled(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        want(made, "board", OLD)
        want(made, "card", "f" * 24)
        for _ in range(12):
            made.pass_time(minutes=11)
        assert OLD in waiting(made)
        made.worker.tick()
        made.work()
        assert waiting(made) == []
        with made.parts.database.transaction() as session:
            open_ = sa.select(DeliveryRow.action_id).where(DeliveryRow.settled_at.is_(None))
            assert session.scalars(open_).all() == []


def test_a_card_that_came_to_a_board_of_ours_is_still_served(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        card = made.card("zoe", "Marie Dupont - DA Python", "due")
        assert made.sandbox.quiesce(20)
        made.work()
        want(made, "card", card)
        made.worker.tick()
        assert card in waiting(made)
