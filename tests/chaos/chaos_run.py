"""One storm and the quiet after it: people, faults and crashes at random, all from one seed."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sync.mirror.compare import lists_that_matter
from sync.queue.wakes import Want, wake
from tests.chaos.chaos_checks import Ledger, all_problems
from tests.chaos.chaos_people import People
from tests.chaos.chaos_weather import MORE_FAULTS, SlowPost, Weather
from tests.chaos.chaos_wider import WIDER, Robots
from tests.simulation import Simulation, simulated

LEVELS = (0.1, 0.3, 0.5)
REQUEST_FAULTS = (*("s429", "s500", "s503", "s504", "hang", "reset", "garbage", "s202", "lost"),)
POST_FAULTS = ("dropped", "doubled", "late", "reordered")
ACTS = 120
PAUSES = (1, 5, 20, 60, 300, 900)
BRAKE = '[brake]\nmoves = 1000\ncard_moves = 1000\nper = "10m"'


@dataclass(frozen=True)
class Result:
    """What a run came to. `trace` is the same for the same seed, whatever the machine."""

    seed: int
    level: float
    problems: tuple[str, ...]
    requests: int
    faults: int
    lost: int
    deaths: int
    runs: int
    trace: str


def weather(seed: int) -> tuple[float, dict[str, str]]:
    """How bad it gets, and the manners in force, for this seed."""
    manners = random.Random(f"manners {seed}")
    settle = manners.choice((("0s", "0s"), ("3m", "20s")))
    more = manners.choice(("", 'return = "automatic"\n'))
    options = {"settle_new": settle[0], "settle_moved": settle[1], "more": more + BRAKE}
    return LEVELS[seed % len(LEVELS)], options


def run(
    seed: int, folder: Path, acts: int = ACTS, *, wide: bool = False, database: str | None = None
) -> Result:
    """A storm of that seed in this empty folder, then quiet, then the questions.

    `wide`: with all that befalls a school in a year; `database`: an empty one of PostgreSQL.
    """
    level, options = weather(seed)
    with simulated(folder, seed, both=True, database=database, **options) as simulation:
        people = People(simulation, simulation.chance, WIDER if wide else None)
        ledger = Ledger(simulation)
        _storm(simulation, people, level, acts, Wide(simulation, people, level) if wide else None)
        _quiet(simulation, wide=wide)
        problems = [*all_problems(simulation, ledger, people.said), *_restless(simulation)]
        return Result(
            seed,
            level,
            tuple(problems),
            len(simulation.made.sandbox.requests),
            sum(bool(each.fault) for each in simulation.made.sandbox.requests),
            simulation.post.lost,
            simulation.deaths,
            simulation.runs,
            _trace(simulation),
        )


class Wide:
    """Robots and weather."""

    def __init__(self, simulation: Simulation, people: People, level: float) -> None:
        self.post = SlowPost.take_over(simulation)
        self.post.echo = level / 5
        simulation.made.sandbox.faults.set(**dict.fromkeys(MORE_FAULTS, level / 20))
        self.robots = Robots(people)
        self.weather = Weather(simulation, people, simulation.chance)

    def act(self) -> None:
        self.robots.act()
        self.weather.act(0.04)

    def end(self) -> None:
        self.weather.clear()
        self.post.echo = 0.0


def _storm(
    simulation: Simulation, people: People, level: float, acts: int, wide: Wide | None
) -> None:
    faults = simulation.made.sandbox.faults
    faults.set(**dict.fromkeys(REQUEST_FAULTS, level / len(REQUEST_FAULTS)))
    simulation.post.rates = dict.fromkeys(POST_FAULTS, level / len(POST_FAULTS))
    simulation.kills = level / 20
    simulation.meanwhile = lambda: _meanwhile(simulation, people)
    chance = simulation.chance
    for _ in range(acts):
        people.act()
        if wide is not None:
            wide.act()
        if chance.random() < 0.6:
            simulation.made.time += timedelta(seconds=chance.choice(PAUSES) * chance.random())
        simulation.deliver()
        for _ in range(chance.randrange(6)):
            simulation.run_one()
        if chance.random() < 0.2:
            simulation.tick()
        if chance.random() < 0.01:
            simulation.made.time += timedelta(hours=25)
    if wide is not None:
        wide.end()


def _meanwhile(simulation: Simulation, people: People) -> None:
    """Between a question to Trello and its answer the world goes on."""
    drawn = simulation.chance.random()
    if drawn < 0.05:
        people.act()
    elif drawn < 0.15:
        simulation.post.deliver(simulation.client, limit=1)
    elif drawn < 0.25 and (due := simulation.due()):
        simulation.run(simulation.chance.choice(due))


def _quiet(simulation: Simulation, *, wide: bool) -> None:
    simulation.made.sandbox.faults.clear()
    simulation.post.rates.clear()
    simulation.kills, simulation.meanwhile = 0.0, lambda: None
    simulation.pass_time(timedelta(hours=1), ticks=timedelta(minutes=5))
    if wide:  # what comes once more comes within hours
        simulation.pass_time(timedelta(hours=5), ticks=timedelta(hours=1))
    simulation.pass_time(_till_night(simulation.now), ticks=timedelta(hours=6))
    simulation.pass_time(timedelta(minutes=30), ticks=timedelta(minutes=10))


def _till_night(now: datetime) -> timedelta:
    """Until archived cards are looked at, too: what befell them and was not told is seen then."""
    at = now.replace(hour=3, minute=0, second=0, microsecond=0)
    return at - now + timedelta(days=1 if at <= now else 0)


def _restless(simulation: Simulation) -> list[str]:
    """What a second look at every card still writes to Trello: nothing."""
    writes = len(_writes(simulation))
    with simulation.parts.database.transaction() as session:
        for card in simulation.state.cards.values():
            board = card["idBoard"]
            rules = simulation.parts.rulebook.board(board)
            if rules is not None and card["idList"] in lists_that_matter(rules):
                enqueue = simulation.engine.enqueue
                wake(session, enqueue, Want("look", "card", card["id"], board, simulation.now))
    simulation.settle()
    return [f"a second look still did {each}" for each in _writes(simulation)[writes:]]


def _writes(simulation: Simulation) -> list[str]:
    requests = list(simulation.made.sandbox.requests)
    return [f"{each.method} {each.path}" for each in requests if each.method != "GET"]


def _trace(simulation: Simulation) -> str:
    lines = [f"{e.method} {e.path} {e.status} {e.fault}" for e in simulation.made.sandbox.requests]
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=6).hexdigest()
