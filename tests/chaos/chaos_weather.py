"""What befalls everybody at once: outages, a token that is refused, webhooks that end, clocks that
differ, the clerk put out of a board.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sandbox.seeds import invented_school
from sandbox.webhooks.deliveries import Delivery
from tests.chaos.chaos_people import People
from tests.simulated_network import Post
from tests.simulation import Simulation

SKEW = 90.0
"""Seconds by which Trello's clock may differ from ours."""

HOURS = 5 * 3600.0
"""Seconds after which a delivery may come once more."""

MORE_FAULTS = ("cut", "s401", "s502")


class SlowPost(Post):
    """Deliveries that come once more after hours, at the rate `echo`."""

    echo = 0.0

    @classmethod
    def take_over(cls, simulation: Simulation) -> SlowPost:
        """Deliver in this simulation from now on."""
        old = simulation.post
        made = simulation.post = cls(old.sandbox, old.chance, old.clock)
        place = simulation.state.listeners.index(old.on_action)
        simulation.state.listeners[place] = made.on_action
        return made

    def _plan(self, delivery: Delivery) -> None:
        super()._plan(delivery)
        if self.chance.random() < self.echo:
            self._push(replace(delivery), self.chance.uniform(60.0, HOURS))


class Weather:
    """Things that begin at random and end some time later. `rate`: how often one begins."""

    def __init__(self, simulation: Simulation, who: People, chance: random.Random) -> None:
        self.simulation, self.who, self.chance = simulation, who, chance
        self.until: list[tuple[datetime, Callable[[], None]]] = []
        self.seen: dict[str, int] = {}
        skew = timedelta(seconds=chance.uniform(-SKEW, SKEW))
        made = simulation.made
        self.token = made.sandbox.token
        made.sandbox.state._now = lambda: made.time + skew

    def act(self, rate: float) -> None:
        """What is over ends; something may begin."""
        now = self.simulation.now
        over = [each for each in self.until if each[0] <= now]
        self.until = [each for each in self.until if each not in over]
        for _, end in over:
            end()
        if self.chance.random() < rate:
            what = self.chance.choice(EVENTS)
            minutes = self.chance.choice((2, 10, 30, 70))
            end = what(self)
            self.seen[what.__name__] = self.seen.get(what.__name__, 0) + 1
            self.until.append((now + timedelta(minutes=minutes), end))

    def clear(self) -> None:
        """All of it ends."""
        for _, end in self.until:
            end()
        self.until = []


def unreachable(weather: Weather) -> Callable[[], None]:
    """No request gets through."""
    faults = weather.simulation.made.sandbox.faults
    kind = weather.chance.choice(("reset", "503", "429", "502"))
    before, faults.rates = faults.rates, {kind: 1.0}

    def end() -> None:
        faults.rates = before if len(before) > 1 else faults.rates

    return end


def revoked(weather: Weather) -> Callable[[], None]:
    """The token is refused for a while."""
    tokens, token = weather.simulation.state.tokens, weather.token
    grant = tokens.pop(token, None)

    def end() -> None:
        if grant is not None:
            tokens[token] = grant

    return end


def put_out(weather: Weather) -> Callable[[], None]:
    """The clerk is removed from a board, and invited again."""
    board = weather.who.pick(weather.who.boards)["id"]
    hand = weather.simulation.made.by("helene")
    try:
        hand.remove_from_board(board, invented_school.BOT)
    except Exception:  # it is out already
        return lambda: None
    return lambda: hand.add_to_board(board, invented_school.BOT)


def webhook_deleted(weather: Weather) -> Callable[[], None]:
    hooks = weather.simulation.state.webhooks
    if hooks:
        hooks.pop(weather.who.pick(hooks))
    return lambda: None


def webhook_disabled(weather: Weather) -> Callable[[], None]:
    for each in weather.simulation.state.webhooks.values():
        each["active"] = False
    return lambda: None


EVENTS: tuple[Any, ...] = (unreachable, revoked, put_out, webhook_deleted, webhook_disabled)
