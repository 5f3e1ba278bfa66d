"""The simulated year, looked back at: the mirror is copied at moments that nobody expects, and each copy is
compared at the end with what its history tells of that moment.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bench.year_people import Year
from sync.mirror.forms import Form
from sync.mirror.history_read import mirrored_at
from sync.mirror.past_values import OF_BOARD, UNKEPT
from sync.mirror.read import load_board_cards, load_board_form
from sync.simulation.horizon import horizon
from sync.simulation.past_board import board_at
from tests.simulation import START


@dataclass(frozen=True, slots=True)
class Copy:
    """The mirror of one board at a moment."""

    board_id: str
    at: datetime
    board: Form
    cards: dict[str, Form]


@dataclass
class Album:
    """Copies of the mirror. `each`: about how many days lie between two."""

    year: Year
    each: float
    copies: list[Copy] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    compared: int = 0

    def __post_init__(self) -> None:
        chance, day = random.Random(f"{self.year.seed} album"), 0.0
        while (day := day + chance.uniform(0.1, 2 * self.each)) < self.year.days:
            self.year.at(START + timedelta(days=day), self.copy)

    def copy(self) -> None:
        """Copy both boards, as they stand in the tables now."""
        now = self.year.simulation.now
        with self.year.parts.database.transaction() as session:
            for board_id in self.year.boards.values():
                board = load_board_form(session, board_id)
                if board is not None:
                    cards = load_board_cards(session, board_id)
                    self.copies.append(Copy(board_id, now, dict(board), cards))

    def end(self) -> None:
        """Compare every copy with the past that is told."""
        for each in self.copies:
            self._compare(each)

    def _compare(self, copy: Copy) -> None:
        now, rulebook = self.year.simulation.now, self.year.parts.rulebook
        with self.year.parts.database.transaction() as session:
            known = horizon(session, copy.board_id, now)
            assert known is not None
            past = board_at(session, rulebook, copy.board_id, copy.at, known)
            then = mirrored_at(session, copy.board_id, copy.at)
        assert past is not None and then is not None
        self.compared += 1
        self._differ(copy, "board", then.board, copy.board, OF_BOARD)
        if (told := set(then.cards)) != set(copy.cards):
            self.wrong.append(f"{copy.at}: cards {sorted(told ^ set(copy.cards))}")
        for card_id in told & set(copy.cards):
            form = copy.cards[card_id]
            keys = tuple(key for key in form if key not in UNKEPT)
            self._differ(copy, card_id, then.cards[card_id], form, keys)
        if {card.id for card, _ in past.cards} != told:
            self.wrong.append(f"{copy.at}: cards without a verdict")

    def _differ(self, copy: Copy, what: str, told: Form, was: Form, keys: tuple[str, ...]) -> None:
        for key in keys:
            if told[key] != was[key]:
                self.wrong.append(f"{copy.at}: {what}.{key} was {was[key]!r}, told {told[key]!r}")
