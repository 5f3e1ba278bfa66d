"""What twenty requirements of the rulebook's own cost when 5,000 cards are judged."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench.figure import Figure
from bench.rules import LISTS, NOW, cards
from bench.whatif import BOARD, RULES, fill
from rules.board_rules import RuledBoard
from rules.card import Attachment, Board, Card, Checklist, FieldValue, Label, TrelloList
from rules.editing.parse import Rulebook, default_board, default_rulebook, read_rulebook
from rules.evaluate import evaluate
from rules.history import History
from rules.rulebook.requirements import Requirement
from rules.titles.reader import forget_readings
from sync.cases.histories import past_of, pasts_of
from sync.gc_pause import uncollected
from sync.migrations.migrate import migrate
from sync.mirror.as_rules import cards_of
from sync.rulebook.boards import watched
from sync.storage.database import Database

CARDS, ROUNDS = 5000, 7
BAR, ALONE = 1.3, 1.75
NEEDS = (
    '{ field = "Budget" }',
    '{ field = "Budget", between = [1, 5000] }',
    '{ field = "Budget", between = [1, 6500.5] }',
    '{ field = "Service" }',
    '{ field = "Service", among = ["RH", "Atelier", "Comptabilité"] }',
    '{ field = "Service", among = ["Atelier", "Paye"] }',
    '{ field = "Devis" }',
    '{ field = "Devis", matching = "D-[0-9]+" }',
    '{ field = "Échéance" }',
    '{ checklist = "Papiers" }',
    '{ checklist = "Papiers", finished = true }',
    '{ attachment = "any" }',
    '{ attachment = "pdf" }',
    '{ attachment = "drive.google.com" }',
    '{ label = ["Urgent", "P*"] }',
    '{ label = ["Projet vert"] }',
    "{ words = 5 }",
    '{ words = 20, under = "Contexte" }',
    "{ start = true }",
    '{ title = "^[A-ZÀ-Ý]" }',
)
"""Of every kind; fields most, as on boards that people show."""


def _tables() -> list[str]:
    """Twenty of them, of every kind."""
    return [
        f'[[requirements]]\ncode = "r{number}"\nneeds = {needs}'
        for number, needs in enumerate(NEEDS)
    ]


def many() -> list[Card]:
    """The cards of `bench.rules`, with what requirements look at: half of it lacks something."""
    return [_filled(card, number) for number, card in enumerate(cards(CARDS))]


def _filled(card: Card, number: int) -> Card:
    fields = (
        FieldValue("Budget", str(number % 7000)),
        FieldValue("Service", "atelier" if number % 3 else "paye"),
        FieldValue("Devis", f"D-{number}"),
    )
    context = "un mot et encore un autre " * (number % 9)
    text = f"{card.desc}\n\n## Contexte\n{context}\n\n## Livrables\nun rapport {number}"
    return replace(
        card,
        desc=text,
        fields=fields[: number % 4],
        checklists=(Checklist("Papiers", 4, number % 5),)[: number % 2],
        attachments=(
            Attachment(f"{number:024x}", "devis.pdf", f"https://example.org/{number}.pdf"),
        )[: number % 2],
    )


def figures() -> Iterator[Figure]:
    """Seconds with the requirements beside those without, in turns, the best of several rounds: of a board
    that is judged from its tables, as the service does it, and of the rules alone.
    """
    made, tables = many(), "\n".join(_tables())
    bare, asked = read_rulebook(RULES), read_rulebook(f"{RULES}\n{tables}")
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'mirror.db'}")
        migrate(database)
        fill(database, made)
        rounds = [(_board(database, bare), _board(database, asked)) for _ in range(ROUNDS)]
        yield _figure(f"{CARDS:,} cards judged by {len(NEEDS)} requirements more", BAR, rounds)
        database.close()
    both = _ruled(()), _ruled(asked.requirements)
    rounds = [(_rules(made, both[0]), _rules(made, both[1])) for _ in range(ROUNDS)]
    yield _figure("the rules alone, without reading the cards", ALONE, rounds)


def _figure(what: str, bar: float, rounds: Sequence[tuple[float, float]]) -> Figure:
    bare, asked = (min(column) for column in zip(*rounds, strict=True))
    told = f"{asked / bare:.2f} times ({bare:.3f} s, {asked:.3f} s)"
    return Figure(what, told, f"within {bar} times", asked / bare <= bar)


def _board(database: Database, rulebook: Rulebook) -> float:
    """Seconds until each card of the tables is read and judged, with nothing known of any."""
    forget_readings()
    started = time.process_time()
    with database.transaction() as session, uncollected():
        board = watched(session, BOARD, rulebook, None, NOW)
        if board is None:
            raise RuntimeError("the board is not there")
        pasts = pasts_of(session, BOARD)
        for card in cards_of(session, board.form):
            evaluate(card, board.ruled, NOW, past_of(pasts, card.id))
    return time.process_time() - started


def _ruled(asked: tuple[Requirement, ...]) -> RuledBoard:
    rules = default_board("soutenances", "b" * 24, (LISTS[0],), (LISTS[1],))
    lists = tuple(TrelloList(each, each) for each in LISTS)
    board = Board("b" * 24, "Soutenances", lists, (Label("7" * 24, "P7"),))
    return RuledBoard.of(board, replace(rules, requirements=asked), default_rulebook())


def _rules(made: Sequence[Card], ruled: RuledBoard) -> float:
    forget_readings()
    history = History(put_forward_at=NOW, put_forward_sure=True)
    started = time.process_time()
    for card in made:
        evaluate(card, ruled, NOW, history)
    return time.process_time() - started
