"""When the engine looks into its queue: at a ring, or where something waits there; else it waits on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from databases import postgres_database

from sync.queue.attend import Doorbell
from sync.queue.engine_rows import is_anything_waiting
from sync.queue.jobs import QUEUE, Jobs
from sync.storage.database import Database, database_url
from tests.migrated import fresh


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with ExitStack() as stack:
        server = request.param == "postgresql" and request.getfixturevalue("postgres_server")
        url = stack.enter_context(postgres_database(server)) if server else None
        made = Database(database_url(url, tmp_path))
        stack.callback(made.close)
        fresh(made)
        yield made


def test_where_nothing_waits_the_engine_does_not_look() -> None:
    answers, asked = [True, False, False], threading.Event()

    def waits() -> bool:
        asked.set()
        return answers.pop()

    assert Doorbell(waits).wait(0.01) is False
    assert asked.is_set()
    assert answers == []


def test_a_ring_and_the_end_are_heard_though_nothing_waits() -> None:
    for tell, over in ((Doorbell.ring, False), (Doorbell.set, True)):
        doorbell, heard = Doorbell(lambda: False), list[bool]()
        listening = threading.Thread(target=lambda d=doorbell, h=heard: h.append(d.wait(0.01)))
        listening.start()
        tell(doorbell)
        listening.join(20)
        assert heard == [over]


def test_a_job_that_waits_is_seen(database: Database) -> None:
    jobs = Jobs(database)
    assert not is_anything_waiting(database, QUEUE)
    with database.transaction() as session:
        jobs.enqueue(session, "later", "card", "a" * 24, delay=60.0)
    assert not is_anything_waiting(database, QUEUE)
    with database.transaction() as session:
        jobs.enqueue(session, "now", "card", "b" * 24)
    assert is_anything_waiting(database, QUEUE)
    assert not is_anything_waiting(database, "another")
    jobs.close()


def test_a_database_that_does_not_answer_is_the_engine_s_to_tell_of(tmp_path: Path) -> None:
    empty = Database(database_url(None, tmp_path))
    assert is_anything_waiting(empty, QUEUE)
    empty.close()
