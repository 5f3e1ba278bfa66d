"""Greffier and the sandbox in one thread: time, post, crashes and chance all come from one seed.

Requests to Trello's API and deliveries to the webhook take the same way as on a network, through the
same doors, without sockets. So a run can be repeated to the byte, and hours pass in milliseconds.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import requests
import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from greffier.app import create_app
from greffier.composition import Greffier
from sandbox.core import Sandbox
from sandbox.seeds import invented_school
from sandbox.state.ids import IdFactory
from sync import crash_points
from sync.queue.wakes import Want, wake
from sync.trello import client as trello_client
from tests.harness import School, school
from tests.job_queue import Queue
from tests.power import Power
from tests.simulated_network import Killed, Post, Wire

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Engine(Queue):
    """The engine of jobs: a job exists once its transaction is committed."""

    def enqueue(
        self, session: Any, job_id: str, scope: str, target: str, delay: float | None = None
    ) -> None:
        committed = "after_commit" if isinstance(session, Session) else "commit"
        sa.event.listen(
            session,
            committed,
            lambda _: super(Engine, self).enqueue(session, job_id, scope, target, delay),
            once=True,
        )

    def purge(self, before: datetime) -> None:
        """Finished jobs are not kept."""


class SteadyRefusals:
    """After a 429: a second when the server says nothing, as it is at the first one."""

    def wait(self, told: float | None) -> float:
        return told if told is not None else 1.0

    def ended(self) -> None:
        """Nothing to remember."""


@dataclass
class Simulation:
    """A school in one thread. `kills`: the chance that the process dies at any one point; `power`:
    on SQLite every other death is a power cut; `meanwhile`: what happens during calls to Trello;
    `alarm`: when time must not pass unnoticed; `begun`: what is to be done with each new process.
    """

    made: School
    chance: random.Random
    kills: float = 0.0
    meanwhile: Callable[[], None] = lambda: None
    alarm: Callable[[], datetime | None] = lambda: None
    begun: Callable[[], None] = lambda: None
    deaths: int = 0
    cuts: int = 0
    runs: int = 0
    power: Power | None = None
    _hands: list[tuple[str, str]] = field(default_factory=list)
    _ticked: datetime = START

    def __post_init__(self) -> None:
        sandbox = self.made.sandbox
        self.state, self.engine = sandbox.state, self.made.queue
        sandbox.faults.hang_seconds = 0.0
        self.post = Post(sandbox, self.chance, self.made.clock)
        self.state.listeners[:] = [self.post.on_action]
        self.session = requests.Session()
        self.session.mount("http://", Wire(sandbox, self.chance, self._around))
        database = self.made.parts.database
        self.power = Power(database) if database.is_sqlite else None
        self.start()

    @property
    def now(self) -> datetime:
        return self.made.time

    def start(self) -> None:
        """A process begins: its own parts, the database that was there."""
        old = self.made.parts
        parts = Greffier(old.settings)
        parts.__dict__.update(jobs=old.jobs, budget=old.budget, database=old.database)
        client: Any = parts.gateway._client
        client._session, client._refusals = lambda: self.session, SteadyRefusals()
        self.parts = self.made.parts = parts
        self.worker = self.made.worker = parts.worker()
        self.client = create_app(parts).test_client()
        self.begun()

    def _around(self, when: str) -> None:
        self.made.time += timedelta(seconds=self.chance.uniform(0.02, 0.2))
        self.point(when)
        if when == "before" and len(self._hands) == 1:
            self.meanwhile()

    def point(self, name: str) -> None:
        """A place where the process may die."""
        if self.kills and self.chance.random() < self.kills:
            raise Killed(name)

    def sleep(self, seconds: float) -> None:
        """What a call that tries again does."""
        self.made.time += timedelta(seconds=seconds)

    def alive(self, work: Callable[[], None]) -> None:
        """Do it; if the process dies of it, begin a new one, which takes over the jobs in hand."""
        try:
            work()
        except Killed:
            self.deaths += 1
            in_hand, self._hands = self._hands, []
            if self.power is not None and self.deaths % 2:
                self.power.cut()
                self.cuts += 1
            if self.chance.random() < 0.1:  # the engine's tables are lost as well
                self.engine.jobs.clear()
            else:
                self.engine.jobs += [(self.now, *each) for each in in_hand]
            self.start()
            with self.parts.database.transaction() as session:
                for board in self.parts.boards:
                    wake(
                        session, self.engine.enqueue, Want("start", "board", board, board, self.now)
                    )

    def deliver(self) -> None:
        """Let arrive what is due, and take it out of the inbox."""
        self.alive(lambda: self.post.deliver(self.client))
        self.alive(self.worker.drain)

    def due(self) -> list[tuple[datetime, str, str]]:
        """Jobs whose time has come and whose card is in nobody's hands."""
        busy = {target for _, target in self._hands}
        waiting = [one for one in self.engine.jobs if one[0] <= self.now and one[2] not in busy]
        return sorted(waiting)

    def run_one(self) -> bool:
        """Run one job that is due, whichever. False where none is."""
        due = self.due()
        if not due:
            return False
        job = self.chance.choice(due)
        self.alive(lambda: self.run(job))
        return True

    def run(self, job: tuple[datetime, str, str]) -> None:
        """Run this job, taken out of the queue."""
        self.engine.jobs.remove(job)
        self._hands.append(job[1:])
        self.runs += 1
        self.worker.run(*job[1:])
        self._hands.remove(job[1:])

    def tick(self) -> None:
        """What the engine calls each minute."""
        self._ticked = self.now
        self.alive(self.worker.tick)

    def settle(self) -> None:
        """Deliver and run until nothing is due at this instant."""
        for _ in range(20_000):
            self.deliver()
            if not self.run_one():
                return
        raise AssertionError("the work never ends")

    def pass_time(self, span: timedelta, ticks: timedelta = timedelta(minutes=10)) -> None:
        """Let time pass, doing what becomes due on the way, and ticking from time to time.

        It ends early when the `alarm` goes off: somebody has something to do.
        """
        end = self.now + span
        while True:
            at = min([end, *self._events(ticks)])
            self.made.time = max(self.now, at)
            if self.now >= self._ticked + ticks:
                self.tick()
            self.settle()
            alarm = self.alarm()
            if self.now >= end or (alarm is not None and alarm <= self.now):
                return

    def _events(self, ticks: timedelta) -> list[datetime]:
        found = [self.post.next_at(), self.engine.next_at(), self._ticked + ticks, self.alarm()]
        return [each for each in found if each is not None]


@contextmanager
def simulated(
    folder: Path, seed: int, clock_of_ids: datetime = START, **options: Any
) -> Iterator[Simulation]:
    """A simulation in this folder; `options` are those of `school`."""
    chance = random.Random(seed)

    def fill(sandbox: Sandbox) -> None:
        sandbox.state.ids = IdFactory(seed)
        sandbox.state._now = lambda: clock_of_ids
        invented_school.seed(sandbox)

    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    real = trello_client.time, trello_client.random
    try:
        with school(folder, start=START, seeder=fill, queue=Engine(), **options) as made:
            made.sandbox.faults.seed(seed)
            simulation = Simulation(made, chance)
            trello_client.time = SimpleNamespace(  # type: ignore[assignment]
                sleep=simulation.sleep, monotonic=lambda: made.time.timestamp()
            )
            trello_client.random = chance  # type: ignore[assignment]
            with crash_points.rehearse(simulation.point):
                yield simulation
    finally:
        trello_client.time, trello_client.random = real
        structlog.configure(**before)
