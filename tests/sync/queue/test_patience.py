"""A run that the database leaves in the middle is begun again, not forgotten."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import exc

from sync.queue.patience import patiently

GONE = exc.OperationalError("", {}, Exception())


def test_a_run_begins_again_until_the_database_is_back() -> None:
    tries = iter([GONE, exc.InterfaceError("", {}, Exception()), exc.TimeoutError(), None])
    done = []

    def run() -> None:
        if (error := next(tries)) is not None:
            raise error
        done.append(1)

    patiently(run, threading.Event(), pause=0)
    assert done == [1]


def test_a_worker_that_stops_does_not_wait_for_it() -> None:
    stopping = threading.Event()
    stopping.set()

    def run() -> None:
        raise GONE

    with pytest.raises(exc.OperationalError):
        patiently(run, stopping)


def test_any_other_fault_is_told_at_once() -> None:
    def run() -> None:
        raise exc.IntegrityError("", {}, Exception())

    with pytest.raises(exc.IntegrityError):
        patiently(run, threading.Event(), pause=0)
