"""The rulebook of the invented school: its lists by name."""

from __future__ import annotations

from pathlib import Path

from sandbox.core import Sandbox
from sandbox.seeds import invented_school

INTAKE, INCOMPLETE = "Propositions de soutenances", "Profil à mettre à jour"
ACCEPTED, PASSED, FAILED = "Soutenances planifiées", "Réussies", "À retravailler"
TO_TRANSFER, TRANSFERRED = "Étudiants à transférer", "Transférés"

RULEBOOK = """
timezone = "Europe/Paris"

[boards.soutenances]
kind = "soutenances"
board = "{board}"
intake = "{intake}"
incomplete = "{incomplete}"
accepted = "{accepted}"
passed = "{passed}"
failed = "{failed}"
mode = "{mode}"
settle_new = "{settle_new}"
settle_moved = "{settle_moved}"
{more}
"""


def transfers(sandbox: Sandbox, mode: str, settle_new: str, settle_moved: str) -> str:
    """The table of the second board."""
    board = invented_school.board_named(sandbox, invented_school.TRANSFERT)["id"]
    lists = {each["name"]: each["id"] for each in sandbox.state.lists_of(board)}
    return f"""
[boards.transfert]
kind = "transfert"
board = "{board}"
intake = "{lists[TO_TRANSFER]}"
incomplete = "{lists[INCOMPLETE]}"
passed = "{lists[TRANSFERRED]}"
mode = "{mode}"
settle_new = "{settle_new}"
settle_moved = "{settle_moved}"
"""


def write_rulebook(
    path: Path, sandbox: Sandbox, mode: str, settle_new: str, settle_moved: str, more: str
) -> None:
    board = invented_school.board_named(sandbox, invented_school.SOUTENANCES)["id"]
    lists = {
        each["name"]: each["id"]
        for each in sandbox.state.lists.values()
        if each["idBoard"] == board
    }
    text = RULEBOOK.format(
        board=board,
        intake=lists[INTAKE],
        incomplete=lists[INCOMPLETE],
        accepted=lists[ACCEPTED],
        passed=lists[PASSED],
        failed=lists[FAILED],
        mode=mode,
        settle_new=settle_new,
        settle_moved=settle_moved,
        more=more,
    )
    path.write_text(text, encoding="utf-8")
