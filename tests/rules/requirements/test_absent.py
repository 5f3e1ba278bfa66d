"""What requirements name and their board has not."""

from __future__ import annotations

import pytest

from rules.card import Board, Label, TrelloList
from rules.editing.parse import read_rulebook
from rules.requirements.absent import Absent, Field, absent, told

BOARD = Board(
    "a" * 24,
    "Achats",
    (TrelloList("1" * 24, "Demandes"), TrelloList("3" * 24, "Vieilles", closed=True)),
    (Label("l", "Projet vert"), Label("m", "")),
)
FIELDS = (
    Field("Budget", "number"),
    Field("Service", "list", ("RH", "Atelier")),
    Field("Urgent", "checkbox"),
)
TEXT = """
[boards.achats]
kind = "achats"
board = "{board}"
intake = "{one}"
incomplete = "{two}"
[[requirements]]
code = "cela"
boards = ["achats"]
{more}
needs = {needs}
"""


def found(needs: str, more: str = "", checklists: tuple[str, ...] | None = ()) -> list[Absent]:
    text = TEXT.format(board="a" * 24, one="1" * 24, two="2" * 24, needs=needs, more=more)
    (rules,) = read_rulebook(text).boards.values()
    missing = absent(BOARD, rules, FIELDS, checklists)
    for each in missing:
        for language in ("fr", "en"):
            assert all(told(each, rules, language))
    return list(missing)


@pytest.mark.parametrize(
    ("needs", "more", "what"),
    [
        ('{ field = "budget" }', "", ""),
        ('{ field = "Bugdet" }', "", "field Bugdet"),
        ('{ field = "Bugdet" }', 'severity = "off"', ""),
        ('{ field = "Budget", between = [1, 2] }', "", ""),
        ('{ field = "Urgent", between = [1, 2] }', "", "number Urgent"),
        ('{ field = "service", among = ["rh", "Atelier"] }', "", ""),
        ('{ field = "Service", among = ["RH", "Paye"] }', "", "option Paye"),
        ('{ field = "Budget", among = ["RH", "Paye"] }', "", ""),
        ('{ label = ["Projet*"] }', "", ""),
        ('{ label = ["Projet vert", "Rouge"] }', "", "label Rouge"),
        ('{ checklist = "Papiers" }', "", "checklist Papiers"),
        ("{ checklist = true }", "", ""),
        ("{ start = true }", 'lists = "demandes"', ""),
        ("{ start = true }", 'lists = ["intake", "Nulle part"]', "list Nulle part"),
        ("{ start = true }", 'lists = "Vieilles"', "list Vieilles"),
        ("{ start = true }", 'lists = "accepted"', "role accepted"),
    ],
)
def test_what_is_not_there_is_found(needs: str, more: str, what: str) -> None:
    assert [f"{each.what} {each.name}" for each in found(needs, more)] == ([what] if what else [])


def test_checklists_are_judged_only_where_they_are_known() -> None:
    assert found('{ checklist = "Papiers" }', checklists=None) == []
    assert found('{ checklist = "Papiers" }', checklists=("papiers",)) == []
