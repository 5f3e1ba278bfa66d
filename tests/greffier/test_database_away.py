"""PostgreSQL goes away, at the start and in the middle: nothing is lost, the log stays short, and all is as
before within seconds of its return.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from away import OwnServer, server
from nursery import Nursery
from service import Service, listens, service, until

from sync.queue import engine_pauses

__all__ = ("server",)
pytestmark = pytest.mark.timeout(300)

BACK_WITHIN = 15.0
"""Seconds from the return of the database until everything is as before; twice that on a busy machine."""

ABSENCE = 8.0
"""Seconds; what makes them differ from ten minutes, the engine's pauses, has a test of its own below."""


def health(made: Service) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{made.port}/health", timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)
    except OSError:
        return 0, {}


def healthy(made: Service) -> bool:
    return health(made)[0] == 200


def lines(made: Service) -> list[dict[str, object]]:
    """What was said, one object a line: anything else fails here."""
    return [json.loads(each) for each in made.log().splitlines()]


def works(made: Service, name: str) -> None:
    card = made.incomplete_card(name)
    until(lambda: made.settled(card))
    assert made.effects(card)["moves"] == 1


def test_away_at_the_start_it_is_waited_for(
    tmp_path: Path, nursery: Nursery, server: OwnServer
) -> None:
    with service(nursery, tmp_path, server.database("g"), own_web=False) as made:
        server.leave()
        process = made.serve()
        time.sleep(ABSENCE)
        assert process.poll() is None
        assert not listens(made.port)
        assert 1 <= len(lines(made)) <= 3
        server.come_back()
        until(lambda: healthy(made), 2 * BACK_WITHIN)
        works(made, "Marie Dupont - DA Python")
        assert made.stop(process) == 0


def test_away_in_the_middle_nothing_is_lost(
    tmp_path: Path, nursery: Nursery, server: OwnServer
) -> None:
    with service(nursery, tmp_path, server.database("g"), own_web=False) as made:
        process = made.serve()
        until(lambda: listens(made.port) and made.sandbox.state.webhooks)
        until(lambda: healthy(made))
        taken = [made.incomplete_card(f"Karim Benali {each} - DA Python") for each in "ABCDEF"]
        assert made.sandbox.quiesce(60)  # acknowledged; most are in hand, or wait
        server.leave()
        refused = made.incomplete_card("Zoé Roux - DA Python")
        assert made.sandbox.quiesce(60)
        last = list(made.sandbox.deliveries.log)[-1]
        assert (set(last.statuses), last.outcome) == ({503}, "lost")
        before = len(lines(made))
        status, told = health(made)
        assert status == 503
        assert "ne répond pas" in str(told["problems"])
        time.sleep(ABSENCE)
        assert len(lines(made)) - before <= 3
        server.come_back()
        until(lambda: healthy(made), 2 * BACK_WITHIN)
        until(lambda: made.settled(refused, *taken), 2 * BACK_WITHIN)
        assert {made.effects(each)["moves"] for each in (refused, *taken)} == {1}
        assert {made.effects(each)["comments"] for each in (refused, *taken)} == {1}
        for each in taken:
            made.sandbox.act_as("zoe").rename(each, "Karim Benali - DA Python, encore")
        until(lambda: made.settled(*taken), 2 * BACK_WITHIN)
        assert process.poll() is None
        assert made.stop(process) == 0
        events = [str(each["event"]) for each in lines(made)]
        assert any("answers again" in each for each in events)
        assert not any("Traceback" in each for each in events)


def test_the_engine_never_pauses_longer_than_we_do() -> None:
    """After ten minutes it would sleep for up to a minute and a half while all is well again."""
    from dbos import _sys_db

    engine_pauses.shorten()
    slept: list[float] = []
    real, time.sleep = time.sleep, slept.append
    try:
        _sys_db.time.sleep(90)  # type: ignore[attr-defined]
    finally:
        time.sleep = real
    assert slept == [engine_pauses.LONGEST] and engine_pauses.LONGEST < BACK_WITHIN / 2
    assert _sys_db.time.time() == pytest.approx(time.time(), abs=5)  # type: ignore[attr-defined]
