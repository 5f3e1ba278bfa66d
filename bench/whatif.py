"""Other rules tried out on a big mirror: on today's cards, and on a month of deliveries."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.figure import Figure
from bench.rules import NOW, cards
from rules.card import Card
from rules.editing.draft import Change
from rules.editing.parse import Rulebook, read_rulebook
from sync.migrations.migrate import migrate
from sync.mirror import write
from sync.mirror.forms import Form, card_form
from sync.rulebook.text import rewritten
from sync.simulation.replay import begin, go_on
from sync.simulation.what_if import reading_of, what_if
from sync.storage.database import Database
from sync.storage.tables import CaseRow, DeliveryRow

BOARD, INTAKE, INCOMPLETE, PASSED = "b" * 24, f"{1:024x}", f"{2:024x}", f"{3:024x}"
LABEL, MENTOR = "7" * 24, "c" * 24
FIELDS = {name: f"f{number:023x}" for number, name in enumerate(("Budget", "Service", "Devis"))}
RULES = f"""[boards.big]
kind = "soutenances"
board = "{BOARD}"
intake = "{INTAKE}"
incomplete = "{INCOMPLETE}"
passed = "{PASSED}"
"""
DRAFT = (
    Change(None, "mentions.notice.severity", "blocks"),
    Change("big", "mentions.notice.min_days", 12),
    Change(None, "courses", [{"name": "Expert en cybersécurité", "aliases": ["Cyber"]}]),
)
COUNT = 5000
DELIVERIES = 10_000


def figures() -> Iterator[Figure]:
    """5,000 cards that are all judged, on SQLite: the worst that a mirror of that size can be."""
    before = read_rulebook(RULES)
    after = read_rulebook(rewritten(RULES, DRAFT))
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'mirror.db'}")
        migrate(database)
        fill(database, cards(COUNT))
        first = min(_first(database, before, after) for _ in range(3))
        what = f"what if, over {COUNT:,} judged cards"
        yield Figure(what, f"{first:.2f} s of a core", "under 1 s", first < 1)
        again = min(_what_if(database, before, after) for _ in range(3))
        yield Figure("the next try", f"{again:.2f} s of a core", "under 1 s", again < 1)
        _happen(database)
        longest, whole = _replay(database, before, after)
        yield Figure(
            f"replay of {DELIVERIES:,} deliveries", f"{whole:.1f} s", "under 20 s", whole < 20
        )
        yield Figure("the longest answer on the way", f"{longest:.2f} s", "under 2 s", longest < 2)
        database.close()


def _replay(database: Database, before: Rulebook, after: Rulebook) -> tuple[float, float]:
    """Seconds of the longest answer, and of all of them."""
    with database.transaction() as session:
        cursor = begin(session, before.boards["big"], NOW)
    taken, read, ended = [], 0, False
    while not ended:
        started = time.perf_counter()
        with database.transaction() as session:
            part = go_on(session, before, after, BOARD, cursor)
        if part is None:
            raise RuntimeError("the board is not there")
        taken.append(time.perf_counter() - started)
        read, cursor, ended = read + part.deliveries, part.cursor, part.ended
    if read != DELIVERIES:
        raise RuntimeError(f"{read} deliveries were read")
    return max(taken), sum(taken)


def _happen(database: Database) -> None:
    """What mentors did to half of the cards in the last month, told by deliveries."""
    made = [row for number, card in enumerate(cards(COUNT // 2)) for row in _told(number, card)]
    with database.transaction() as session:
        session.execute(sa.insert(DeliveryRow), made)


def _told(number: int, card: Card) -> Iterator[dict[str, Any]]:
    start = NOW - timedelta(days=1 + number % 28)
    acts: tuple[tuple[str, dict[str, Any]], ...] = (
        ("createCard", {"list": {"id": INTAKE}}),
        ("addLabelToCard", {"label": {"id": LABEL, "name": "P7"}}),
        ("updateCard", {"old": {"due": None}, "list": {"id": INTAKE}}),
        ("addMemberToCard", {"idMember": MENTOR}),
    )
    for place, (kind, data) in enumerate(acts):
        at = start + timedelta(minutes=7 * place)
        action_id = f"{number * 4 + place:024x}"
        creator = {"id": MENTOR, "fullName": "Nadia Benali", "username": "nadia"}
        about = {"id": card.id, "name": card.name, "shortLink": "abcdefgh"}
        said = {**data, "card": about, "board": {"id": BOARD, "name": "Soutenances"}}
        yield {
            "action_id": action_id,
            "type": kind,
            "board_id": BOARD,
            "card_id": card.id,
            "member_id": MENTOR,
            "ours": False,
            "scope": "card",
            "date": at,
            "received_at": at,
            "settled_at": at,
            "action": {"id": action_id, "type": kind, "data": said, "memberCreator": creator},
        }


def _first(database: Database, before: Rulebook, after: Rulebook) -> float:
    """Seconds of a first try, with nothing known of any card."""
    reading_of.cache_clear()
    return _what_if(database, before, after)


def _what_if(database: Database, before: Rulebook, after: Rulebook) -> float:
    started = time.process_time()
    with database.transaction() as session:
        found = what_if(session, before, after, BOARD, NOW)
    if found is None or found.judged != COUNT or not found.shifts:
        raise RuntimeError("the board was not judged")
    return time.process_time() - started


def fill(database: Database, made: Sequence[Card], at: datetime = NOW) -> list[Form]:
    """The board and these cards, read at that instant, put forward on the days before; their forms."""
    lists = [{"id": each, "name": each, "pos": 1} for each in (INTAKE, INCOMPLETE, PASSED)]
    member = {"id": MENTOR, "fullName": "Nadia Benali", "username": "nadia"}
    board = {
        "id": BOARD,
        "name": "Soutenances",
        "lists": lists,
        "labels": [{"id": LABEL, "name": "P7"}],
        "members": [member],
        "memberships": [{"idMember": MENTOR, "memberType": "admin"}],
        "customFields": [{"id": key, "name": name, "type": "text"} for name, key in FIELDS.items()],
    }
    forms = [card_form(as_trello(card)) for card in made]
    with database.transaction() as session:
        write.save_board(session, board, at)
        write.save_forms(session, [(None, form, ["missing"]) for form in forms], at)
        for number, form in enumerate(forms):
            put = at - timedelta(days=number % 12)
            session.add(_case(form["id"], put))
    return forms


def _case(card_id: str, put: datetime) -> CaseRow:
    return CaseRow(
        card_id=card_id, board_id=BOARD, put_forward_at=put, put_forward_sure=True, gesture="moved"
    )


def as_trello(card: Card) -> dict[str, Any]:
    """A card as Trello's own JSON has it."""
    values = {FIELDS[each.field]: {"text": each.value} for each in card.fields}
    done = {True: "complete", False: "incomplete"}
    return {
        "id": card.id,
        "idBoard": BOARD,
        "idList": card.list_id,
        "name": card.name,
        "desc": card.desc,
        "due": card.due.isoformat() if card.due else None,
        "idLabels": [each.id for each in card.labels],
        "idMembers": [each.id for each in card.members],
        "dateLastActivity": datetime.now(UTC).isoformat(),
        "customFieldItems": [{"idCustomField": key, "value": x} for key, x in values.items()],
        "attachments": [{"id": x.id, "name": x.name, "url": x.url} for x in card.attachments],
        "checklists": [
            {
                "id": f"{at}{card.id[1:]}",
                "name": x.name,
                "checkItems": [{"name": "a", "state": done[n < x.done]} for n in range(x.total)],
            }
            for at, x in enumerate(card.checklists)
        ],
    }
