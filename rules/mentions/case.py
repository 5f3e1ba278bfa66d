"""What a mention's check may look at beside the card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from rules.board_rules import RuledBoard
from rules.history import History
from rules.rulebook.values import BoardRules
from rules.titles.reader import Reading
from rules.verdict import Severity


@dataclass(frozen=True, slots=True)
class Case:
    """One card's case: the board and its rules, the instant of judgement, the card's past, and
    what was read of the student (once for all mentions).
    """

    ruled: RuledBoard
    now: datetime
    history: History
    reading: Reading

    @property
    def rules(self) -> BoardRules:
        """The rules of the board that the card is judged by."""
        return self.ruled.rules

    @property
    def zone(self) -> tzinfo:
        """The school's time zone."""
        return self.ruled.zone

    def severity(self, code: str) -> Severity:
        """Return how much a finding of this mention weighs on this board."""
        return self.ruled.weights[code]
