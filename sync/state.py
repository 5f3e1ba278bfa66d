"""How Greffier itself is doing, read from the database alone: for health, metrics and doctor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.rulebook_values import BoardRules, Rulebook
from sync.boards import mode_in_force
from sync.clock import now
from sync.db import Database
from sync.models import BoardRow, CardRow, ListRow
from sync.records import BoardStateRow, DeliveryRow, DriftRow, WakeRow, WebhookRow

LATE = timedelta(minutes=5)
"""A want that waits longer than this is a sign that no worker serves the queue."""


@dataclass(frozen=True, slots=True)
class BoardHealth:
    """One watched board. `drift`: differences that the last comparison found, None before any."""

    name: str
    board_id: str
    mode: str
    paused_why: str
    webhook_active: bool
    lists_present: bool
    snapshot_at: datetime | None
    drift: int | None
    cards: int


@dataclass(frozen=True, slots=True)
class State:
    """The whole. `problems` keep the service from its work: none means healthy. `decisions` wait
    for a person while it goes on: a paused board, a parked card. Both are sentences for operators.
    """

    boards: tuple[BoardHealth, ...]
    waiting: int
    parked: int
    queue_age: float
    last_delivery: datetime | None
    problems: tuple[str, ...]
    decisions: tuple[str, ...] = ()

    @property
    def healthy(self) -> bool:
        return not self.problems


def read_state(database: Database, rulebook: Rulebook) -> State:
    """Read it. Raises SQLAlchemy's errors where the database cannot be reached."""
    with database.transaction() as session:
        boards = tuple(_board(session, each, rulebook) for each in rulebook.boards.values())
        waiting, parked, age = _queue(session)
        last = session.scalar(sa.select(sa.func.max(DeliveryRow.received_at)))
    problems = [problem for each in boards for problem in _problems(each)]
    if age > LATE.total_seconds():
        problems.append(f"the oldest waiting card waits for {round(age)} s: is a worker running?")
    decisions = [
        f"{each.name}: paused ({each.paused_why}): `greffier resume {each.name}`"
        for each in boards
        if each.paused_why
    ]
    if parked:
        decisions.append(f"{parked} parked after several failures: `greffier queue`")
    return State(boards, waiting, parked, age, last, tuple(problems), tuple(decisions))


def _board(session: Session, rules: BoardRules, rulebook: Rulebook) -> BoardHealth:
    row = session.get(BoardRow, rules.board)
    state = session.get(BoardStateRow, rules.board)
    drift = session.scalar(
        sa.select(DriftRow.differences)
        .where(DriftRow.board_id == rules.board, DriftRow.kind != "first")
        .order_by(DriftRow.id.desc())
        .limit(1)
    )
    return BoardHealth(
        name=rules.name,
        board_id=rules.board,
        mode=mode_in_force(rules, state),
        paused_why=(state.paused_why or "paused") if state is not None and state.paused_at else "",
        webhook_active=_webhook(session, rules.board),
        lists_present=_lists_present(session, rules),
        snapshot_at=row.snapshot_at if row is not None else None,
        drift=len(drift) if drift is not None else None,
        cards=_cards(session, rules.board),
    )


def _webhook(session: Session, board_id: str) -> bool:
    row = WebhookRow
    found = session.scalar(sa.select(row.id).where(row.board_id == board_id, row.active.is_(True)))
    return found is not None


def _lists_present(session: Session, rules: BoardRules) -> bool:
    wanted = {*rules.intake, *rules.incomplete, *rules.accepted, *rules.passed, *rules.failed}
    query = sa.select(ListRow.id).where(ListRow.id.in_(wanted), ListRow.closed.is_(False))
    return set(session.scalars(query)) == wanted


def _cards(session: Session, board_id: str) -> int:
    query = sa.select(sa.func.count()).select_from(CardRow)
    return session.scalar(query.where(CardRow.board_id == board_id, CardRow.gone_at.is_(None))) or 0


def _queue(session: Session) -> tuple[int, int, float]:
    row = WakeRow
    late = sa.and_(row.done < row.wanted, row.parked_at.is_(None))
    settling = sa.and_(row.timer_at.is_not(None), row.timer_at > now())
    waiting = session.scalar(sa.select(sa.func.count()).where(late)) or 0
    parked = session.scalar(sa.select(sa.func.count()).where(row.parked_at.is_not(None))) or 0
    oldest = session.scalar(sa.select(sa.func.min(row.wanted_at)).where(late, ~settling))
    return waiting, parked, (now() - oldest).total_seconds() if oldest else 0.0


def _problems(board: BoardHealth) -> list[str]:
    problems = []
    if board.snapshot_at is None:
        problems.append(f"{board.name}: never read yet")
    elif not board.lists_present:
        problems.append(
            f"{board.name}: a list of the rulebook is gone or archived: `greffier doctor`"
        )
    if not board.webhook_active:
        problems.append(f"{board.name}: no active webhook: `greffier webhooks repair`")
    return problems
