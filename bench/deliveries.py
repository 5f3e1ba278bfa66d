"""How fast deliveries are acknowledged, beside a bare endpoint under the same server: both answer once
what came is on disk (`synchronous=FULL`), ours while its worker is at work on it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figure import Figure, median, percentile
from bench.load import Load, bodies, send, signed
from bench.reference import reference
from bench.service import Service, free_port, service

COUNT, CALM = 3000, 600
TURNS = 5
CALM_RATE = 200.0


def figures() -> Iterator[Figure]:
    """Throughput and, at 200 a second, latency: in turns with the reference."""
    with (
        service(200, limits=False) as made,
        tempfile.TemporaryDirectory() as name,
        reference(Path(name), free_port(), made.sandbox.secret) as bare,
    ):
        cards = list(made.sandbox.state.cards)[:200]
        yield _throughput(made, bare, cards)
        yield _latency(made, bare, cards)


def _throughput(made: Service, bare: str, cards: list[str]) -> Figure:
    pairs = _in_turns(made, bare, lambda turn: bodies(made.board, cards, COUNT, first=turn * COUNT))
    rates = [(ours.per_second, plain.per_second) for ours, plain in pairs]
    ratio = median([ours / plain for ours, plain in rates])
    return Figure(
        "deliveries acknowledged, of a bare endpoint's",
        f"{ratio:.2f} ({', '.join(f'{a:.0f}/{b:.0f}' for a, b in rates)} a second)",
        "at least 0.85",
        ratio >= 0.85,
    )


def _latency(made: Service, bare: str, cards: list[str]) -> Figure:
    first = 90_000
    pairs = _in_turns(
        made,
        bare,
        lambda turn: bodies(made.board, cards, CALM, first=first + turn * CALM),
        rate=CALM_RATE,
    )
    slow = [[percentile(each.latencies, 0.99) * 1000 for each in pair] for pair in pairs]
    ratio = median([ours / plain for ours, plain in slow])
    return Figure(
        f"acknowledged at {CALM_RATE:.0f} a second, p99, of a bare endpoint's",
        f"{ratio:.2f} ({', '.join(f'{a:.1f}/{b:.1f}' for a, b in slow)} ms)",
        "at most 2",
        ratio <= 2,
    )


def _in_turns(
    made: Service, bare: str, texts: Callable[[int], list[bytes]], rate: float | None = None
) -> list[tuple[Load, Load]]:
    """The same load on ours and on the reference, one after the other, several times."""
    found, secret = [], made.sandbox.secret
    for turn in range(TURNS):
        load = texts(turn)
        plain = send(bare, signed(load, bare, secret), rate=rate)
        ours = send(made.callback, signed(load, made.callback, secret), rate=rate)
        assert not ours.refused
        assert not plain.refused
        found.append((ours, plain))
    return found


if __name__ == "__main__":
    for each in figures():
        print(each)
