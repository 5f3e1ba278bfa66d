"""The badges of a board as the Power-Up asks for them: one request for all of its cards."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator

from bench.figure import Figure, percentile
from bench.service import Service, cpu, service

CARDS = 500
TIMES = 200


def figures(database: str = "") -> Iterator[Figure]:
    """Each request with its signed identity, over a connection that is kept, nothing cached."""
    with service(CARDS, database=database, limits=False) as made:
        until_judged(made)
        web = made.processes()[-1]
        used = cpu(web)
        seconds, empty, body = _asked(made)
        processor = (cpu(web) - used) / TIMES * 1000
    p95, told = percentile(seconds, 0.95) * 1000, f"{processor:.0f} ms of the processor each"
    told = f"p50 {percentile(seconds, 0.5) * 1000:.0f} ms, p95 {p95:.0f} ms; {told}"
    yield Figure(f"badges of {CARDS} cards, one request", told, "p95 under 50 ms", p95 < 50)
    yield Figure("an empty answer in between, p95", f"{percentile(empty, 0.95) * 1000:.0f} ms")
    size, known = len(body) / 1000, len(json.loads(body)["cards"])
    yield Figure(
        "their size",
        f"{size:.1f} kB for {known} cards",
        f"under 30 kB, {CARDS} cards",
        size < 30 and known == CARDS,
    )


def until_judged(made: Service) -> None:
    """Wait until nothing waits any more, a minute at most."""
    deadline = time.monotonic() + 60
    while made.health().get("queue", {}).get("waiting") and time.monotonic() < deadline:
        time.sleep(0.1)


def _asked(made: Service) -> tuple[list[float], list[float], bytes]:
    """The seconds of each request, of an empty one after each, and the last answer."""
    sandbox, body = made.sandbox, b""
    zoe = sandbox.state.member("zoe")["id"]
    token = sandbox.jwt_keys.sign(sandbox.plugin, made.board, zoe)
    connection = http.client.HTTPConnection("127.0.0.1", made.port, timeout=30)
    seconds, empty = list[float](), list[float]()
    for _ in range(TIMES):
        took, body = timed(connection, "GET", "/powerup/api/board?lang=fr", token)
        seconds.append(took)
        empty.append(timed(connection, "HEAD", "/webhooks/trello", token)[0])
        time.sleep(0.02)
    connection.close()
    return seconds[1:], empty, body  # the first one fetches the keys


def timed(
    connection: http.client.HTTPConnection, method: str, path: str, token: str
) -> tuple[float, bytes]:
    """Ask for it on behalf of whoever signed the token: the seconds it took, and what came."""
    started = time.monotonic()
    connection.request(method, path, headers={"Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} {body.decode()}")
    return time.monotonic() - started, body


if __name__ == "__main__":
    for each in figures():
        print(each)
