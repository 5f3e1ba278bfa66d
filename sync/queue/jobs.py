"""Background work, by DBOS: the only module that knows the engine.

The engine queues, delays, schedules, keeps one run of a card at a time over all workers, and takes
up again what a crash interrupted. What a run does is not its business: it calls `Work`.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from dbos import (
    DBOS,
    DBOSClient,
    DBOSConfig,
    DBOSPortableJSONSerializer,
    EnqueueOptions,
    WorkflowStatus,
)
from dbos._utils import INTERNAL_QUEUE_NAME

from sync.queue import engine_pauses
from sync.queue.attend import LOOK_EVERY, Attendant, Bells
from sync.queue.bell import bell_for
from sync.queue.job import Job, Work, cron
from sync.queue.liveness import Liveness
from sync.queue.lookout import Lookout
from sync.queue.older_jobs import Clock, OlderJobs
from sync.queue.patience import patiently
from sync.queue.refused_rows import APPLICATION, CLOCK, read_clock_alone
from sync.queue.stale_jobs import Leftovers, owners, take_over
from sync.storage.database import Database, Writer

QUEUE = "cards"
# A constant for ever: by default it is a hash of the code, and after a deployment the engine would
# leave the jobs of the version before standing.
VERSION = "1"
FAILED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
WAITING = ["ENQUEUED", "DELAYED"]
CONCURRENCY = 6
"""How many cards one worker has in hand at once."""


class Jobs:
    """The side that puts jobs in and looks at them: web, command line, and the worker itself."""

    def __init__(self, database: Database) -> None:
        self._client = DBOSClient(
            system_database_engine=database.lagging,
            application_name=APPLICATION,
            serializer=DBOSPortableJSONSerializer(),
            lazy=True,
        )
        self._bell = bell_for(database)

    def enqueue(
        self, session: Writer, job_id: str, scope: str, target: str, delay: float | None = None
    ) -> None:
        """Put a job in, inside the caller's transaction. The same `job_id` again has no effect.

        Jobs of one target never overlap. `delay`: seconds to wait first; it holds no thread and
        does not keep other jobs of the target waiting.
        """
        options: EnqueueOptions = {
            "workflow_name": "run",
            "queue_name": QUEUE,
            "workflow_id": job_id,
            "queue_partition_key": target,
        }
        if delay is not None:
            options["delay_seconds"] = max(delay, 0.0)
        else:
            self._bell.ring_with(session)
        self._client.enqueue_in_transaction(session, options, scope, target)

    def listing(self, statuses: list[str], limit: int = 1000) -> list[Job]:
        """Return the jobs in these states of the engine, oldest first."""
        found = self._client.list_workflows(
            status=statuses, limit=limit, load_input=False, load_output=False
        )
        return [_job(each) for each in found]

    def purge(self, before: datetime) -> None:
        """Forget finished jobs older than that: the engine never does so by itself."""
        done = self._client.list_workflows(
            status=["SUCCESS", "CANCELLED"],
            end_time=before.isoformat(),
            limit=10_000,
            load_input=False,
            load_output=False,
        )
        if done:
            self._client.delete_workflows([each.workflow_id for each in done])

    def close(self) -> None:
        """Leave the engine alone; the database stays open."""
        self._client.destroy()


def _job(status: WorkflowStatus) -> Job:
    created = status.created_at
    return Job(
        id=status.workflow_id,
        status=status.status,
        target=status.queue_partition_key or "",
        created_at=datetime.fromtimestamp(created / 1000, UTC) if created else None,
        executor=status.executor_id or "",
    )


def new_id(prefix: str) -> str:
    """Return a job id that nobody had before."""
    return f"{prefix}:{uuid.uuid4().hex}"


def migrate(database: Database) -> None:
    """Create or bring forward the engine's own tables (schema `dbos` on PostgreSQL)."""
    quiet()
    DBOS.migrate(database.engine.url.render_as_string(hide_password=False))


