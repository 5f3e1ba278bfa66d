"""Cards and boards for the tests of rules: complete unless a test says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from rules.card import Attachment, Board, Card, Kind, Label, Member, TrelloList
from rules.editing.parse import Weight, default_board, default_rulebook, default_severities
from rules.evaluate import RuledBoard, evaluate
from rules.history import NOTHING_KNOWN, History
from rules.verdict import Finding, Verdict

BOARD = "b" * 24
INTAKE, INCOMPLETE, ACCEPTED, PASSED, ARCHIVED = (f"{number:024x}" for number in range(1, 6))
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DUE = datetime(2026, 3, 19, 13, 30, tzinfo=UTC)  # 17 days later, 14:30 in Paris

P7 = Label("7" * 24, "P7", "green")
P8 = Label("8" * 24, "P8 – Algorithmes", "red")
URGENT = Label("e" * 24, "Urgent", "orange")
UNNAMED = Label("0" * 24, "", "blue")
MENTOR = Member("c" * 24, "Nadia Benali", "nadia")
BOT = Member("d" * 24, "Greffier", "greffier")
LINK = Attachment("a" * 24, "Dépôt", "https://example.org/depot")

LISTS = (
    TrelloList(INTAKE, "Propositions de soutenances"),
    TrelloList(INCOMPLETE, "Profil à mettre à jour"),
    TrelloList(ACCEPTED, "Soutenances planifiées"),
    TrelloList(PASSED, "Réussies"),
    TrelloList(ARCHIVED, "Anciennes propositions", closed=True),
)
LABELS = (P7, P8, URGENT, UNNAMED)

DEFENCES = f"""
[boards.soutenances]
kind = "soutenances"
board = "{BOARD}"
intake = "{INTAKE}"
incomplete = "{INCOMPLETE}"
"""
"""The smallest rulebook: what a test adds to it stands in the table of its board, or in one of its own."""


def a_card(**changes: Any) -> Card:
    """A complete card of the intake list, with changes."""
    card = Card(
        id="65f0a0000000000000000001",
        name="Marie Dupont - DA Python",
        list_id=INTAKE,
        board_id=BOARD,
        desc="Dépôt : https://example.org/p7",
        due=DUE,
        labels=(P7,),
        members=(MENTOR,),
    )
    return replace(card, **changes)


def a_board(
    kind: Kind = "soutenances",
    labels: tuple[Label, ...] = LABELS,
    severities: dict[str, Weight] | None = None,
    holidays: frozenset[date] = frozenset(),
    **changes: Any,
) -> RuledBoard:
    """A ruled board with the usual rules, with changes to them."""
    rules = default_board(kind, BOARD, (INTAKE, ARCHIVED), (INCOMPLETE,))
    weights = {**default_severities(), **(severities or {})}
    rules = replace(rules, accepted=(ACCEPTED,), passed=(PASSED,), severities=weights, **changes)
    board = Board(BOARD, "Soutenances", LISTS, labels)
    return RuledBoard.of(board, rules, default_rulebook(), bot_id=BOT.id, holidays=holidays)


def judged(
    card: Card,
    ruled: RuledBoard | None = None,
    now: datetime = NOW,
    history: History = NOTHING_KNOWN,
) -> Verdict:
    """The verdict on a card, on the usual board."""
    return evaluate(card, ruled or a_board(), now, history)


def found(
    code: str,
    card: Card,
    ruled: RuledBoard | None = None,
    now: datetime = NOW,
    history: History = NOTHING_KNOWN,
) -> Finding | None:
    """What one mention says of a card, or None."""
    findings = judged(card, ruled, now, history).findings
    return next((each for each in findings if each.mention == code), None)
