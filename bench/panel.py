"""The panel of a complete card in a large school: who may validate it is worked out among 500 mentors."""

from __future__ import annotations

import http.client
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.badges import timed
from bench.figure import Figure, percentile
from bench.service import Service, complete, cpu, read_once, service
from greffier.composition import Greffier
from greffier.settings import read_settings
from mentoring.school.profiles import keep_profile
from mentoring.students.cards import FILLED
from sandbox.state.actions import Actor
from sandbox.state.boards import put_member
from sync.clock import now
from sync.storage.tables import FactRow

sys.path.append(str(Path(__file__).parents[1] / "tests" / "mentoring"))

from schools import SKILLS, random_profile

CARDS, MENTORS, TIMES = 5_000, 500, 60


def figures() -> Iterator[Figure]:
    """One card after the other, each request with its signed identity, nothing cached."""
    with service(CARDS, limits=False, before=_large_school) as made:
        time.sleep(5.0)
        web = made.processes()[-1]
        used = cpu(web)
        seconds = _asked(made)
        processor = (cpu(web) - used) / TIMES * 1000
    p50, p95 = (percentile(seconds, each) * 1000 for each in (0.5, 0.95))
    told = f"p50 {p50:.0f} ms, p95 {p95:.0f} ms; processor {processor:.0f} ms"
    what = f"panel of a complete card, {CARDS:,} cards, {MENTORS} mentors"
    yield Figure(what, told, "p95 under 200 ms", p95 < 200)


def _large_school(made: Service) -> None:
    """Everybody on the board, with their profiles; every card complete, read and judged."""
    complete(made)
    chance, people, state = Random(7), list[str](), made.sandbox.state
    helene = state.member("helene")["id"]
    for number in range(MENTORS):
        member = made.sandbox.add_member(f"mentor{number}", f"Mentor {number}")
        put_member(state, Actor(helene), state.boards[made.board], member["id"], "normal")
        people.append(member["id"])
    parts = Greffier(read_settings(made.values))
    try:
        read_once(parts)
        with parts.database.transaction() as session:
            session.merge(FactRow(key=FILLED, value={}, at=now()))
            for each in people:
                if (profile := random_profile(chance)) is not None:
                    keep_profile(session, each, profile, SKILLS, "bench", now())
    finally:
        parts.close()


def _asked(made: Service) -> list[float]:
    sandbox, seconds = made.sandbox, list[float]()
    token = sandbox.jwt_keys.sign(sandbox.plugin, made.board, sandbox.state.member("helene")["id"])
    connection = http.client.HTTPConnection("127.0.0.1", made.port, timeout=30)
    cards = list(sandbox.state.cards)[: TIMES + 1]
    for card in cards:
        took, _ = timed(connection, "GET", f"/powerup/api/card/{card}?lang=fr", token)
        seconds.append(took)
        time.sleep(0.05)
    connection.close()
    return seconds[1:]  # the first one fetches the keys
