"""The values that rules look at: a card, its board, and what is known of the card's past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

Kind = str
"""What a board is for: one of `KINDS`, or a word of the rulebook's own, whose cards are asked for what
its requirements say and nothing else."""
KINDS: tuple[Kind, ...] = ("soutenances", "transfert")
"""The kinds of board of the school's process, which mentions and mentoring know."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a board. `color` is one of Trello's colour names, or None."""

    id: str
    name: str
    color: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person (or a robot) of a board."""

    id: str
    full_name: str
    username: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or a link attached to a card."""

    id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class FieldValue:
    """The value of a custom field on a card, as a person reads it: the field's name and a text."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist on a card: its name, how many items it has, and how many are done."""

    name: str
    total: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class TrelloList:
    """A list of a board."""

    id: str
    name: str
    closed: bool = False
    pos: float = 0.0


@dataclass(frozen=True, slots=True)
class Card:
    """A card as Trello gives it. Every datetime carries UTC.

    `due_written`: what stands where the due date should, if it is none that can be used (year 9999).

    `role` is Trello's `cardRole`: None for an ordinary card, else separator, board, mirror or link.
    """

    id: str
    name: str
    list_id: str
    board_id: str
    desc: str = ""
    due: datetime | None = None
    due_written: str = ""
    due_complete: bool = False
    start: datetime | None = None
    closed: bool = False
    is_template: bool = False
    role: str | None = None
    pos: float = 0.0
    url: str = ""
    short_link: str = ""
    last_activity: datetime | None = None
    labels: tuple[Label, ...] = ()
    members: tuple[Member, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    fields: tuple[FieldValue, ...] = ()
    checklists: tuple[Checklist, ...] = ()

    @property
    def created(self) -> datetime:
        """When the card was made, UTC: the first eight hex digits of a Trello id are Unix seconds."""
        return created_at(self.id)


@dataclass(frozen=True, slots=True)
class Board:
    """A board, as far as rules need it: its lists and its labels. Cards come one by one."""

    id: str
    name: str
    lists: tuple[TrelloList, ...] = ()
    labels: tuple[Label, ...] = ()
    url: str = ""

    def list_named(self, list_id: str) -> TrelloList | None:
        """Return the list with this id, or None."""
        return next((each for each in self.lists if each.id == list_id), None)


def created_at(trello_id: str) -> datetime:
    """Return the UTC second at which Trello made this id; the epoch for an id that is not Trello's."""
    try:
        return datetime.fromtimestamp(int(trello_id[:8], 16), UTC)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
