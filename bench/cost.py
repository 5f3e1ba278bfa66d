"""What one delivery costs, from the address that Trello calls to the last follower, on boards of all sizes.

Processor, not time: it says the same on a busy machine. And the statements that the database is asked: they
say the same on any machine.
"""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator

import sqlalchemy as sa

from bench.figure import Figure, median
from bench.load import bodies, signed
from bench.service import Service, complete, cpu, read_once, service
from greffier.composition import Greffier
from greffier.settings import read_settings
from mentoring.students.cards import FILLED
from sync.clock import now
from sync.queue.inbox import Delivery
from sync.storage.tables import FactRow

SIZES = (200, 5_000, 20_000)
CARDS = 30
BEFORE, BAR, FLAT = 61.0, 30.5, 1.25
"""Milliseconds of processor before, and at most now; the dearest size, of the cheapest."""

PAUSE = 0.15
SAMPLES = 10
"""Seconds, one by one, in which the service is watched at rest."""

RESTS, PATIENCE = 0.1, 300.0
"""Of a core, below which it is at rest; seconds that it has for coming there."""


def figures() -> Iterator[Figure]:
    """Each size on a service of its own, whose mirror is filled before it starts."""
    found = []
    for size in SIZES:
        with service(size, limits=False, before=mirrored) as made:
            cards = list(made.sandbox.state.cards)[:CARDS]
            cost = _cost(made, cards)
            found.append(cost)
            what = f"processor for one delivery, {size:,} cards"
            yield Figure(what, f"{cost:.0f} ms", f"{BAR:.0f} ms ({BEFORE:.0f} before)", cost <= BAR)
            if size == SIZES[0]:
                statements = made.counted
                yield Figure(
                    "its statements, the engine's apart", str(statements), "45 (95 before)"
                )
    ratio = max(found) / min(found)
    yield Figure("dearest size, of the cheapest", f"{ratio:.2f}", f"at most {FLAT}", ratio <= FLAT)


def mirrored(made: Service) -> None:
    """Every card complete, read, judged; and its student's day began long ago."""
    complete(made)
    parts = Greffier(read_settings(made.values))
    try:
        read_once(parts)
        with parts.database.transaction() as session:
            session.merge(FactRow(key=FILLED, value={}, at=now()))
        made.counted = _statements(parts, made)
    finally:
        parts.close()


def _statements(parts: Greffier, made: Service) -> int:
    """How often the database is asked for one delivery; the first one of a card makes its student."""
    worker, card = parts.worker(), next(iter(made.sandbox.state.cards))
    asked, counts = list[str](), list[int]()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    for each in {parts.database.engine, parts.database.inbox}:
        sa.event.listen(each, "before_cursor_execute", note)
    for number in range(5):
        made.sandbox.state.cards[card]["desc"] = f"Dépôt : https://example.org/{number}"
        asked.clear()
        delivery = Delivery(f"{number:024x}", "updateCard", now(), "card", made.board, card)
        parts.inbox.put(delivery, now())
        worker.drain()
        worker.run("card", card)
        counts.append(len(asked))
    return round(median(counts[1:]))


def _cost(made: Service, cards: list[str]) -> float:
    """Milliseconds of the whole service for a delivery about one card after the other."""
    _deliver(made, cards, 0)  # the first one of a card makes its student
    idle = at_rest(made)
    before, began = _cpu(made), time.monotonic()
    _deliver(made, cards, 1)
    at_rest(made)
    spent = _cpu(made) - before - idle * (time.monotonic() - began)
    return spent / len(cards) * 1000


def _deliver(made: Service, cards: list[str], turn: int) -> None:
    texts = bodies(made.board, cards, len(cards), first=(turn + 7) * 10_000)
    for card, (body, mark) in zip(
        cards, signed(texts, made.callback, made.sandbox.secret), strict=True
    ):
        with made.sandbox.state.lock:
            made.sandbox.state.cards[card]["desc"] = f"Dépôt : https://example.org/{turn}"
        read = len(made.sandbox.requests)
        headers = {"X-Trello-Webhook": mark, "Content-Type": "application/json"}
        urllib.request.urlopen(urllib.request.Request(made.callback, body, headers), timeout=30)
        while len(made.sandbox.requests) == read:  # asking the service would be paid for by it
            time.sleep(0.01)
        time.sleep(PAUSE)


def at_rest(made: Service) -> float:
    """Seconds of processor in a second in which nothing happens: the median of several, once what goes on
    after a start is through, for the clock takes some of them.
    """
    deadline, found = time.monotonic() + PATIENCE, [1.0]
    while median(found[-SAMPLES:]) > RESTS or len(found) <= SAMPLES:
        if time.monotonic() > deadline:
            raise RuntimeError(f"the service does not come to rest: {found[-SAMPLES:]}")
        before, began = _cpu(made), time.monotonic()
        time.sleep(1.0)
        found.append((_cpu(made) - before) / (time.monotonic() - began))
    return median(found[-SAMPLES:])


def _cpu(made: Service) -> float:
    return sum(cpu(each) for each in made.processes())
