"""What goes wrong in a school, one at a time: a process that dies, deliveries that are lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sandbox.faults import DELIVERY_KINDS
from sync import crash_points
from sync.queue import wakes
from sync.storage.tables import ReceiptRow
from tests.harness import School

TITLE = "Marie Dupont - DA Python"


class Died(BaseException):
    """The end of a process in a test."""


@contextmanager
def dying_at(name: str) -> Iterator[None]:
    """The process dies at this point."""

    def die(point: str) -> None:
        if point == name:
            raise Died

    with crash_points.rehearse(die), pytest.raises(Died):
        yield


@contextmanager
def deliveries_lost(made: School) -> Iterator[None]:
    made.sandbox.faults.set(dropped=1.0)
    yield
    made.sandbox.faults.set(**dict.fromkeys(DELIVERY_KINDS, 0.0))


def later(made: School, **span: float) -> None:
    """What just happened is told, then time passes."""
    made.work()
    made.pass_time(**span)


def catch_up(made: School) -> None:
    for board in made.parts.boards:
        made.parts.snapshots.take(board, "catch-up")
    made.work()


def receipts(made: School, *commands: str) -> list[ReceiptRow]:
    with made.parts.database.transaction() as session:
        rows = session.query(ReceiptRow).order_by(ReceiptRow.id).all()
        return [each for each in rows if each.command in commands]


def look_again(made: School, card: str) -> None:
    with made.parts.database.transaction() as session:
        board = made.parts.boards[0]
        wakes.wake(session, made.queue.enqueue, wakes.Want("look", "card", card, board, made.time))
    made.work()
