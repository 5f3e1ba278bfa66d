"""Which cards are for the same student and project."""

from __future__ import annotations

import unicodedata

from rules.board_rules import RuledBoard
from rules.card import Card
from rules.verdict import Verdict

TwinKey = tuple[str, str]


def twin_key(card: Card, verdict: Verdict, ruled: RuledBoard) -> TwinKey | None:
    """What two cards share when they are twins: the student's name, in any order and case, and the
    project's label. None when either is missing or in doubt.
    """
    projects = [label.id for label in card.labels if ruled.is_project(label)]
    name = verdict.student.name if verdict.student else None
    if not name or len(projects) != 1 or verdict.state == "not-checked":
        return None
    return name_key(name), projects[0]


def name_key(name: str) -> str:
    """A person's name as two cards share it: whatever the order, case and accents of its words."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each if each.isalnum() else " " for each in letters if not _is_silent(each))
    return " ".join(sorted(plain.split()))


def _is_silent(character: str) -> bool:
    """Whether the character is an accent, or an invisible one that joins or parts letters."""
    return unicodedata.combining(character) != 0 or unicodedata.category(character) == "Cf"
