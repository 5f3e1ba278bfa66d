"""Every need told in full, word for word in `told/`: the rule, what a card lacks, what a board has not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from kept_texts import assert_kept
from rules_builders import DEFENCES, NOW, a_board, a_card

from rules.card import Attachment, Card, Checklist, FieldValue
from rules.editing.parse import read_rulebook
from rules.evaluate import RuledBoard, evaluate
from rules.formatting import say
from rules.requirements.absent import Field, absent, told
from rules.requirements.check import check
from rules.requirements.sentences import rule_text
from rules.rulebook.requirements import Requirement
from rules.rulebook.values import Rulebook
from rules.verdict import LANGUAGES, Language

TOLD = Path(__file__).parent / "told"
NEEDS = (
    'field = "Budget"',
    'field = "Budget", matching = "[0-9]+ €"',
    'field = "Budget", among = ["Bas", "Haut"]',
    'field = "Budget", between = [1, 5000]',
    'field = "Budget", between = [0.5, 1.25]',
    'checklist = "Pièces"',
    'checklist = "Pièces", finished = true',
    "checklist = true",
    "checklist = true, finished = true",
    *(f'attachment = "{each}"' for each in ("any", "file", "link", "pdf", "drive.example.org")),
    'label = "Urgent"',
    'label = ["Urgent", "P9*"]',
    "words = 40",
    'words = 40, under = "Contexte"',
    "start = true",
    'title = "^[A-Z]{2}-[0-9]+"',
)
BARE = a_card(desc="Trois mots ici", attachments=(), labels=(), name="Chaises")
WRONG = a_card(
    desc="## Contexte :\nDeux mots",
    fields=(FieldValue("Autre", "x"), FieldValue("budget", " Moyen ")),
    checklists=(Checklist("pieces", 5, 2), Checklist("Autre", 2, 2)),
    attachments=(Attachment("1" * 24, "a.txt", "https://example.org/a.txt"),),
)


def read(needs: str) -> Rulebook:
    return read_rulebook(
        f'{DEFENCES}[[requirements]]\ncode = "budget"\nneeds = {{ {needs} }}\nlists = '
        '["intake", "accepted", "Nulle part"]\n'
    )


def lacking(card: Card, asked: Requirement, language: Language) -> Iterator[str]:
    finding = check(card, asked)
    if finding is not None:
        found = say(finding, language, UTC)
        yield from (found.message, found.read, found.expected, found.fix, found.line)


def not_there(rulebook: Rulebook, language: Language) -> Iterator[str]:
    rules, board = rulebook.boards["soutenances"], a_board(labels=()).board
    for fields in ((), (Field("BUDGET", "list", ("haut",)),), (Field("Budget", "date"),)):
        for found in absent(board, rules, fields, ("Autre",)):
            yield " → ".join(told(found, rules, language))


def written(language: Language) -> Iterator[str]:
    for needs in NEEDS:
        rulebook = read(needs)
        (asked,) = rulebook.requirements
        yield f"# {needs}\n{rule_text(asked, language)}"
        for card in (BARE, WRONG):
            yield "\n".join(f"- {each}" for each in lacking(card, asked, language))
        yield "\n".join(f"* {each}" for each in dict.fromkeys(not_there(rulebook, language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_need_is_told_as_it_was_read_aloud(language: Language) -> None:
    text = "\n\n".join(each for each in written(language) if each) + "\n"
    assert_kept(TOLD / f"needs.{language}.txt", text)


def test_a_requirement_is_counted_among_what_a_card_lacks() -> None:
    rulebook = read("start = true")
    ruled = RuledBoard.of(a_board().board, rulebook.boards["soutenances"], rulebook)
    assert evaluate(a_card(), ruled, NOW).missing == ("budget",)
