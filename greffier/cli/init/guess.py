"""Which board and which lists a school means, proposed from their names; ids and names are found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final, TypeVar

from greffier.cli.check.guess import (
    INCOMPLETE_PHRASES,
    INTAKE_PHRASES,
    kind_of_name,
    matching,
    plain,
    says_one_of,
)
from greffier.cli.init.examples import Example
from rules.card import Kind, TrelloList
from sync.mirror.forms import number

ROLES: Final = ("intake", "incomplete", "accepted", "passed", "failed")
REQUIRED: Final = ("intake", "incomplete")

_PHRASES: Final[Mapping[str, tuple[str, ...]]] = {
    "incomplete": INCOMPLETE_PHRASES,
    "intake": INTAKE_PHRASES,
    "accepted": (
        *("planifiee", "planifiees", "acceptee", "acceptees", "validee", "attribuee", "attribuees"),
        *("programmee", "programmees", "a venir", "scheduled", "accepted", "planned"),
    ),
    "failed": (
        *("a retravailler", "echec", "echouee", "echouees", "non validee", "non validees"),
        *("refusee", "refusees", "failed", "to rework"),
    ),
    "passed": (
        *("reussie", "reussies", "reussite", "reussites", "terminee", "terminees", "passee"),
        *("passees", "transfere", "transferes", "termine", "termines", "passed", "done"),
    ),
}
"""What lists of each role are called, the most telling role first."""


@dataclass(frozen=True, slots=True)
class FoundBoard:
    """A board that the clerk sees, with its open lists in their order, and those that are archived."""

    id: str
    name: str
    url: str
    lists: tuple[TrelloList, ...]
    archived: tuple[TrelloList, ...] = ()

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> FoundBoard:
        """Read a board from Trello's object."""
        lists = [
            TrelloList(
                each["id"],
                each.get("name") or "",
                bool(each.get("closed")),
                number(each.get("pos")),
            )
            for each in data.get("lists") or ()
        ]
        lists.sort(key=lambda each: each.pos)
        return cls(
            id=str(data["id"]),
            name=data.get("name") or "",
            url=data.get("url") or data.get("shortUrl") or "",
            lists=tuple(each for each in lists if not each.closed),
            archived=tuple(each for each in lists if each.closed),
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """A board of the rulebook to be: which lists have which role, and the example that it follows."""

    kind: Kind
    board: FoundBoard
    lists: Mapping[str, tuple[TrelloList, ...]] = field(default_factory=dict)
    example: Example | None = None


class NotFoundError(Exception):
    """A name that fits nothing; `near` is the nearest there is, `known` all there are."""

    def __init__(self, wanted: str, known: Sequence[str]) -> None:
        super().__init__(wanted)
        self.wanted, self.known = wanted, tuple(known)
        self.near = next(iter(get_close_matches(wanted, known, n=1, cutoff=0.6)), "")


class SeveralError(NotFoundError):
    """A name that fits several; `known` are the addresses or ids that tell them apart."""


class ArchivedError(NotFoundError):
    """The name of a list that is archived."""


class TakenError(NotFoundError):
    """What has a role already: `known` is that role."""


Sort = Kind | Example
"""What a board is looked for: a kind of the school's, or one of the examples."""


def likely_board(boards: Sequence[FoundBoard], sort: Sort) -> FoundBoard | None:
    """Return the board whose name speaks of this; the one with the most telling lists among several."""
    return next(iter(likely_boards(boards, sort)), None)


def likely_boards(boards: Sequence[FoundBoard], sort: Sort) -> list[FoundBoard]:
    """Return the boards that speak of this most; several where nothing tells them apart."""
    named = [each for each in boards if _speaks_of(each.name, sort)]
    most = max((len(likely_lists(each, sort)) for each in named), default=0)
    return [each for each in named if len(likely_lists(each, sort)) == most]


def _speaks_of(name: str, sort: Sort) -> bool:
    if isinstance(sort, Example):
        return says_one_of(name, sort.words)
    return kind_of_name(name) == sort


def likely_lists(
    board: FoundBoard, sort: Sort = "soutenances"
) -> dict[str, tuple[TrelloList, ...]]:
    """Return the lists of each role by their names; a list has one role only."""
    own = sort.phrases if isinstance(sort, Example) else {}
    left, found = list(board.lists), dict[str, tuple[TrelloList, ...]]()
    for role in ("incomplete", "failed", "accepted", "intake", "passed"):
        fitting = matching(left, (*own.get(role, ()), *_PHRASES[role]))
        if fitting:
            found[role] = tuple(fitting)
            left = [each for each in left if each not in fitting]
    return found


def board_named(boards: Sequence[FoundBoard], wanted: str) -> FoundBoard:
    """Return the board with this id, address, short link or name. Raises `NotFoundError`."""
    wanted = wanted.strip()
    short = _short_link(wanted) or wanted
    for each in boards:
        if wanted in (each.id, each.url) or (short and short == _short_link(each.url)):
            return each
    found = _called(boards, wanted)
    if len(found) > 1:
        raise SeveralError(wanted, [each.url or each.id for each in found])
    if not found:
        raise NotFoundError(wanted, [each.name for each in boards])
    return found[0]


Named = TypeVar("Named", FoundBoard, TrelloList)


def _called(things: Sequence[Named], wanted: str) -> list[Named]:
    """Return those with exactly this name, else those with nearly this name."""
    exact = [each for each in things if each.name == wanted]
    return exact or [each for each in things if plain(each.name) == plain(wanted) != ""]


def _short_link(url: str) -> str:
    """Return "AbCd" of "https://trello.com/b/AbCd/name"; what follows it was the board's name once."""
    parts = url.split("/b/", 1)
    return re.split("[/?#]", parts[1])[0] if len(parts) == 2 else ""


def list_named(board: FoundBoard, wanted: str) -> TrelloList:
    """Return the open list of the board with this id or name. Raises `NotFoundError`."""
    wanted = wanted.strip()
    for each in board.lists:
        if wanted == each.id:
            return each
    found = _called(board.lists, wanted)
    if len(found) > 1:
        raise SeveralError(wanted, [each.id for each in found])
    if found:
        return found[0]
    known = [each.name for each in board.lists]
    archived = wanted in {each.id for each in board.archived} or _called(board.archived, wanted)
    raise (ArchivedError if archived else NotFoundError)(wanted, known)