def quiet() -> None:
    """Let only the engine's warnings through, written as all our lines are: where it finds a handler of
    its own, it adds none that writes otherwise."""
    for name in ("dbos", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    engine = logging.getLogger("dbos")
    engine.handlers[:], engine.propagate = [logging.NullHandler()], True


_work: Work | None = None
_stopping = threading.Event()
_bells = Bells()
_leftovers = Leftovers()


@DBOS.workflow(name="run")
def _run(scope: str, target: str) -> None:
    assert _work is not None
    with _leftovers.in_hand(DBOS.workflow_id or ""):
        patiently(partial(_work.run, scope, target), _stopping)
        full = len(_leftovers) >= CONCURRENCY
    if full:  # others may be waiting for this hand
        _bells.jobs.ring()


@DBOS.workflow(name=CLOCK)
def _tick(_scheduled: datetime, _context: Any) -> None:
    assert _work is not None
    with _leftovers.in_hand(DBOS.workflow_id or ""):
        _work.tick()


@contextmanager
def worker(
    work: Work,
    database: Database,
    liveness: Liveness,
    *,
    every: float = 60.0,
    polling: float = LOOK_EVERY,
) -> Iterator[None]:
    """Run jobs in this process while the context lasts; cards in hand are finished at the end.

    `every`: seconds between two ticks (whole minutes from 60 up). `polling`: seconds between two
    looks where nobody rings. What a dead worker held is taken over within ten seconds
    or so.
    """
    global _work, _bells
    _work, _bells = work, Bells()
    _stopping.clear()
    quiet()
    executor, line = liveness.hold(), cron(every)
    read_clock_alone(line)
    queue = Jobs(database)
    older = OlderJobs(database, queue.enqueue, new_id, Clock(line, VERSION, _write_clock))
    older.make_again(start=True)
    engine = _launch(_config(database, executor), line, polling)
    attendant = _attend(engine, work, database, polling)
    looking = _looking(engine)
    watched = partial(owners, executor, older, _leftovers)
    takeover = liveness.watch(watched, partial(take_over, older, _bells.jobs.ring), work.came_back)
    try:
        yield
    finally:
        _stopping.set()
        takeover.stop()
        attendant.stop()
        for each in looking:
            each.join(timeout=10)
        DBOS.destroy(workflow_completion_timeout_sec=25)
        queue.close()
        liveness.release()
        _work = None


def _attend(engine: DBOS, work: Work, database: Database, polling: float) -> Attendant:
    ear, lookout = bell_for(database).listener(), Lookout(database, QUEUE, INTERNAL_QUEUE_NAME)
    ripen = partial(engine_pauses.ripen, engine)
    return Attendant(work.drain, ear, _bells, lookout, ripen, polling)


def _looking(engine: DBOS) -> Sequence[threading.Thread]:
    """Start the threads that look into our queue, and into that by which the clock's jobs come."""
    ours, clocks = partial(DBOS.retrieve_queue, QUEUE), engine._registry.get_internal_queue
    return (
        engine_pauses.look(engine, ours, _bells.jobs, "greffier-queue"),
        engine_pauses.look(engine, clocks, _bells.ticks, "greffier-clock"),
    )


def _config(database: Database, executor: str) -> DBOSConfig:
    return {
        "name": APPLICATION,
        "system_database_engine": database.lagging,
        "serializer": DBOSPortableJSONSerializer(),
        "application_version": VERSION,
        "executor_id": executor,
        "run_migrations": False,
        "use_listen_notify": False,
        "log_level": "WARNING",
        "scheduler_polling_interval_sec": 5.0,
        "max_executor_threads": CONCURRENCY + 8,
    }


def _launch(config: DBOSConfig, line: str, polling: float) -> DBOS:
    """Start the engine, with our queue and the tick."""
    engine_pauses.shorten()
    engine_pauses.still()
    engine = DBOS(config=config)
    DBOS.listen_queues([])  # all of them are looked into by threads of ours, which can be woken
    DBOS.launch()
    DBOS.register_queue(
        QUEUE,
        partition_concurrency=1,
        worker_concurrency=CONCURRENCY,
        polling_interval_sec=polling,
        on_conflict="always_update",
    )
    _write_clock(line)
    return engine


def _write_clock(line: str) -> None:
    DBOS.apply_schedules(
        [{"schedule_name": CLOCK, "workflow_fn": _tick, "schedule": line, "context": None}]
    )
