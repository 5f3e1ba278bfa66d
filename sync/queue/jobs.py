"""Background work, by DBOS: the only module that knows the engine.

The engine queues, delays, schedules, keeps one run of a card at a time over all workers, and takes
up again what a crash interrupted. What a run does is not its business: it calls `Work`.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
from dbos._queue import queue_worker_thread
from sqlalchemy.exc import SQLAlchemyError

from sync.clock import now
from sync.queue import engine_pauses, older_jobs
from sync.queue.attend import Attendant, Doorbell, give_way
from sync.queue.bell import bell_for
from sync.queue.engine_rows import is_anything_waiting
from sync.queue.job import Job, Work, cron
from sync.queue.liveness import Liveness
from sync.queue.patience import patiently
from sync.queue.refused_rows import APPLICATION, CLOCK, read_clock_alone
from sync.queue.stale_jobs import Leftovers
from sync.storage.database import Database, Writer

QUEUE = "cards"
# A constant for ever: by default it is a hash of the code, and after a deployment the engine would
# leave the jobs of the version before standing.
VERSION = "1"
FAILED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
WAITING = ["ENQUEUED", "DELAYED"]
CONCURRENCY = 6
"""How many cards one worker has in hand at once."""
POLLING = 0.5
"""Seconds between two looks into the queue where nobody rings."""


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
_doorbell = Doorbell()
_leftovers = Leftovers()


@DBOS.workflow(name="run")
def _run(scope: str, target: str) -> None:
    assert _work is not None
    with _leftovers.in_hand(DBOS.workflow_id or ""):
        patiently(partial(_work.run, scope, target), _stopping)
        full = len(_leftovers) >= CONCURRENCY
    if full:  # others may be waiting for this hand
        _doorbell.ring()


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
    polling: float = POLLING,
) -> Iterator[None]:
    """Run jobs in this process while the context lasts; cards in hand are finished at the end.

    `every`: seconds between two ticks (whole minutes from 60 up). `polling`: seconds between two
    looks into the queue where nobody rings. What a dead worker held is taken over within ten seconds
    or so.
    """
    global _work, _doorbell
    _work, _doorbell = work, Doorbell(partial(is_anything_waiting, database, QUEUE))
    _stopping.clear()
    quiet()
    executor, line = liveness.hold(), cron(every)
    read_clock_alone(line)
    older = _Older(database, line)
    older.make_again(start=True)
    engine = _launch(_config(database, executor), line, polling)
    attendant = Attendant(work.drain, bell_for(database).listener(), _doorbell)
    looking = threading.Thread(target=_look, args=(engine,), name="greffier-queue", daemon=True)
    looking.start()
    owners, take_over = partial(_owners, executor, older), partial(_take_over, older)
    takeover = liveness.watch(owners, take_over, work.came_back)
    try:
        yield
    finally:
        _stopping.set()
        takeover.stop()
        attendant.stop()
        looking.join(timeout=10)
        DBOS.destroy(workflow_completion_timeout_sec=25)
        older.close()
        liveness.release()
        _work = None


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
    engine = DBOS(config=config)
    # Private: by this queue of the engine's own the clock's jobs come.
    engine._registry.get_internal_queue()._polling_interval_sec = 10 * polling
    DBOS.listen_queues([])  # ours is looked into by a thread of ours, which can be woken
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


def _look(engine: DBOS) -> None:
    """Look into the queue, at each ring and from time to time, until the doorbell is set.

    The loop is the engine's own and private: it only polls, and this way somebody can wake it.
    """
    give_way()  # and so do the hands, which this thread hires
    while not _doorbell.is_set():
        with suppress(SQLAlchemyError):  # the database is away: it is tried again
            if (queue := DBOS.retrieve_queue(QUEUE)) is not None:
                queue.database_backed_queue = False  # nobody changes it while we look
                queue_worker_thread(_doorbell, engine, queue)  # type: ignore[arg-type]
        _doorbell.wait(1.0)


class _Older:
    """Makes jobs again whose rows the engine may not read, and the clock."""

    def __init__(self, database: Database, line: str) -> None:
        self._database, self._jobs, self._line = database, Jobs(database), line

    def make_again(self, dead: str = "", *, start: bool = False) -> None:
        """Make again jobs that are not portable (of the worker `dead` too); keep one schedule, the clock."""
        with self._database.transaction() as session:
            ticks = older_jobs.keep_clock(session, self._line, VERSION)
            if start:
                older_jobs.forget_ticks(session)
            targets = older_jobs.take_out(session, dead)
            older_jobs.make_again(session, self._jobs.enqueue, new_id, targets, now())
        if not ticks and not start:
            _write_clock(self._line)
            logging.getLogger("greffier").warning("the clock was not as it was written: set again")
        if targets:
            logging.getLogger("greffier").warning("jobs that were not portable were made again")

    def close(self) -> None:
        """Leave the engine alone."""
        self._jobs.close()


def _owners(us: str, older: _Older) -> set[str]:
    """Return the workers whose jobs are marked as running; let go those of ours that nobody runs."""
    older.make_again()
    running = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
    ours = {each.workflow_id for each in running if each.executor_id == us}
    for job in _leftovers.look(ours):
        DBOS.cancel_workflow(job)
        logging.getLogger("greffier").warning("a job whose end could not be noted was let go")
    return {each.executor_id for each in running if each.executor_id}


def _take_over(older: _Older, executor: str) -> None:
    older.make_again(executor)
    # Private, because without its vendor's paid service the engine recovers only the jobs of its
    # own executor id: a dead worker's card would stay blocked for ever.
    DBOS._recover_pending_workflows([executor])
    logging.getLogger("greffier").warning("jobs of a dead worker taken over")
