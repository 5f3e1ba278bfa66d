"""A job whose end could not be noted keeps its card waiting for half a minute, not for ever."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from dbos._sys_db import SystemDatabase
from service import until

from sync.queue import jobs, liveness, stale_jobs
from sync.queue.jobs import Jobs, new_id
from sync.queue.liveness import liveness_for
from sync.queue.stale_jobs import LOOKS, Leftovers
from sync.storage.database import Database, database_url
from tests.migrated import fresh


def test_a_job_in_hand_is_not_left_over() -> None:
    jobs = Leftovers()
    with jobs.in_hand("a"):
        for _ in range(2 * LOOKS):
            assert jobs.look({"a"}) == set()


def test_one_that_nobody_runs_is_left_over_after_a_while() -> None:
    jobs = Leftovers()
    found = [jobs.look({"a"}) for _ in range(LOOKS)]
    assert found[:-1] == [set()] * (LOOKS - 1)
    assert found[-1] == {"a"}


def test_one_that_begins_or_ends_meanwhile_is_not() -> None:
    jobs = Leftovers()
    for _ in range(LOOKS - 1):
        jobs.look({"a", "b"})
    with jobs.in_hand("a"):
        assert jobs.look({"a"}) == set()
    assert jobs.look({"a", "b"}) == set()


def test_a_job_that_is_in_hand_twice_is_in_hand_until_both_end() -> None:
    jobs = Leftovers()
    with jobs.in_hand("a"):
        with jobs.in_hand("a"):
            pass
        assert [jobs.look({"a"}) for _ in range(LOOKS)] == [set()] * LOOKS


class Runs(list[str]):
    """Work that only notes what ran."""

    def run(self, scope: str, target: str) -> None:
        self.append(target)

    def came_back(self) -> None:
        pass

    def tick(self) -> None:
        pass

    def drain(self) -> int:
        return 0


def test_a_card_goes_on_though_the_disk_was_full_at_the_end_of_a_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(liveness, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(stale_jobs, "LOOKS", 4)
    full = [sa.exc.OperationalError("UPDATE", None, Exception("database or disk is full"))]
    note = SystemDatabase.update_workflow_outcome

    def noted(self: Any, workflow_id: str, *rest: Any, **more: Any) -> Any:
        if full and workflow_id.startswith("first"):
            raise full.pop()
        return note(self, workflow_id, *rest, **more)

    monkeypatch.setattr(SystemDatabase, "update_workflow_outcome", noted)
    database, runs = Database(database_url(None, tmp_path)), Runs()
    fresh(database)
    queue = Jobs(database)
    with jobs.worker(runs, database, liveness_for(database), every=60, polling=0.05):
        for job in ("first", new_id("second")):
            with database.transaction() as session:
                queue.enqueue(session, job, "card", "c" * 24)
        until(lambda: runs == ["c" * 24] * 2, 20)
    queue.close()
    database.close()
    assert full == []
