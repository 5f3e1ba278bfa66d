"""A year of history of a board, made up: cards that came, were completed, were defended and are gone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.outcome_tables import OutcomeRow
from sync.storage.tables import CaseRow, DeliveryRow, ReceiptRow, StayRow, VerdictChangeRow

COURSES = ("Développeur d’application Python", "Data analyst", "Chef de projet digital")
FORGOTTEN = ("details", "label", "due", "student", "member")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Place:
    """A board by its id, and three of its lists: where cards come, wait and are planned."""

    board: str
    intake: str
    incomplete: str
    accepted: str


def remember(session: Session, place: Place, now: datetime, cards: int, days: int = 364) -> None:
    """Write the history of so many cards that came within these days before `now`."""
    chance = random.Random(7)
    rows: dict[type[Any], list[dict[str, Any]]] = {}
    for number in range(cards):
        came = now - days * DAY * (1 - number / cards)
        for table, values in _life(chance, place, f"{number:08d}{'e' * 16}", came, now):
            rows.setdefault(table, []).append(values)
    for table, found in rows.items():
        session.execute(sa.insert(table), found)


def _life(
    chance: random.Random, place: Place, card: str, came: datetime, now: datetime
) -> Iterator[tuple[type[Any], dict[str, Any]]]:
    """The rows about one card; nothing of it is later than `now`."""
    where = {"card_id": card, "board_id": place.board}
    course = chance.choice(COURSES)
    yield CaseRow, {**where, "course": course, "project": f"P{chance.randint(2, 13)}"}
    share = 0.8 - (now - came) / (1400 * DAY) - 0.15 * COURSES.index(course)
    ready = came + timedelta(hours=chance.uniform(0.2, 5))
    if chance.random() < share:
        yield VerdictChangeRow, {**where, "at": came, "state": "complete", "missing": []}
        yield from _stay(where, place.intake, came, ready, now)
    else:
        ready = came + timedelta(hours=chance.lognormvariate(2.8, 0.8))
        yield from _completed(chance, where, place, came, ready, now)
    held = ready + chance.uniform(13, 20) * DAY
    yield from _stay(where, place.accepted, ready, held, now)
    if held < now:
        outcome = chance.choices(("passed", "conditional", "failed"), (82, 7, 11))[0]
        yield OutcomeRow, {**where, "outcome": outcome, "held": held, "at": held}


def _completed(
    chance: random.Random,
    where: dict[str, Any],
    place: Place,
    came: datetime,
    ready: datetime,
    now: datetime,
) -> Iterator[tuple[type[Any], dict[str, Any]]]:
    missing = sorted(set(chance.choices(FORGOTTEN, (5, 4, 3, 2, 1), k=chance.randint(1, 2))))
    yield VerdictChangeRow, {**where, "at": came, "state": "incomplete", "missing": missing}
    moved = came + timedelta(minutes=5)
    undone = moved + timedelta(minutes=9) if chance.random() < 0.05 else None
    told = {"command": "MoveCard", "state": "done", "at": moved, "undone_at": undone}
    yield ReceiptRow, {**where, **told}
    yield from _stay(where, place.intake, came, moved, now)
    yield from _stay(where, place.incomplete, moved, max(ready, moved), now)
    if ready < now:
        yield VerdictChangeRow, {**where, "at": ready, "state": "complete", "missing": []}


def _stay(
    where: dict[str, Any], list_id: str, entered: datetime, left: datetime, now: datetime
) -> Iterator[tuple[type[Any], dict[str, Any]]]:
    """A stay in a list, which may not be over."""
    if entered < now:
        over = left if left < now else None
        yield StayRow, {**where, "list_id": list_id, "entered_at": entered, "left_at": over}


def deliver(session: Session, place: Place, now: datetime, count: int) -> None:
    """So many deliveries of the last sixty days, all settled."""
    rows = []
    for number in range(count):
        at = now - 60 * DAY * (1 - number / count)
        action = {"id": f"{number:024x}", "type": "updateCard", "data": {"board": {}}}
        rows.append(
            {
                "action_id": action["id"],
                "type": action["type"],
                "board_id": place.board,
                "card_id": f"{number // 4:08d}{'e' * 16}",
                "scope": "card",
                **dict.fromkeys(("date", "received_at", "settled_at"), at),
                "action": action,
            }
        )
    session.execute(sa.insert(DeliveryRow), rows)
