"""The invented school as the demonstration finds it: its boards, lists and rulebook."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.core import Sandbox
from sandbox.seeds import invented_school
from sandbox.seeds.invented_cards import ACCEPTED, FAILED, INCOMPLETE, INTAKE, PASSED

MAIL_FROM = "Greffe <greffe@ecole.example>"
SETTLE_NEW = 2.0
SETTLE_MOVED = 1.0
BRAKE = 13
LOOSE_BRAKE = 200
"""For a story: weeks pass at once, and with them the dates of many invented cards."""

_RULEBOOK = """\
# Written by `greffier demo`. The waits are short, so that they can be watched.
timezone = "Europe/Paris"

[brake]
moves = {brake}
per = "10m"
"""
_BOARD = """
[boards.{name}]
kind = "{name}"
board = "{board}"
intake = "{intake}"
incomplete = "{incomplete}"
accepted = [{accepted}]
passed = [{passed}]
failed = [{failed}]
mode = "enforce"
settle_new = "{new:g}s"
settle_moved = "{moved:g}s"
"""


@dataclass(frozen=True, slots=True)
class Board:
    """One board of the school. `lists` maps each list's part (intake, incomplete, …) to its id."""

    name: str
    id: str
    short: str
    lists: dict[str, str]


def boards(sandbox: Sandbox) -> dict[str, Board]:
    """Return both seeded boards, by their names in the rulebook."""
    return {
        "soutenances": _board(sandbox, invented_school.SOUTENANCES),
        "transfert": _board(sandbox, invented_school.TRANSFERT),
    }


def _board(sandbox: Sandbox, title: str) -> Board:
    board = invented_school.board_named(sandbox, title)
    ids = {one["name"]: one["id"] for one in sandbox.state.lists_of(board["id"])}
    parts = {part: ids[name] for part, name in invented_school.LISTS[title].items()}
    return Board(title, board["id"], board["shortLink"], parts)


def rulebook(school: dict[str, Board], brake: int = BRAKE) -> str:
    """Return the rulebook of the demonstration: both boards enforced, little patience."""
    return _RULEBOOK.format(brake=brake) + "".join(
        _BOARD.format(
            name=name,
            board=board.id,
            intake=board.lists[INTAKE],
            incomplete=board.lists[INCOMPLETE],
            accepted=_quoted(board, ACCEPTED),
            passed=_quoted(board, PASSED),
            failed=_quoted(board, FAILED),
            new=SETTLE_NEW,
            moved=SETTLE_MOVED,
        )
        for name, board in school.items()
    )


def _quoted(board: Board, part: str) -> str:
    return f'"{board.lists[part]}"' if part in board.lists else ""
