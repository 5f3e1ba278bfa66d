"""What a worker asks of its database while nothing happens: counted, turn by turn."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from service import until

from sync.queue import jobs, liveness
from sync.queue.jobs import Jobs, new_id
from sync.queue.liveness import Watch, liveness_for
from sync.queue.lookout import Lookout
from sync.storage.database import Database

TURNS = 30
"""At 0.05 s each: longer than a second, which is how often loops look that nobody has stilled."""

RESTLESS = {"Lookout", "greffier-inbox", "Watch", "greffier-liveness", "dynamic_scheduler_loop"}
"""What turns, and who may ask meanwhile. In the last one the engine looks after its schedules, every five
seconds by its settings.
"""


class Work:
    """Work that only notes what ran."""

    def __init__(self) -> None:
        self.ran = list[str]()

    def run(self, scope: str, target: str) -> None:
        self.ran.append(target)

    def tick(self) -> None:
        """Nothing is due."""

    def drain(self) -> int:
        return 0

    def came_back(self) -> None:
        """It was not away."""


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch, database: Database) -> Iterator[Counter[str]]:
    """Count statements and turns, by the thread's name; turns under the name of what turns."""
    found: Counter[str] = Counter()

    def note(*_: object) -> None:
        found[threading.current_thread().name] += 1

    for each in {database.engine, database.inbox}:
        sa.event.listen(each, "before_cursor_execute", note)
    with monkeypatch.context() as patch:
        for kind, method in ((Lookout, "look"), (Watch, "look")):
            turn = getattr(kind, method)

            def turned(self: object, kind: type = kind, turn: object = turn) -> object:
                found[kind.__name__] += 1
                return turn(self)  # type: ignore[operator]

            patch.setattr(kind, method, turned)
        yield found


def test_a_turn_asks_a_question_or_two_and_whoever_waits_for_a_ring_asks_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(liveness, "LOOK_EVERY", 0.05)
    work, queue = Work(), Jobs(database)
    alive = liveness_for(database)
    with (
        counted(monkeypatch, database) as found,
        jobs.worker(work, database, alive, polling=0.05),
    ):
        with database.transaction() as session:
            queue.enqueue(session, new_id("first"), "card", "c" * 24)
        until(lambda: work.ran == ["c" * 24] and not queue.listing(["PENDING"]), 20)
        asked = next((each for each in windows(found) if set(each) <= RESTLESS), {})
    queue.close()
    assert asked
    a_look, a_watch = (2, 2) if database.is_sqlite else (1, 3)
    # One turn may have begun before the count did.
    assert asked["greffier-inbox"] <= a_look * (asked["Lookout"] + 1)
    assert asked["greffier-liveness"] <= a_watch * (asked["Watch"] + 1)


def windows(found: Counter[str]) -> Iterator[Mapping[str, int]]:
    """What was counted in so many turns, a few times: the clock may come once, the beginning may echo."""
    for _ in range(4):
        found.clear()
        until(lambda: found["Lookout"] >= TURNS and found["Watch"] >= TURNS, 20)
        yield {name.partition(" (")[2].rstrip(")") or name: many for name, many in found.items()}
