"""On which lists of a board each requirement is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.card import Board
from rules.requirements.check import Check, check_of, same
from rules.rulebook.requirements import Requirement
from rules.rulebook.values import BoardRules

ROLES: Final = ("intake", "incomplete", "accepted", "passed", "failed")


def checks_by_list(board: Board, rules: BoardRules) -> Mapping[str, tuple[Check, ...]]:
    """Return the checks of the requirements that are on, by the id of each list where they hold."""
    found: dict[str, tuple[Check, ...]] = {}
    for each in rules.requirements:
        if each.severity != "off":
            check = check_of(each)
            for list_id in lists_of(each, board, rules):
                found[list_id] = (*found.get(list_id, ()), check)
    return found


def lists_of(requirement: Requirement, board: Board, rules: BoardRules) -> tuple[str, ...]:
    """Return the ids of its lists. "intake" is also where incomplete cards wait: a card that was sent
    there is not complete because it was sent.
    """
    found: dict[str, None] = {}
    for each in requirement.lists:
        found.update(dict.fromkeys(ids_of(each, board, rules)))
    return tuple(found)


def ids_of(name: str, board: Board, rules: BoardRules) -> tuple[str, ...]:
    """Return the ids of the lists that this word means: a role, a name or an id."""
    if name == "intake":
        return (*rules.intake, *rules.incomplete)
    if name in ROLES:
        return tuple(getattr(rules, name))
    return tuple(x.id for x in board.lists if x.id == name.lower() or same(x.name, name))
