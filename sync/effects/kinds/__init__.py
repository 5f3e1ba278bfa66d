"""Kinds of effects: one module a small family, each with all that is known about its kinds.

What receipts say, the journal's filters, undoing and finding out what a crash left in doubt are read
from here. Whoever stands above `sync` registers kinds of their own (`mentoring.effects`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from rules.bilingual import Sentence
from sync.effects.kind import GROUPS, UNDO, Group, Kind, Note, Revoke, Stays, Undo
from sync.effects.kinds import board, card, comment, date, decision, fields, move, own

__all__ = [
    "GROUPS",
    "KINDS",
    "Group",
    "Kind",
    "Note",
    "Revoke",
    "Stays",
    "Undo",
    "kind_of",
    "names",
    "names_in",
    "register",
    "undone",
    "words_of",
]

_OTHER: Final = Sentence("a agi sur la carte", "acted on the card")
"""For what another version of Greffier did."""

_known: Final[dict[str, Kind]] = {}

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(_known)
"""Every kind by its name. All are there once the application is put together."""


def register(*kinds: Kind) -> None:
    """Make these kinds known. Raises `ValueError` where another one has the name already."""
    for each in kinds:
        if _known.setdefault(each.name, each) is not each:
            raise ValueError(f"two kinds of effects are called {each.name}")


register(
    *move.KINDS,
    *comment.KINDS,
    *date.KINDS,
    *decision.KINDS,
    *fields.KINDS,
    *own.KINDS,
    *card.KINDS,
    *board.KINDS,
)


def kind_of(command: str) -> Kind | None:
    """Return the kind of a receipt's command, for an undoing the kind of what it undid; None where
    another version of Greffier wrote it.
    """
    return KINDS.get(command) or undone(command)


def undone(command: str) -> Kind | None:
    """Return the kind that was undone or taken back, None where this command is no undoing."""
    kind = KINDS.get(command.removeprefix(UNDO)) if command.startswith(UNDO) else None
    return None if kind is None or isinstance(kind.back, Stays) else kind


def words_of(command: str) -> Sentence:
    """Return what was done, after who did it; `{from}`, `{to}` and `{note}` are to be filled."""
    kind = kind_of(command)
    if kind is None:
        return _OTHER
    if kind.name == command or isinstance(kind.back, Stays):
        return kind.words
    return kind.back.words


def names(which: Callable[[Kind], bool]) -> frozenset[str]:
    """Return the names of the kinds of which this is true."""
    return frozenset(each.name for each in KINDS.values() if which(each))


def names_in(group: Group | None) -> frozenset[str]:
    """Return what receipts of this group are called, their undoings included; for None those of all
    groups.
    """
    kinds = [each for each in KINDS.values() if group in (None, each.group)]
    ways_back = (each.undone_as for each in kinds if not isinstance(each.back, Stays))
    return frozenset((*(each.name for each in kinds), *ways_back))
