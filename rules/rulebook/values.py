"""What a rulebook says, as values: boards, their lists and manners, severities, the brake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

from rules.card import KINDS, Kind
from rules.rulebook.channels import Channel
from rules.rulebook.mentoring import Mentoring
from rules.rulebook.pay import Pay
from rules.rulebook.requirements import Requirement
from rules.rulebook.sessions import SessionRules
from rules.titles.courses import SHIPPED, Course

Mode = Literal["observe", "enforce"]
MODES: tuple[Mode, ...] = ("observe", "enforce")
Return = Literal["mentor", "automatic"]
RETURNS: tuple[Return, ...] = ("mentor", "automatic")
Weight = Literal["blocks", "warns", "off"]
WEIGHTS: tuple[Weight, ...] = ("blocks", "warns", "off")

PARIS = ZoneInfo("Europe/Paris")
RESYNC = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Brake:
    """How many moves are too many: `moves` on one board within `per`, or `card_moves` of one card
    within `card_per`.
    """

    moves: int = 100
    per: timedelta = timedelta(minutes=10)
    card_moves: int = 3
    card_per: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Notice:
    """How many calendar days lie between the day on which a card is put forward and its date: at
    least `min_days`, at most `max_days` (None: however many).
    """

    min_days: int = 14
    max_days: int | None = 21

    def dates(self, put_forward: date) -> tuple[date, date | None]:
        """Return the first and the last date for a card that is put forward that day."""
        last = None if self.max_days is None else put_forward + timedelta(days=self.max_days)
        return put_forward + timedelta(days=self.min_days), last

    def days_for(self, date_: date) -> tuple[date | None, date]:
        """Return the first and the last day on which a card with that date can be put forward."""
        first = None if self.max_days is None else date_ - timedelta(days=self.max_days)
        return first, date_ - timedelta(days=self.min_days)


USUAL_NOTICE: Mapping[Kind, Notice] = MappingProxyType(
    {"soutenances": Notice(), "transfert": Notice(max_days=None)}
)
"""A defence is put forward two to three weeks before its date, a transfer two weeks before the end of
the project or earlier.
"""

ANY_DAY = Notice(0, None)
"""On a board of the rulebook's own kind, a card may be put forward any number of days before its date."""


def usual_notice(kind: Kind, usual: Mapping[Kind, Notice] = USUAL_NOTICE) -> Notice:
    """Return how long before its date a card of such a board is put forward where no rules say otherwise."""
    return usual.get(kind, ANY_DAY)


@dataclass(frozen=True, slots=True)
class BoardRules:
    """The rules of one board. Lists, labels and the board are told by their Trello ids.

    `severities` has every mention's code, and those of its `requirements`. `settle_new` and
    `settle_moved` are how long a new or a moved card must rest before it is judged. No `managers`
    means the board's admins; no `project_labels` means the labels whose names read as projects.
    `robots` are the user names of other programs that are members of the board: they are nobody's
    mentor.
    `keep`: how long what names a student stays once a card is archived or gone; None: without limit.
    """

    name: str
    kind: Kind
    board: str
    intake: tuple[str, ...]
    incomplete: tuple[str, ...]
    severities: Mapping[str, Weight]
    accepted: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    mode: Mode = "observe"
    settle_new: timedelta = timedelta(minutes=3)
    settle_moved: timedelta = timedelta(seconds=20)
    return_: Return = "mentor"
    managers: tuple[str, ...] = ()
    robots: tuple[str, ...] = ()
    project_labels: tuple[str, ...] = ()
    notice: Notice = Notice()
    keep: timedelta | None = None
    requirements: tuple[Requirement, ...] = ()

    @property
    def is_school(self) -> bool:
        """Whether the school's process goes on behind its cards: validators, outcomes, take-overs."""
        return self.kind in KINDS

    def requirement(self, code: str) -> Requirement | None:
        """Return the requirement of this board with that code, or None: a mention, or nothing any more."""
        return next((each for each in self.requirements if each.code == code), None)

    def is_robot(self, username: str) -> bool:
        """Return whether that member is a program, as far as the rulebook says."""
        return username.casefold() in {each.casefold() for each in self.robots}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules in force. `boards` by the name that the rulebook gives them; `severities`, `notices`
    and `keep` are those of a board that says nothing of its own, or that nobody watches any more.
    """

    severities: Mapping[str, Weight]
    timezone: ZoneInfo = PARIS
    boards: Mapping[str, BoardRules] = field(default_factory=dict)
    courses: tuple[Course, ...] = SHIPPED
    brake: Brake = Brake()
    resync_every: timedelta = RESYNC
    channels: tuple[Channel, ...] = ()
    mentoring: Mentoring = field(default_factory=Mentoring)
    sessions: SessionRules = field(default_factory=SessionRules)
    pay: tuple[Pay, ...] = ()
    notices: Mapping[Kind, Notice] = field(default_factory=lambda: USUAL_NOTICE)
    keep: timedelta | None = None
    requirements: tuple[Requirement, ...] = ()

    def board(self, board_id: str) -> BoardRules | None:
        """Return the rules of the Trello board with this id, or None."""
        return next((each for each in self.boards.values() if each.board == board_id), None)


InForce = Callable[[], Rulebook]
"""Gives the rules in force at the moment of asking: people may change them while a process lives."""
