"""A write to Trello that somebody asked for: intended, tried, taken for void where it certainly failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from sync.clock import now
from sync.crash_points import point
from sync.effects.receipts import Effect, intend, take_for_void
from sync.storage.database import Database
from sync.trello.errors import RateLimited, TrelloError, Unavailable, Unsure
from sync.trello.gateway import Gateway

Then = Callable[[Session], object]


@dataclass(frozen=True, slots=True)
class Write:
    """An effect, and the call to Trello that does it."""

    effect: Effect
    call: Callable[[Gateway], object]


@contextmanager
def attempt(database: Database, failed: Then, cut_short: Then | None = None) -> Iterator[None]:
    """Guard a call to Trello whose intention is written down. Raises the `TrelloError` of the call.

    `failed` is done, in a transaction of its own, where the call certainly changed nothing. Where nobody
    knows, the intention stays: the card's next run finds out what became of it.

    A write of several calls may be left half done: its `cut_short` is done, in a transaction too, where
    nobody knows or where Trello's limit came between the calls.
    """
    unknown = (Unsure, Unavailable) if cut_short is None else (Unsure, Unavailable, RateLimited)
    try:
        yield
    except TrelloError as error:
        then = cut_short if isinstance(error, unknown) else failed
        if then is not None:
            with database.transaction() as session:
                then(session)
        raise


def try_write(database: Database, gateway: Gateway, write: Write, points: tuple[str, str]) -> int:
    """Intend the effect and do it; returns its receipt's id, for whoever notes it as done.

    `points`: where a test may kill the process, after the intention and after the call.
    """
    with database.transaction() as session:
        receipt = intend(session, write.effect, now())
    point(points[0])
    with attempt(database, lambda session: take_for_void(session, receipt)):
        write.call(gateway)
    point(points[1])
    return receipt
