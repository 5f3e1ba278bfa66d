"""Killed at any point between receiving and settling, nothing is lost and nothing done twice."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from databases import postgres_database
from harness import INCOMPLETE
from nursery import Child, Nursery
from service import Service, listens, service, until

from sync.crash_points import POINTS

pytestmark = pytest.mark.timeout(300)  # seconds, on a machine that is busy with other things

NewDatabase = Callable[[], AbstractContextManager[str | None]]
PROCESSES = [each for each in POINTS if each not in ("run-begun", "card-judged", "settled")]
"""Those at which processes die; at the others it is tried in one, which is faster."""

AT_ONCE = 6
"""Services that are tried at the same time: PostgreSQL has a hundred connections for all of them."""

WEB = "delivery-stored"
"""The one point that the web process passes; the worker passes the others."""


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """Makes a database for each point: they are tried at the same time."""
    if request.param == "sqlite":
        return lambda: nullcontext(None)
    server = request.getfixturevalue("postgres_server")
    return lambda: postgres_database(server)


def test_killed_at_each_point_all_is_done_exactly_once_after_a_restart(
    tmp_path: Path, new_database: NewDatabase, nursery: Nursery
) -> None:
    def attempt(point: str) -> dict[str, object]:
        own_web = point != WEB
        with (
            new_database() as database,
            service(nursery, tmp_path / point, database, own_web=own_web) as made,
        ):
            return _worker_dies(made, point) if own_web else _web_dies(made, point)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = dict(zip(PROCESSES, pool.map(attempt, PROCESSES), strict=True))
    assert found == dict.fromkeys(PROCESSES, ONCE)


ONCE = {
    "list": INCOMPLETE,
    "comments": 1,
    "comments ever written": 1,
    "moves": 1,
    "receipts": "one each",
}


def _worker_dies(made: Service, point: str) -> dict[str, object]:
    card = made.incomplete_card()
    dying = made.worker(crash=point)
    until(lambda: dying.poll() is not None)
    assert dying.returncode == -signal.SIGKILL, made.log()
    worker = made.worker()
    return _what_became_of(made, card, worker)


def _web_dies(made: Service, point: str) -> dict[str, object]:
    """The web process is started again by `serve`, and dies at each try."""
    dying = made.serve(crash=point)
    until(lambda: made.sandbox.state.webhooks)
    card = made.incomplete_card()
    until(lambda: "web process died" in made.log())
    dying.send_signal(signal.SIGKILL)
    until(lambda: not listens(made.port))
    serving = made.serve()
    until(lambda: listens(made.port))
    return _what_became_of(made, card, serving)


def _what_became_of(made: Service, card: str, process: Child) -> dict[str, object]:
    until(lambda: made.settled(card))
    assert made.stop(process) == 0, made.log()
    assert "Traceback" not in made.log()
    effects = made.effects(card)
    wanted = Counter(
        {
            ("WriteComment", "done"): effects["comments"],
            ("EditComment", "done"): effects.pop("comments edited"),
            ("MoveCard", "done"): effects["moves"],
        }
    )
    receipts = Counter(made.receipts(card))
    list_id = made.sandbox.state.cards[card]["idList"]
    return {
        "list": made.sandbox.state.lists[list_id]["name"],
        **effects,
        "receipts": "one each" if receipts == +wanted else receipts,
    }
