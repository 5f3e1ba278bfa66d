"""What tells whether Greffier can be believed: the mirror, its last controls, webhooks, the queue."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.rulebook.values import Rulebook
from sync.effects.kinds.board import REPLAY
from sync.effects.receipts import Effect, record
from sync.queue.status import replay
from sync.queue.wakes import Enqueue
from sync.reports.health import State, read_state
from sync.rulebook.versions import Version, latest
from sync.storage.board_tables import BoardStateRow, DriftRow, WebhookRow
from sync.storage.database import Database
from sync.storage.tables import WakeRow
from sync.storage.trello_tables import BoardRow, CardRow

SHOWN = 50
"""How many cards that were given up are shown."""


@dataclass(frozen=True, slots=True)
class Hook:
    """The webhook of a board as Trello showed it last; `failures` in a row."""

    active: bool
    failures: int
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Control:
    """The last comparison of the mirror with a board: how many cards were compared and how many
    differed, by which fields, and whether the mirror was repaired.
    """

    at: datetime
    compared: int
    differed: int
    fields: tuple[str, ...]
    repaired: bool


@dataclass(frozen=True, slots=True)
class Parked:
    """A card or board that was given up after so many failures."""

    id: str
    scope: str
    board_id: str
    name: str
    url: str
    failures: int
    since: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Trust:
    """All of it; boards by their ids. `trying`: what failed and is tried again. `paused`: since when."""

    state: State
    names: Mapping[str, str]
    hooks: Mapping[str, Hook]
    controls: Mapping[str, Control]
    paused: Mapping[str, datetime]
    trying: int
    parked: tuple[Parked, ...]
    version: Version | None


def read_trust(database: Database, rulebook: Rulebook, boards: Collection[str]) -> Trust:
    """Read all of it for these boards. Raises SQLAlchemy's errors where the database cannot be reached."""
    state = read_state(database, rulebook)
    with database.transaction() as session:
        return Trust(
            state=state,
            names=_names(session, boards),
            hooks=_hooks(session, boards),
            controls={each: found for each in boards if (found := _control(session, each))},
            paused=_paused(session, boards),
            trying=_trying(session),
            parked=tuple(_parked(session, boards)),
            version=latest(session),
        )


def play_again(
    session: Session, enqueue: Enqueue, boards: Collection[str], target: str, by: str, at: datetime
) -> bool:
    """Give what was given up on one of these boards another run, with a receipt. False where it is
    not parked, or not there.
    """
    row = session.get(WakeRow, target)
    if row is None or row.parked_at is None or row.board_id not in boards:
        return False
    card = target if row.scope == "card" else None
    record(session, Effect(row.board_id, card, REPLAY, by=by), at)
    return replay(session, enqueue, target, at)


def _names(session: Session, boards: Collection[str]) -> dict[str, str]:
    query = sa.select(BoardRow.id, BoardRow.name).where(BoardRow.id.in_(boards))
    return {row.id: row.name for row in session.execute(query)}


def _hooks(session: Session, boards: Collection[str]) -> dict[str, Hook]:
    """Return the webhook of each board; of several the one that works."""
    row = WebhookRow
    query = sa.select(row).where(row.board_id.in_(boards)).order_by(row.active)
    return {x.board_id: Hook(x.active, x.failures, x.seen_at) for x in session.scalars(query)}


def _control(session: Session, board_id: str) -> Control | None:
    row = DriftRow
    query = sa.select(row).where(row.board_id == board_id, row.kind != "first")
    found = session.scalar(query.order_by(row.id.desc()).limit(1))
    if found is None:
        return None
    fields = sorted({name for _, names in found.differences for name in names})
    differed = len(found.differences)
    return Control(found.at, found.compared, differed, tuple(fields), found.repaired)


def _paused(session: Session, boards: Collection[str]) -> dict[str, datetime]:
    row = BoardStateRow
    query = sa.select(row).where(row.board_id.in_(boards), row.paused_at.is_not(None))
    return {x.board_id: x.paused_at for x in session.scalars(query) if x.paused_at}


def _trying(session: Session) -> int:
    row = WakeRow
    failing = sa.and_(row.failures > 0, row.parked_at.is_(None))
    return session.scalar(sa.select(sa.func.count()).where(failing)) or 0


def _parked(session: Session, boards: Collection[str]) -> list[Parked]:
    row = WakeRow
    query = (
        sa.select(row, CardRow)
        .outerjoin(CardRow, CardRow.id == row.id)
        .where(row.parked_at.is_not(None), row.board_id.in_(boards))
        .order_by(row.parked_at)
        .limit(SHOWN)
    )
    return [
        Parked(
            id=wake.id,
            scope=wake.scope,
            board_id=wake.board_id,
            name=card.name if card is not None else "",
            url=card.url if card is not None else "",
            failures=wake.failures,
            since=wake.parked_at,
            error=wake.error,
        )
        for wake, card in session.execute(query)
        if wake.parked_at is not None
    ]
