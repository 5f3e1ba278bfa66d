"""The main path on the running service: how long until a card is moved, and what it asks of Trello."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from bench.figure import Figure, percentile
from bench.service import INCOMPLETE, INTAKE, Service, cpu, service
from sandbox.gestures import Hand

CARDS = 40
BACKLOG = 5000


def figures(database: str = "") -> Iterator[Figure]:
    """Latency and calls, with no settle window and a sandbox without delay."""
    with service(database=database, limits=False) as made:
        hand = made.sandbox.act_as("zoe")
        _until_quiet(made)
        yield _latency(made, "quiet", 0.15, 0.30, (0.2, 0.7))
        yield _cost(made)
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
                labels=(label,),
                join=True,
                desc="Dépôt : https://example.org/p7",
            ),
        )
        yield Figure("calls for a card in order", str(in_order), "1", in_order == 1)
        missing = _calls(made, lambda: hand.create_card(made.lists[INTAKE], "Marie Dupont"))
        yield Figure("calls for an incomplete card", str(missing), "3", missing == 3)
        card = hand.create_card(made.lists[INTAKE], "Paul Roux - DA Python", due=due)["id"]
        _until_quiet(made)
        burst = _calls(made, lambda: _edited(hand, card, 10))
        yield Figure("reads for 10 edits in a burst", str(burst), "at most 2", burst <= 2)
    with service(BACKLOG, database=database, incomplete=True) as made:
        yield _latency(made, f"{BACKLOG} cards waiting", None, 2.0, (0.8, 1.6))
        left = made.health().get("queue", {}).get("backlog", 0)
        yield Figure("of the backlog still waiting by then", str(left), "some", left > 0)


def _edited(hand: Hand, card: str, times: int) -> None:
    for each in range(times):
        hand.describe(card, str(each))


def _latency(
    made: Service, when: str, p50: float | None, p95: float, pauses: tuple[float, float]
) -> Figure:
    """Seconds from a person's gesture to the card moved, at random instants: a card that is made when the
    last one moved would read the rhythm of the worker.
    """
    hand, seconds, chance = made.sandbox.act_as("zoe"), [], random.Random(1)
    for number in range(CARDS):
        time.sleep(chance.uniform(*pauses))
        card = hand.create_card(made.lists[INTAKE], f"Soutenance P{number}")["id"]
        started = time.monotonic()
        while made.sandbox.state.cards[card]["idList"] != made.lists[INCOMPLETE]:
            if time.monotonic() - started > 60:
                raise RuntimeError("the card was not moved")
            time.sleep(0.002)
        seconds.append(time.monotonic() - started)
    middle, slow = percentile(seconds, 0.5), percentile(seconds, 0.95)
    bar = f"p95 {p95:.2f} s" if p50 is None else f"{p50:.2f} s / {p95:.2f} s"
    return Figure(
        f"delivery to card moved, {when}, p50 / p95",
        f"{middle:.2f} s / {slow:.2f} s",
        bar,
        slow <= p95 and (p50 is None or middle <= p50),
    )


def _cost(made: Service) -> Figure:
    """Processor of the whole service for one delivery about a card in order."""
    cards = [each for each in made.sandbox.state.cards if _is_here(made, each)][:CARDS]
    _until_quiet(made)
    before = sum(cpu(each) for each in made.processes())
    began = time.monotonic()
    for number, card in enumerate(cards):
        made.sandbox.act_as("zoe").describe(card, f"Dépôt : https://example.org/{number}")
        time.sleep(0.3)
    _until_quiet(made)
    used = sum(cpu(each) for each in made.processes()) - before
    idle = _idle(made) * (time.monotonic() - began)
    return Figure("processor for one delivery", f"{(used - idle) / len(cards) * 1000:.0f} ms")


def _idle(made: Service) -> float:
    """Seconds of processor that the service uses in a second in which nothing happens."""
    before = sum(cpu(each) for each in made.processes())
    time.sleep(5)
    return (sum(cpu(each) for each in made.processes()) - before) / 5


def _is_here(made: Service, card: str) -> bool:
    return bool(made.sandbox.state.cards[card]["idBoard"] == made.board)


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
