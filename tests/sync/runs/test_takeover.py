"""Several workers, each a process of its own: one card in one hand, and a dead one is relieved."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count, pairwise
from pathlib import Path

import pytest
from databases import postgres_database
from harness import INTAKE
from nursery import Child, Nursery
from service import Service, listens, service, until

pytestmark = pytest.mark.timeout(300)  # seconds, on a machine that is busy with other things

HASTE = timedelta(milliseconds=2)
"""By so much the times in a log are rounded."""

Open = Callable[[Nursery, Path], Iterator[tuple[Service, Child]]]


@contextmanager
def beside_serve(nursery: Nursery, folder: Path, _: str) -> Iterator[tuple[Service, Child]]:
    """SQLite: `serve` works here, and another worker may come."""
    with service(nursery, folder, own_web=False) as made:
        serving = made.serve()
        until(lambda: listens(made.port) and made.sandbox.state.webhooks)
        yield made, serving


@contextmanager
def beside_a_worker(nursery: Nursery, folder: Path, server: str) -> Iterator[tuple[Service, Child]]:
    """PostgreSQL: one worker works, and another may come."""
    with postgres_database(server) as url, service(nursery, folder, url) as made:
        yield made, made.worker()


@pytest.mark.parametrize("beside", [beside_serve, beside_a_worker], ids=["sqlite", "postgresql"])
def test_a_worker_killed_in_the_middle_of_a_card_is_relieved_by_one_that_runs(
    tmp_path: Path, nursery: Nursery, postgres_server: str, beside: Open
) -> None:
    with beside(nursery, tmp_path, postgres_server) as (made, living):
        dying, cards = made.worker(crash="comment-written"), list[str]()
        names = (f"Marie Dupont{chr(97 + number)} - DA Python" for number in count())

        def dead() -> bool:
            if len(cards) < 20 and (not cards or made.settled(*cards[:-1])):
                cards.append(made.incomplete_card(next(names)))
            return dying.poll() is not None

        until(dead)
        assert dying.returncode == -signal.SIGKILL, made.log()
        until(lambda: made.settled(*cards))
        for each in cards:
            effects = made.effects(each)
            assert (effects["comments ever written"], effects["moves"]) == (1, 1)
        assert living.poll() is None
        assert "Traceback" not in made.log()


def test_one_card_is_never_in_two_hands(
    tmp_path: Path, nursery: Nursery, postgres_server: str
) -> None:
    with (
        postgres_database(postgres_server) as url,
        service(nursery, tmp_path, url) as made,
    ):
        made.worker()
        made.worker()
        hand = made.sandbox.act_as("zoe")
        cards = [made.incomplete_card(f"{name} - DA Python") for name in ("Léa Un", "Hugo Deux")]
        texts = (f"https://example.org/{number}" for number in count())

        def both_at_work() -> bool:
            for each in cards:
                hand.describe(each, next(texts))
            return all(len(runs) > 5 for runs in (runs_of(made, 0), runs_of(made, 1)))

        until(both_at_work)
        until(lambda: made.settled(*cards))
        for each in cards:
            runs = sorted(
                run for log in (0, 1) for card, *run in runs_of(made, log) if card == each
            )
            assert all(begin + HASTE >= end for (_, end), (begin, _) in pairwise(runs))
            assert made.effects(each)["comments ever written"] == 1
            assert made.effects(each)["moves"] == 1
        assert made.list_id(INTAKE) not in {made.sandbox.state.cards[e]["idList"] for e in cards}


def runs_of(made: Service, log: int) -> list[tuple[str, datetime, datetime]]:
    """Card, beginning and end of each run that this process tells of."""
    file, found = made.folder / f"{log}.log", []
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        told = json.loads(line)
        if told.get("event") == "reconciled" and told["scope"] == "card":
            end = datetime.fromisoformat(told["timestamp"])
            found.append((told["id"], end - timedelta(seconds=told["seconds"]), end))
    return found
