"""What a scene is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from greffier.demo.play import Play
from rules.bilingual import Sentence
from sandbox.gestures import Hand
from sandbox.seeds.invented_cards import REPO
from sync.clock import now


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene: its name for `--scene`, its title, and how it is played."""

    name: str
    title: Sentence
    play: Callable[[Play], None]


def days_from_now(days: int) -> datetime:
    """Return four o'clock in the afternoon (UTC), so many days from now."""
    day = now() + timedelta(days=days)
    return day.replace(hour=16, minute=0, second=0, microsecond=0)


def complete(hand: Hand, card: str, *, project: str, days: int = 17) -> None:
    """Fill in what a card needs besides its title: label, date, description, oneself."""
    hand.toggle_label(card, project)
    hand.set_due(card, days_from_now(days))
    hand.describe(card, REPO.format("projet"))
    hand.join(card)
