"""What the service costs while nothing happens: memory and processor, a minute after it came to rest."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench.cost import mirrored
from bench.figure import Figure
from bench.service import Service, cpu, pss, service

SETTLED, SECONDS = 70.0, 60.0
"""The engine of jobs looks after its schedules each second for a minute; then so long it is watched."""

QUIET, PATIENCE = 15.0, 600.0
"""So many seconds Trello must have been asked nothing, and the queue empty: its limit makes pauses of six
seconds between two bursts. And how long that may take.
"""

SMALL, LARGE = 200, 5_000


def figures(database: str = "") -> Iterator[Figure]:
    """On a board of 200 cards that nobody has read before, then on a large one that is known."""
    with service(SMALL, database=database) as made:
        took = _rests(made)
        share = _share(made)
        memory = [pss(each) for each in made.processes()]
    yield Figure("from a start on a new board to rest", f"{took:.0f} s")
    yield Figure("idle, of a core", f"{share:.1f} %", "1 % (1.7 % before)", share <= 1)
    parts = " + ".join(f"{each:.0f}" for each in memory)
    total = sum(memory)
    bar = "200 MB (305 MB before)"
    yield Figure("memory (PSS), web and worker", f"{total:.0f} MB ({parts})", bar, total <= 200)
    with service(LARGE, database=database, limits=False, before=mirrored) as made:
        _rests(made)
        share = _share(made)
    yield Figure(f"idle with {LARGE:,} cards", f"{share:.1f} %", "1 %", share <= 1)


def _rests(made: Service) -> float:
    """Seconds from now until the service had nothing more to do; returns a while after that."""
    began = last = time.monotonic()
    asked = -1
    while time.monotonic() - last < QUIET or time.monotonic() - began < SETTLED:
        if time.monotonic() - began > PATIENCE:
            raise RuntimeError(f"the service does not come to rest: {made.health()}")
        if len(made.sandbox.requests) != asked or _waits(made):
            asked, last = len(made.sandbox.requests), time.monotonic()
        time.sleep(1.0)
    return last - began


def _waits(made: Service) -> bool:
    queue = made.health().get("queue", {})
    return bool(queue.get("waiting") or queue.get("backlog"))


def _share(made: Service) -> float:
    """How much of a core it uses, in hundredths."""
    before = sum(cpu(each) for each in made.processes())
    time.sleep(SECONDS)
    return (sum(cpu(each) for each in made.processes()) - before) / SECONDS * 100
