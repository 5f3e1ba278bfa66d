"""A board of 1,000 cards, a year back: a year of changes, how long looking back takes, what it weighs."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.figure import Figure
from bench.rules import NOW, cards
from bench.whatif import BOARD, INCOMPLETE, INTAKE, LABEL, MENTOR, PASSED, RULES, fill
from rules.editing.parse import Rulebook, read_rulebook
from sync.migrations.migrate import migrate
from sync.mirror import write
from sync.mirror.forms import Form, differences
from sync.mirror.history_read import mirrored_at
from sync.mirror.past_values import UNKEPT
from sync.simulation.horizon import Horizon
from sync.simulation.past_board import PastBoard, board_at
from sync.simulation.past_changes import changes
from sync.storage.board_tables import DriftRow
from sync.storage.database import Database
from sync.storage.trello_tables import BoardRow, MirrorChangeRow

COUNT, DAYS, EACH = 1000, 365, 20
"""How many cards, over how many days, each changed about how often."""

BEGAN = NOW - timedelta(days=DAYS)
WORDS = ("rapport", "soutenance", "dépôt", "correction", "date", "jury", "relire", "envoyer")


def figures() -> Iterator[Figure]:
    """On SQLite."""
    rulebook = read_rulebook(RULES)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'mirror.db'}")
        migrate(database)
        copies, made = _live(database)
        known = Horizon(BEGAN, BEGAN, NOW - timedelta(days=60))
        taken, past = _best(lambda: _board(database, rulebook, known, BEGAN))
        what = f"a board of {COUNT:,} cards, a year back"
        yield Figure(what, f"{taken:.2f} s of a core", "under 1 s", taken < 1)
        between, found = _best(lambda: _between(database, rulebook, known, past))
        yield Figure(f"and {found:,} differences with today", f"{between:.2f} s of a core")
        wrong = sum(_wrong(database, at, forms) for at, forms in copies.items())
        text = f"{wrong} in {len(copies)} copies of all cards"
        yield Figure("fields told otherwise than they were", text, "0", wrong == 0)
        size = _size(database)
        yield Figure(f"bytes a card a year, {made / COUNT:.0f} changes", f"{size / COUNT:,.0f}")
        database.close()


def _live(database: Database) -> tuple[dict[datetime, dict[str, Form]], int]:
    """A year of changes, as the mirror writes them. Returns the cards as they were every forty days, and how
    many changes there were.
    """
    chance, made = random.Random(19), 0
    forms = {each["id"]: each for each in fill(database, cards(COUNT), BEGAN)}
    with database.transaction() as session:
        session.get_one(BoardRow, BOARD).history_since = BEGAN
        session.add(DriftRow(board_id=BOARD, at=BEGAN, kind="first"))
    copies = {}
    for day in range(DAYS):
        at = BEGAN + timedelta(days=day, hours=1)
        if day % 40 == 0:
            copies[at - timedelta(minutes=1)] = dict(forms)
        touched = chance.sample(sorted(forms), COUNT * EACH // DAYS)
        before = {each: forms[each] for each in touched}
        forms |= {each: _changed(form, chance) for each, form in before.items()}
        told = [(before[x], forms[x], differences(before[x], forms[x])) for x in touched]
        with database.transaction() as session:
            write.save_forms(session, told, at, {"": MENTOR})
        made += sum(bool(changed) for _, _, changed in told)
    return copies, made


def _changed(form: Form, chance: random.Random) -> Form:
    """One thing that people do to a card."""
    kind = chance.randrange(8)
    words = " ".join(chance.choices(WORDS, k=6))
    changes: list[dict[str, Any]] = [
        {"list_id": chance.choice((INTAKE, INCOMPLETE, PASSED)), "pos": chance.random() * 65536},
        {"due": NOW + timedelta(days=chance.randrange(-300, 30))},
        {"desc": f"{form['desc']}\n{words}"},
        {"name": f"{form['name'].split(' (')[0]} ({words[:12]})"},
        {"labels": form["labels"] ^ {LABEL}},
        {"members": form["members"] ^ {MENTOR}},
        {
            "checklists": {
                f"k{form['id'][1:]}": ("Avant", tuple((x, chance.random() < 0.5) for x in WORDS))
            }
        },
        {"closed": not form["closed"]},
    ]
    return {**form, **changes[kind]}


def _best(look: Callable[[], Any]) -> tuple[float, Any]:
    """The shortest of three looks, and what it found."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        found = look()
        taken.append(time.process_time() - started)
    return min(taken), found


def _board(database: Database, rulebook: Rulebook, known: Horizon, at: datetime) -> PastBoard:
    with database.transaction() as session:
        past = board_at(session, rulebook, BOARD, at, known)
    if past is None or len(past.cards) != COUNT:
        raise RuntimeError("the board was not there")
    return past


def _between(database: Database, rulebook: Rulebook, known: Horizon, past: PastBoard) -> int:
    later = _board(database, rulebook, known, NOW)
    with database.transaction() as session:
        return len(changes(session, past, later))


def _wrong(database: Database, at: datetime, forms: dict[str, Form]) -> int:
    with database.transaction() as session:
        found = mirrored_at(session, BOARD, at)
    if found is None or found.cards.keys() != forms.keys():
        raise RuntimeError("other cards were there")
    return sum(
        found.cards[card_id][key] != form[key]
        for card_id, form in forms.items()
        for key in form
        if key not in UNKEPT
    )


def _size(database: Database) -> int:
    """Bytes of the table and its indexes, as SQLite tells."""
    name = MirrorChangeRow.__tablename__
    query = sa.text("SELECT SUM(pgsize) FROM dbstat WHERE name LIKE :like")
    with database.engine.connect() as connection:
        return int(connection.scalar(query, {"like": f"%{name}%"}) or 0)
