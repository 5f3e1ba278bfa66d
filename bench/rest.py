"""What the service costs while nothing happens: memory and processor, a minute after its start."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench.cost import at_rest
from bench.figure import Figure
from bench.service import cpu, pss, service

SETTLED, SECONDS = 70.0, 60.0
"""The engine of jobs looks after its schedules each second for a minute; then so long it is watched."""


def figures(database: str = "") -> Iterator[Figure]:
    """On a board of 200 cards, web and worker together."""
    with service(200, database=database) as made:
        time.sleep(SETTLED)
        at_rest(made)  # its first cards are through
        before = sum(cpu(each) for each in made.processes())
        time.sleep(SECONDS)
        processes = made.processes()
        share = (sum(cpu(each) for each in processes) - before) / SECONDS * 100
        memory = [pss(each) for each in processes]
    yield Figure("idle, of a core", f"{share:.1f} %", "1 % (1.7 % before)", share <= 1)
    parts = " + ".join(f"{each:.0f}" for each in memory)
    total = sum(memory)
    bar = "200 MB (250 MB before)"
    yield Figure("memory (PSS), web and worker", f"{total:.0f} MB ({parts})", bar, total <= 200)
