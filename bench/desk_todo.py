"""The managers' queue as the desk asks for it: its first page, a filter, the number on its tab."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator

from bench.badges import timed, until_judged
from bench.figure import Figure, percentile
from bench.service import Service, cpu, service

CARDS = 5000
TIMES = 30
DESKS, EVERY, ROUNDS = 20, 10.0, 4
"""So many desks ask once in so many seconds, as `todo_follow.js` does."""
VERSION = "/powerup/api/desk/todo/version?lang=fr"
ASKED = {
    "first page of the queue": "/powerup/api/desk/todo?lang=fr",
    "the queue of one kind, further down": "/powerup/api/desk/todo?lang=fr&kind=validator&offset=500",
    "the number on the tab": "/powerup/api/desk/todo/count?lang=fr",
}


def figures(database: str = "") -> Iterator[Figure]:
    """Each request with its signed identity, over a connection that is kept, nothing cached."""
    with service(CARDS, database=database, limits=False) as made:
        until_judged(made)
        web = made.processes()[-1]
        for what, path in ASKED.items():
            used = cpu(web)
            seconds, body = _asked(made, path)
            processor = (cpu(web) - used) / (TIMES + 1) * 1000
            p95 = percentile(seconds, 0.95) * 1000
            told = f"p50 {percentile(seconds, 0.5) * 1000:.0f} ms, p95 {p95:.0f} ms"
            yield Figure(
                f"{what}, {json.loads(body)['count']} cards to see to of {CARDS}",
                f"{told}; {processor:.0f} ms of the processor each",
                "p95 under 500 ms",
                p95 < 500,
            )
        yield _following(made, web)


def _following(made: Service, web: int) -> Figure:
    """What it costs that desks stand open and follow the queue: each asks once in `EVERY` seconds."""
    sandbox = made.sandbox
    token = sandbox.jwt_keys.sign(sandbox.plugin, made.board, sandbox.state.member("helene")["id"])
    connection = http.client.HTTPConnection("127.0.0.1", made.port, timeout=30)
    used, begun = cpu(web), time.monotonic()
    for asked in range(DESKS * ROUNDS):
        timed(connection, "GET", VERSION, token)
        time.sleep(max(0.0, begun + (asked + 1) * EVERY / DESKS - time.monotonic()))
    share = (cpu(web) - used) / (time.monotonic() - begun) * 100
    connection.close()
    what = f"{DESKS} open desks that follow the queue of {CARDS} cards"
    return Figure(what, f"{share:.2f} % of a core", "under 1 %", share < 1)


def _asked(made: Service, path: str) -> tuple[list[float], bytes]:
    """The seconds of each request but the first, and the last answer."""
    sandbox, body = made.sandbox, b""
    manager = sandbox.state.member("helene")["id"]
    token = sandbox.jwt_keys.sign(sandbox.plugin, made.board, manager)
    connection = http.client.HTTPConnection("127.0.0.1", made.port, timeout=30)
    seconds = list[float]()
    for _ in range(TIMES + 1):
        took, body = timed(connection, "GET", path, token)
        seconds.append(took)
    connection.close()
    return seconds[1:], body
