"""What a person asks of the clerk, and why nothing may come of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rules.rulebook_values import BoardRules
from sync.rights import Person

Why = Literal[
    "unknown-card",
    "unknown-label",
    "no-date-to-decide",
    "wrong-list",
    "in-progress",
    "managers-only",
    "not-writing",
    "reminded-lately",
    "nobody",
    "no-twin",
    "not-revoked",
    "not-complete",
    "validator-only",
    "no-outcome-now",
]


class NotFixed(Exception):
    """Nothing was done; `why` says what stands in the way."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, for which card of which board."""

    person: Person
    rules: BoardRules
    card_id: str

    @property
    def by(self) -> str:
        """The name that a receipt keeps."""
        return self.person.name[:64]
