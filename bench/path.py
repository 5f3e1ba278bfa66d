"""The main path on the running service: how long until a card is moved, and what it asks of Trello."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from bench.figure import Figure, percentile
from bench.service import INCOMPLETE, INTAKE, Service, service

CARDS = 60


def figures(database: str = "") -> Iterator[Figure]:
    """Latency and calls, with no settle window and a sandbox without delay."""
    with service(database=database, limits=False) as made:
        hand = made.sandbox.act_as("zoe")
        _until_quiet(made)
        yield _latency(made)
        label = next(
            each["id"]
            for each in made.sandbox.state.labels.values()
            if each["idBoard"] == made.board and each["name"] == "P7"
        )
        due = datetime.now(UTC) + timedelta(days=17)
        in_order = _calls(
            made,
            lambda: hand.create_card(
                made.lists[INTAKE],
                "Marie Dupont - DA Python",
                due=due,
                labels=[label],
                join=True,
                desc="Dépôt : https://example.org/p7",
            ),
        )
        yield Figure("calls for a card in order", str(in_order), "1", in_order == 1)
        missing = _calls(made, lambda: hand.create_card(made.lists[INTAKE], "Marie Dupont"))
        yield Figure("calls for an incomplete card", str(missing), "3", missing == 3)
        card = hand.create_card(made.lists[INTAKE], "Paul Roux - DA Python", due=due)["id"]
        _until_quiet(made)
        burst = _calls(made, lambda: [hand.describe(card, f"{each}") for each in range(10)])
        yield Figure("reads for 10 edits in a burst", str(burst), "at most 2", burst <= 2)


def _latency(made: Service) -> Figure:
    hand, seconds = made.sandbox.act_as("zoe"), []
    for number in range(CARDS):
        card = hand.create_card(made.lists[INTAKE], f"Soutenance P{number}")["id"]
        started = time.monotonic()
        while made.sandbox.state.cards[card]["idList"] != made.lists[INCOMPLETE]:
            if time.monotonic() - started > 30:
                raise RuntimeError("the card was not moved")
            time.sleep(0.002)
        seconds.append(time.monotonic() - started)
    p95 = percentile(seconds, 0.95)
    return Figure(
        "delivery to card moved, p50 / p95",
        f"{percentile(seconds, 0.5):.2f} s / {p95:.2f} s",
        "p95 under 0.8 s",
        p95 < 0.8,
    )


def _calls(made: Service, gesture: Callable[[], object]) -> int:
    _until_quiet(made)
    before = len(made.sandbox.requests)
    gesture()
    _until_quiet(made)
    return len(made.sandbox.requests) - before


def _until_quiet(made: Service) -> None:
    """Until the queue is empty and nothing has been asked of the sandbox for three seconds."""
    seen, since = -1, time.monotonic()
    while time.monotonic() - since < 3 or made.health().get("queue", {}).get("waiting"):
        made.sandbox.quiesce(5)
        if len(made.sandbox.requests) != seen:
            seen, since = len(made.sandbox.requests), time.monotonic()
        time.sleep(0.05)
