"""Changes are written into the rulebook's text, and nothing else of it changes."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.editing.draft import Change, with_changes
from rules.editing.parse import RulebookError
from sync.rulebook.text import rewritten

BOARDS = """# Le règlement de l'école
timezone = "Europe/Paris"  # celui de tous

[boards.soutenances]
kind = "soutenances"
settle_new = "3m"     # le temps de finir

# Ce que l'on demande
[mentions.notice]
severity = "warns"   # pour commencer

[boards.transfert]
kind = "transfert"

[[courses]]
name = "Cyber"   # le nôtre

[brake]
moves = 5
"""
DOTTED = 'mentions.notice.severity = "off"\nmentions.student = { severity = "warns" }\n[brake]\n'
ASKED = """# demandé
[[requirements]]
code = "budget"   # le prix
needs = { field = "Budget" }
# le devis
[[requirements]]
code = "devis"
boards = "achats"
needs.attachment = "pdf"
[brake]
moves = 5
"""
LAYOUTS = (
    BOARDS,
    DOTTED,
    ASKED,
    "",
    "# rien\n",
    '[boards]\nsoutenances = { kind = "soutenances" }\n',
)
CHANGES = (
    Change(None, "mentions.notice.severity", "blocks"),
    Change(None, "mentions.notice.min_days", 7),
    Change(None, "mentions.student.severity", None),
    Change("soutenances", "mentions.notice.severity", "off"),
    Change("soutenances", "settle_new", "5m"),
    Change("soutenances", "settle_new", None),
    Change("transfert", "return", "automatic"),
    Change("transfert", "project_labels", ["1" * 24, "2" * 24]),
    Change(None, "courses", [{"name": "A", "aliases": ["x"]}, {"name": "B"}]),
    Change(None, "courses", None),
    Change(None, "requirements", None),
    Change(None, "requirements", [{"code": "devis", "needs": {"attachment": "pdf"}}]),
    Change(
        None,
        "requirements",
        [
            {
                "code": "budget",
                "severity": "warns",
                "needs": {"field": "Budget", "between": [1, 2.5]},
            },
            {
                "code": "neuf",
                "boards": ["a"],
                "needs": {"words": 3, "under": "Été"},
                "fr": "Là « é ».",
            },
        ],
    ),
)


@given(st.sampled_from(LAYOUTS), st.lists(st.sampled_from(CHANGES), max_size=6))
def test_the_text_says_what_it_said_and_the_changes(text: str, changes: list[Change]) -> None:
    made = rewritten(text, changes)
    assert tomllib.loads(made) == with_changes(tomllib.loads(text), changes)


def test_comments_and_order_stay() -> None:
    changes = (CHANGES[0], CHANGES[4], Change("soutenances", "settle_moved", "0s"))
    assert rewritten(BOARDS, changes) == BOARDS.replace(
        'severity = "warns" ', 'severity = "blocks" '
    ).replace(
        'settle_new = "3m"     # le temps de finir\n',
        'settle_new = "5m"     # le temps de finir\nsettle_moved = "0s"\n',
    )


def test_new_tables_stand_apart() -> None:
    made = rewritten(BOARDS, (CHANGES[3],))
    assert '\n\n[boards.soutenances.mentions.notice]\nseverity = "off"\n\n# Ce que' in made


def test_no_change_is_the_same_text() -> None:
    assert rewritten(BOARDS, ()) == BOARDS


def test_a_text_that_cannot_be_rewritten_is_told() -> None:
    with pytest.raises(RulebookError, match="greffier rules apply"):
        rewritten("mentions = 3", (CHANGES[0],))


def test_a_requirement_that_stays_keeps_its_comments() -> None:
    tables = [
        {"code": "devis", "boards": "achats", "needs": {"attachment": "pdf"}},
        {"code": "budget", "needs": {"field": "Prix"}},
    ]
    made = rewritten(ASKED, [Change(None, "requirements", tables)])
    assert 'code = "budget"   # le prix\nneeds = {field = "Prix"}\n# le devis\n' in made
    assert made.index("devis") < made.index("budget") < made.index("[brake]")
