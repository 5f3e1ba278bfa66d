"""The steps after the check, in the panel of a card: each source offers blocks and does what they offer.

To add one: a module with a `SOURCE` (`powerup.card.blocks.Source`) and its place in `SOURCES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from powerup.card.asks import step
from powerup.card.blocks import CardAsk, Json, Press, Source
from powerup.card.steps import (
    agents,
    asked_help,
    defence_links,
    outcome_steps,
    people,
    sessions,
)
from powerup.http.errors import bad_input

SOURCES: Final[tuple[Source, ...]] = (
    agents.SOURCE,
    step.SOURCE,
    people.SOURCE,
    outcome_steps.SOURCE,
    defence_links.SOURCE,
    sessions.SOURCE,
    asked_help.SOURCE,
)
_PRESSES: Final[Mapping[str, Press]] = {
    name: press for source in SOURCES for name, press in source.actions.items()
}


def blocks_of(ask: CardAsk) -> list[Json]:
    """Return everything that this person is offered on this card now."""
    return [each.to_json() for source in SOURCES for each in source.blocks(ask)]


def press(ask: CardAsk, action: str, body: Mapping[str, Any]) -> None:
    """Do what a button offers. Raises `Denied` for an action that no source has, else what the action raises:
    `powerup.http.errors` has an answer for each.
    """
    if action not in _PRESSES:
        raise bad_input("body")
    _PRESSES[action](ask, body)
