"""Finding boards, lists, cards and labels by id, short link or name: people use names."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.state.shapes import Json
from sandbox.state.store import State


class UnknownNameError(LookupError):
    """Nothing, or more than one thing, is called so; the text says what was looked for."""


def find(things: Iterable[Json], reference: str, what: str) -> Json:
    """Return the one thing with this id, short link or name. Raises `UnknownNameError` for none, or more."""
    pool = list(things)
    for key in ("id", "shortLink", "name"):
        found = [thing for thing in pool if thing.get(key) == reference]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownNameError(f"{len(found)} {what}s are called {reference!r}: give an id")
    raise UnknownNameError(f"no {what} is called {reference!r}")


def board(state: State, reference: str) -> Json:
    return find(state.boards.values(), reference, "board")


def card(state: State, reference: str) -> Json:
    return find(state.cards.values(), reference, "card")


def trello_list(state: State, reference: str, id_board: str | None = None) -> Json:
    """Return a list, of that board if one is given."""
    pool = state.lists.values() if id_board is None else state.lists_of(id_board)
    return find(pool, reference, "list")


def label(state: State, reference: str, id_board: str) -> Json:
    return find(state.labels_of(id_board), reference, "label")
