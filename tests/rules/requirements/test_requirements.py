"""What a school requires beside the mentions: read from the rulebook, checked, and said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest
from rules_builders import ACCEPTED, DEFENCES, INCOMPLETE, INTAKE, NOW, PASSED, a_board, a_card

from rules.card import Attachment, Checklist, FieldValue, Label
from rules.editing.boards import with_requirements
from rules.editing.parse import read_rulebook
from rules.evaluate import RuledBoard, evaluate
from rules.formatting import label, say
from rules.rulebook.problems import RulebookError
from rules.verdict import Language, Verdict

BOARDS = f'{DEFENCES}accepted = "{ACCEPTED}"\n'
FILE = Attachment(
    "1" * 24, "devis.PDF", "https://trello.com/1/cards/x/attachments/y/download/devis.PDF"
)
LINK = Attachment("2" * 24, "Plan", "https://docs.drive.example.org/plan")


def required(needs: str, more: str = "") -> RuledBoard:
    """The usual board with one requirement, `budget`."""
    text = f'{BOARDS}\n[[requirements]]\ncode = "budget"\nneeds = {needs}\n{more}'
    rulebook = read_rulebook(text)
    board = a_board()
    rules = with_requirements(board.rules, rulebook.requirements)
    return RuledBoard.of(board.board, rules, rulebook)


def verdict(needs: str, more: str = "", **card: Any) -> Verdict:
    return evaluate(a_card(**card), required(needs, more), NOW)


def message(found: Verdict, language: Language = "fr") -> tuple[str, str]:
    told = say(found.findings[0], language, UTC)
    return told.message, told.read


FIELDS = (FieldValue("Budget", "1 500,50 €"), FieldValue("Priorité", "Élevée"))
LISTS = (Checklist("Pièces", 3, 3), Checklist("Suite", 2, 1), Checklist("Vide", 0, 0))
DESC = """Dépôt : https://example.org/p7

## Contexte
Un atelier de six personnes, ouvert en mars.

**Suite**
Rien.

