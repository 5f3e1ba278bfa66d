"""How many cards are judged a second, on one core."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.figure import Figure
from rules.card import Board, Card, Label, Member, TrelloList
from rules.editing.parse import default_board, default_rulebook
from rules.evaluate import RuledBoard, evaluate
from rules.history import History
from rules.titles.reader import forget_readings

COUNT, ROUNDS = 5000, 3
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LISTS = [f"{number:024x}" for number in (1, 2)]
FIRST = ("Marie", "Léa", "Paul", "Inès", "Karim", "Nguyễn", "Zoé", "Thomas", "Fatou", "Rémi")
LAST = ("Dupont", "Lefèvre", "de la Tour", "N’Diaye", "Benali", "Martin", "O’Connor", "Roux")
COURSES = ("DA Python", "Développeur web", "Data analyst", "full-stack Java/Angular", "CDP digital")
FORMS = ("{n} - {c}", "{c} / {n}", "Soutenance P7 - {n} - {c}", "{n} ({c})", "{n} {c}", "{n}")


def cards(count: int) -> list[Card]:
    """So many cards, no two alike: a third of them lack something."""
    made = []
    for number in range(count):
        name = f"{FIRST[number % 10]} {LAST[number % 8]}{chr(97 + number % 26)}{number // 26 % 9}"
        title = FORMS[number % 6].format(n=name, c=COURSES[number % 5])
        made.append(
            Card(
                id=f"{0x65F00000 + number:08x}{number:016x}",
                name=title,
                list_id=LISTS[0],
                board_id="b" * 24,
                desc="Dépôt : https://example.org/p7" if number % 4 else "à compléter",
                due=NOW + timedelta(days=10 + number % 15) if number % 5 else None,
                labels=(Label("7" * 24, "P7"),) if number % 7 else (),
                members=(Member("c" * 24, "Nadia Benali", "nadia"),),
            )
        )
    return made


def figures() -> Iterator[Figure]:
    """Cards judged a second, read for the first time and again: the best of three rounds, because the
    machine is shared.
    """
    rules = default_board("soutenances", "b" * 24, (LISTS[0],), (LISTS[1],))
    lists = tuple(TrelloList(each, each) for each in LISTS)
    board = Board("b" * 24, "Soutenances", lists, (Label("7" * 24, "P7"),))
    ruled = RuledBoard.of(board, rules, default_rulebook())
    history, many = History(put_forward_at=NOW, put_forward_sure=True), cards(COUNT)
    first = again = 0.0
    for _ in range(ROUNDS):
        forget_readings()
        first = max(first, _rate(many, ruled, history))
        again = max(again, _rate(many, ruled, history))
    yield Figure("cards judged a second", f"{first:,.0f}", "at least 20,000", first >= 20_000)
    yield Figure(
        "the same cards once more, a second", f"{again:,.0f}", "at least 60,000", again >= 60_000
    )
    seconds = min(_check() for _ in range(ROUNDS))
    yield Figure("check, 1,000 cards with the start", f"{seconds:.2f} s", "under 2 s", seconds < 2)


def _rate(many: Sequence[Card], ruled: RuledBoard, history: History) -> float:
    started = time.process_time()
    for card in many:
        evaluate(card, ruled, NOW, history)
    return len(many) / (time.process_time() - started)


def _check() -> float:
    """Seconds of `greffier check` on an export of 1,000 cards."""
    exported = [
        {
            "id": card.id,
            "name": card.name,
            "idList": card.list_id,
            "idBoard": "b" * 24,
            "desc": card.desc,
            "due": card.due.isoformat() if card.due else None,
            "labels": [{"id": each.id, "name": each.name} for each in card.labels],
            "idMembers": [each.id for each in card.members],
        }
        for card in cards(1000)
    ]
    lists = [
        {"id": each, "name": "Propositions de soutenances", "closed": False} for each in LISTS[:1]
    ]
    board = {"id": "b" * 24, "name": "Soutenances", "lists": lists, "cards": exported}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_text(json.dumps(board), encoding="utf-8")
        command = [sys.executable, "-m", "greffier", "check", str(path), "--format", "json"]
        started = time.monotonic()
        done = subprocess.run(command, capture_output=True, check=False)
        took = time.monotonic() - started
    if done.returncode != 1:
        raise RuntimeError(done.stderr.decode())
    return took
