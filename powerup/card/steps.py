"""The steps after the check, in the panel of a card: each source offers blocks and does what they offer.

To add one: a module with a `SOURCE` (`powerup.card.blocks.Source`) and its place in `SOURCES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from powerup.card import (
    steps_agents,
    steps_help,
    steps_links,
    steps_outcomes,
    steps_people,
    steps_sessions,
)
from powerup.card.blocks import CardAsk, Json, Press, Source
from powerup.http.errors import bad_input

SOURCES: Final[tuple[Source, ...]] = (
    steps_agents.SOURCE,
    steps_people.SOURCE,
    steps_outcomes.SOURCE,
    steps_links.SOURCE,
    steps_sessions.SOURCE,
    steps_help.SOURCE,
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
