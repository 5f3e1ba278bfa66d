"""A burst beyond Trello's limits, and a sustained load.

`make bench ARGS="burst --postgres"` does the same on PostgreSQL.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench.figure import Figure, percentile
from bench.load import bodies, send, signed
from bench.service import Service, pss, service

SUSTAINED = 100
RATE = 200


def figures(database: str = "") -> Iterator[Figure]:
    """Both on one service with 200 cards and Trello's own limits."""
    with service(200, database=database) as made:
        cards = [
            each["id"]
            for each in made.sandbox.state.cards.values()
            if each["idBoard"] == made.board
        ]
        _until_served(made)
        yield from _burst(made, cards)
        yield from _sustained(made, cards)


def _burst(made: Service, cards: list[str]) -> Iterator[Figure]:
    before = len(made.sandbox.requests)
    texts = bodies(made.board, cards, 1000, first=200_000)
    started = time.monotonic()
    send(made.callback, signed(texts, made.callback, made.sandbox.secret))
    _until_served(made)
    took = time.monotonic() - started
    asked = list(made.sandbox.requests)[before:]
    reads = [each for each in asked if each.method == "GET"]
    refused = [each for each in asked if each.status == 429]
    yield Figure(
        "reads for 1,000 deliveries over 200 cards",
        str(len(reads)),
        "at most 400",
        len(reads) <= 400,
    )
    yield Figure("refused by Trello's limit", str(len(refused)), "0", not refused)
    least = max((len(reads) - 1) // 100 * 10.0, 1.0)  # Trello counts 100 calls in 10 s
    yield Figure(
        "time for the burst, of what the limit imposes",
        f"{took / least:.2f} ({took:.1f} s of {least:.1f} s)",
        "at most 1.2",
        took / least <= 1.2,
    )


def _sustained(made: Service, cards: list[str]) -> Iterator[Figure]:
    count = SUSTAINED * RATE
    memory = sum(pss(each) for each in made.processes())
    texts = bodies(made.board, cards, count, first=400_000)
    load = send(made.callback, signed(texts, made.callback, made.sandbox.secret), rate=RATE)
    p99 = percentile(load.latencies, 0.99) * 1000
    yield Figure(
        f"{RATE} a second for {SUSTAINED} s, p99",
        f"{p99:.0f} ms, {load.per_second:.0f} a second, {load.refused} lost",
        "under 100 ms, none lost",
        p99 < 100 and not load.refused,
    )
    _until_served(made)
    grown = (sum(pss(each) for each in made.processes()) / memory - 1) * 100
    yield Figure(
        f"memory after {count:,} more deliveries", f"{grown:+.0f} %", "under +10 %", grown < 10
    )


def _until_served(made: Service) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        queue = made.health().get("queue", {})
        if queue and not queue.get("waiting"):
            return
        time.sleep(0.1)
    raise RuntimeError("the queue is not served")