Objectif : vendre
plus vite
"""


@pytest.mark.parametrize(
    ("needs", "met"),
    [
        ('{ field = "Budget" }', True),
        ('{ field = "budget" }', True),
        ('{ field = "Devis" }', False),
        ('{ field = "Budget", between = [1, 5000] }', True),
        ('{ field = "Budget", between = [1, 1500] }', False),
        ('{ field = "Budget", between = [1500.5, 1500.5] }', True),
        ('{ field = "Priorité", between = [1, 2] }', False),
        ('{ field = "Priorité", among = ["elevee", "Basse"] }', True),
        ('{ field = "Priorité", among = ["Basse"] }', False),
        ('{ field = "Priorité", matching = "[ÉE]l.*" }', True),
        ('{ field = "Priorité", matching = "lev" }', False),
        ('{ field = "Priorité", matching = "^Él" }', True),
        ('{ checklist = "pieces" }', True),
        ('{ checklist = "Pièces", finished = true }', True),
        ('{ checklist = "Suite" }', True),
        ('{ checklist = "Suite", finished = true }', False),
        ('{ checklist = "Vide", finished = true }', False),
        ('{ checklist = "Autre" }', False),
        ("{ checklist = true }", True),
        ('{ attachment = "any" }', True),
        ('{ attachment = "file" }', True),
        ('{ attachment = "link" }', True),
        ('{ attachment = "pdf" }', True),
        ('{ attachment = ".PDF" }', True),
        ('{ attachment = "xlsx" }', False),
        ('{ attachment = "drive.example.org" }', True),
        ('{ attachment = "ve.example.org" }', False),
        ('{ label = ["Budget A", "P7"] }', True),
        ('{ label = "p*" }', True),
        ('{ label = ["Budget*"] }', False),
        ("{ words = 10 }", True),
        ("{ words = 900 }", False),
        ('{ words = 8, under = "contexte" }', True),
        ('{ words = 9, under = "Contexte" }', False),
        ('{ words = 3, under = "Objectif" }', True),
        ('{ words = 1, under = "Planning" }', False),
        ('{ title = "Marie .+ - DA Python" }', True),
        ('{ title = "Marie" }', False),
        ('{ title = "^Marie" }', True),
        ("{ start = true }", False),
    ],
)
def test_a_need_is_met_or_told(needs: str, met: bool) -> None:
    found = verdict(needs, fields=FIELDS, checklists=LISTS, attachments=(FILE, LINK), desc=DESC)
    assert found.missing == (() if met else ("budget",))
    assert found.state == ("complete" if met else "incomplete")
    for language in ("fr", "en"):
        for each in found.findings:
            told = say(each, language, UTC)
            assert told.message and told.fix and told.expected and "{" not in f"{told}"
    assert required(needs).rules.requirements


def test_what_is_said_is_the_schools_own_or_made_from_the_need() -> None:
    own = 'fr = "Il manque le budget : demandez-le."\n'
    assert (
        message(verdict('{ field = "Budget" }', own))[0]
        == "Il manque le budget\u00a0: demandez-le."
    )
    assert message(verdict('{ field = "Budget" }', own), "en")[0] == "The field “Budget” is empty."
    found = verdict('{ field = "Budget", between = [1, 5] }', fields=(FieldValue("Budget", "9"),))
    assert message(found) == (
        "Le champ «\u00a0Budget\u00a0» n’a pas la valeur attendue.",
        "«\u00a09\u00a0»",
    )
    assert label("budget-max", "soutenances", "fr") == "budget max"


def test_a_sentence_with_braces_and_marks_is_said_as_it_is_written() -> None:
    found = verdict('{ field = "Budget" }', 'fr = "Mettez {x} *ici*"')
    assert message(found)[0] == "Mettez {x} *ici*"
    told = say(found.findings[0], "fr", UTC, lambda text: text.replace("*", "\\*"))
    assert told.line == "Mettez {x} \\*ici\\*"


def test_it_warns_blocks_or_is_off() -> None:
    assert verdict("{ start = true }", 'severity = "warns"').state == "complete"
    assert [x.severity for x in verdict("{ start = true }", 'severity = "warns"').findings] == [
        "warns"
    ]
    assert not verdict("{ start = true }", 'severity = "off"').findings


@pytest.mark.parametrize(
    ("lists", "where", "state", "told"),
    [
        ("intake", INTAKE, "incomplete", True),
        ("intake", INCOMPLETE, "incomplete", True),
        ("intake", ACCEPTED, "not-checked", False),
        ("incomplete", INTAKE, "complete", False),
        ("incomplete", INCOMPLETE, "incomplete", True),
        ("accepted", ACCEPTED, "not-checked", True),
        ("accepted", INTAKE, "complete", False),
        ("propositions de SOUTENANCES", INTAKE, "incomplete", True),
        (PASSED, PASSED, "not-checked", True),
        ("réussies", PASSED, "not-checked", True),
    ],
)
def test_it_is_asked_for_on_its_lists(lists: str, where: str, state: str, told: bool) -> None:
    found = verdict("{ start = true }", f'lists = "{lists}"', list_id=where)
    assert found.state == state
    assert bool(found.findings) == told


def test_a_board_of_its_own_kind_is_asked_for_its_requirements_alone() -> None:
    text = BOARDS.replace('"soutenances"', '"achats"') + (
        '[[requirements]]\ncode = "budget"\nboards = ["achats"]\nneeds = { field = "Budget" }\n'
    )
    rulebook = read_rulebook(text)
    ruled = RuledBoard.of(a_board().board, rulebook.boards["soutenances"], rulebook)
    bare = replace(a_card(), name="Six chaises", due=None, labels=(), members=())
    assert evaluate(bare, ruled, NOW).missing == ("budget",)
    assert evaluate(replace(bare, fields=FIELDS), ruled, NOW).state == "complete"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[[requirements]]\nneeds = { start = true }", "requirements[1].code"),
        ('[[requirements]]\ncode = "Budget !"\nneeds = { start = true }', "requirements[1].code"),
        ('[[requirements]]\ncode = "due"\nneeds = { start = true }', "requirements[1].code"),
        ('[[requirements]]\ncode = "a"', "requirements[1].needs"),
        ('[[requirements]]\ncode = "a"\nneeds = {}', "requirements[1].needs"),
        ('[[requirements]]\ncode = "a"\nneeds = "field"', "requirements[1].needs"),
        ('[[requirements]]\ncode = "a"\nneeds = { felid = "x" }', "requirements[1].needs"),
        (
            '[[requirements]]\ncode = "a"\nneeds = { start = true, title = "x" }',
            "requirements[1].needs",
        ),
        ('[[requirements]]\ncode = "a"\nneeds = { field = "x", betwen = [1, 2] }', "needs.betwen"),
        (
            '[[requirements]]\ncode = "a"\nneeds = { field = "x", between = [2, 1] }',
            "needs.between",
        ),
        (
            '[[requirements]]\ncode = "a"\nneeds = { field = "x", among = "a", matching = "b" }',
            "needs",
        ),
        ('[[requirements]]\ncode = "a"\nneeds = { title = "(a+)+b" }', "needs.title"),
        ('[[requirements]]\ncode = "a"\nneeds = { title = "[" }', "needs.title"),
        ('[[requirements]]\ncode = "a"\nneeds = { words = 0 }', "needs.words"),
        ('[[requirements]]\ncode = "a"\nneeds = { start = false }', "needs.start"),
        ('[[requirements]]\ncode = "a"\nneeds = { checklist = false }', "needs.checklist"),
        ('[[requirements]]\ncode = "a"\nboards = "achat"\nneeds = { start = true }', ".boards"),
        ('[[requirements]]\ncode = "a"\nseverity = "block"\nneeds = { start = true }', ".severity"),
        ('[[requirements]]\ncode = "a"\nfr = 3\nneeds = { start = true }', ".fr"),
        ('requirements = "a"', "requirements"),
        ('[[requirements]]\ncode = "a"\nneeds = { start = true }\n' * 2, "requirements[2].code"),
        (BOARDS.replace('"soutenances"', '"soutenance"'), "boards.soutenances.kind"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, where: str) -> None:
    for language in ("fr", "en"):
        with pytest.raises(RulebookError) as wrong:
            read_rulebook(text, language=language)
        assert any(where in each for each in wrong.value.problems), wrong.value.problems


def test_a_label_without_a_name_is_no_label_of_a_group() -> None:
    found = verdict('{ label = "*" }', labels=(Label("7" * 24, ""), Label("8" * 24, "P7")))
    assert "budget" not in found.missing
    unnamed = verdict('{ label = "*" }', labels=(Label("7" * 24, ""),))
    assert "budget" in unnamed.missing


def test_a_need_that_cannot_be_read_is_the_only_thing_told() -> None:
    text = BOARDS.replace('"soutenances"', '"achats"') + (
        '[[requirements]]\ncode = "budget"\nboards = ["achats"]\nneeds = { feild = "Budget" }\n'
    )
    with pytest.raises(RulebookError) as wrong:
        read_rulebook(text)
    (problem,) = wrong.value.problems
    assert "requirements[1].needs" in problem
