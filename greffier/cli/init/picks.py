"""What an answer to a question of `greffier init` means: a number or a name, of what is still free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from greffier.cli.init.examples import Example
from greffier.cli.init.guess import (
    FoundBoard,
    NotFoundError,
    TakenError,
    board_named,
    list_named,
)
from rules.card import TrelloList

NONE: Final = "-"
Answer = TypeVar("Answer")


def pick_sort(sorts: Sequence[Example | None], text: str) -> Example | None:
    """Return what the boards are for, None for the school. Raises `NotFoundError`."""
    if text.strip() == "1":
        return None
    numbered: Example | None = by_number(sorts, text)
    if numbered is None:
        raise NotFoundError(text, [str(number + 1) for number in range(len(sorts))])
    return numbered


def pick_board(boards: Sequence[FoundBoard], text: str) -> FoundBoard | None:
    """Return the board, None for none. Raises `NotFoundError`."""
    if text.strip() == NONE:
        return None
    numbered = by_number(boards, text)
    return numbered if numbered is not None else board_named(boards, text)


def pick_lists(
    board: FoundBoard, text: str, required: bool, taken: Mapping[str, str]
) -> tuple[TrelloList, ...]:
    """Return the lists that are named, with commas between. Raises `NotFoundError`."""
    if text.strip() == NONE and not required:
        return ()
    picked = []
    for each in text.split(","):
        numbered = by_number(board.lists, each)
        found = numbered if numbered is not None else list_named(board, each)
        picked.append(free(found, taken))
    return tuple(dict.fromkeys(picked))


def free(found: Answer, taken: Mapping[str, str]) -> Answer:
    """Return the board or list, unless it has a role already. Raises `TakenError`."""
    thing: Any = found
    if thing.id in taken:
        raise TakenError(thing.name, [taken[thing.id]])
    return found


def free_list(board: FoundBoard, wanted: str, taken: Mapping[str, str], role: str) -> TrelloList:
    """Return the list for this role, unless it has another one already."""
    others = {key: each for key, each in taken.items() if each != role}
    return free(list_named(board, wanted), others)


def by_number(things: Sequence[Any], text: str) -> Any:
    """Return the thing with this number, counted from 1, or None."""
    number = text.strip()
    inside = number.isdecimal() and 0 < int(number) <= len(things)
    return things[int(number) - 1] if inside else None
