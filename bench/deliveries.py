"""How fast deliveries are acknowledged, beside a bare endpoint under the same server."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, percentile
from bench.load import bodies, send, signed
from bench.reference import reference
from bench.service import free_port, service

COUNT = 4000


def figures() -> Iterator[Figure]:
    """Throughput in turns with the reference, and the latency at 100 a second."""
    with service(200, limits=False) as made, tempfile.TemporaryDirectory() as name:
        with reference(Path(name), free_port(), made.sandbox.secret) as bare:
            cards = list(made.sandbox.state.cards)[:200]
            ratios, rates = [], []
            for turn in range(3):
                texts = bodies(made.board, cards, COUNT, first=turn * COUNT)
                plain = send(bare, signed(texts, bare, made.sandbox.secret))
                ours = send(made.callback, signed(texts, made.callback, made.sandbox.secret))
                assert not ours.refused and not plain.refused
                ratios.append(ours.per_second / plain.per_second)
                rates.append((ours.per_second, plain.per_second))
            best = sorted(ratios)[1]
            yield Figure(
                "deliveries acknowledged, of a bare endpoint's",
                f"{best:.2f} ({', '.join(f'{a:.0f}/{b:.0f}' for a, b in rates)} a second)",
                "at least 0.60",
                best >= 0.6,
            )
        texts = bodies(made.board, cards, 1000, first=90_000)
        calm = send(made.callback, signed(texts, made.callback, made.sandbox.secret), 4, rate=100)
        p99 = percentile(calm.latencies, 0.99) * 1000
        yield Figure("acknowledged at 100 a second, p99", f"{p99:.1f} ms", "under 50 ms", p99 < 50)


if __name__ == "__main__":
    for each in figures():
        print(each)
