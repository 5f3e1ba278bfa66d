"""How Greffier itself is doing, read from the database alone: for health, metrics and doctor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.rulebook.values import BoardRules, Rulebook
from sync.clock import now
from sync.queue.backlog import Backlog, backlog
from sync.queue.inbox import Unopened, unopened
from sync.reports.health_texts import Told, tell
from sync.rulebook.boards import managers_of, mode_in_force
from sync.storage.board_tables import BoardStateRow, DriftRow, WebhookRow
from sync.storage.database import Database
from sync.storage.room import SCARCE, left
from sync.storage.tables import DeliveryRow, WakeRow
from sync.storage.trello_tables import BoardRow, CardRow, ListRow
from sync.trello.token import UNSEEN, Token, last_seen

LATE = timedelta(minutes=5)
"""A want that waits longer than this is a sign that no worker serves the queue."""


@dataclass(frozen=True, slots=True)
class BoardHealth:
    """One watched board. `drift`: differences that the last comparison found, None before any;
    `drift_at` when, `drift_repaired` whether the mirror was put right. `webhook_failures`: in a row.
    """

    name: str
    board_id: str
    mode: str
    paused_why: str
    webhook_active: bool
    lists_present: bool
    snapshot_at: datetime | None
    drift: int | None
    cards: int
    drift_at: datetime | None = None
    drift_repaired: bool = True
    webhook_failures: int = 0
    closed: bool = False
    managers: int = 1


@dataclass(frozen=True, slots=True)
class State:
    """The service as a whole. `queue_age`: seconds that the oldest one waits; `backlog`: how many wait
    behind people's cards. `problems` keep the service from its work: none means healthy. `decisions` wait
    for a person while it goes on: a paused board, a parked card. Both are sentences for operators.
    """

    boards: tuple[BoardHealth, ...]
    waiting: int
    parked: int
    queue_age: float
    backlog: int
    backlog_through: datetime | None
    last_delivery: datetime | None
    problems: tuple[Told, ...]
    decisions: tuple[Told, ...] = ()
    token: Token = UNSEEN

    @property
    def healthy(self) -> bool:
        return not self.problems


def read_state(database: Database, rulebook: Rulebook) -> State:
    """Read the state of the service. Raises SQLAlchemy's errors where the database cannot be reached."""
    with database.transaction() as session:
        boards = tuple(_board(session, each, rulebook) for each in rulebook.boards.values())
        behind = backlog(session, now())
        queue = _queue(session).with_backlog(behind)
        last = session.scalar(sa.select(sa.func.max(DeliveryRow.received_at)))
        token = last_seen(session)
    arrived = unopened(database)
    queue = queue.with_arrived(arrived)
    return State(
        boards=boards,
        waiting=queue.waiting,
        parked=queue.parked,
        queue_age=queue.age,
        backlog=behind.count,
        backlog_through=behind.through_at,
        last_delivery=max(filter(None, (last, arrived.newest)), default=None),
        problems=(
            *([] if boards else [tell("no-board")]),
            *_room_problems(database),
            *_token_problems(token),
            *(problem for each in boards for problem in _problems(each)),
            *_queue_problems(queue),
        ),
        decisions=(
            *(decision for each in boards for decision in _decisions(each)),
            *([tell("parked", count=queue.parked)] * (queue.parked > 0)),
            *_token_decisions(token),
        ),
        token=token,
    )


def _room_problems(database: Database) -> list[Told]:
    """Return what keeps anything from being written: deliveries are refused then, and sent again later."""
    refused, free = database.room.refused(), left(database.engine.url)
    if refused:
        return [tell("no-writes", why=refused)]
    if free is not None and free < SCARCE:
        return [tell("full", left=free // 2**20)]
    return []


def _token_problems(token: Token) -> list[Told]:
    if not token.refused:
        return []
    if token.since is None:
        return [tell("token-refused", why=token.refused)]
    since = f"{token.since:%Y-%m-%d %H:%M}"
    return [tell("token-refused-since", since=since, why=token.refused)]


def _token_decisions(token: Token) -> list[Told]:
    if token.refused or not token.ends_soon(now()):
        return []
    return [tell("token-ends", when=f"{token.expires:%Y-%m-%d}")]


def _queue_problems(queue: _Queue) -> list[Told]:
    if queue.age <= LATE.total_seconds():
        return []
    age = round(queue.age)
    if queue.error:
        return [tell("late-failing", age=age, why=queue.error)]
    return [tell("late", age=age)]


def _decisions(board: BoardHealth) -> list[Told]:
    decisions, name = [], board.name
    if board.paused_why:
        decisions.append(tell("paused", board=name, why=board.paused_why))
    if board.webhook_active and board.webhook_failures:
        decisions.append(tell("webhook-fails", board=name, count=board.webhook_failures))
    if board.snapshot_at is not None and not board.managers:
        decisions.append(tell("no-manager", board=name))
    return decisions


def _board(session: Session, rules: BoardRules, rulebook: Rulebook) -> BoardHealth:
    row = session.get(BoardRow, rules.board)
    state = session.get(BoardStateRow, rules.board)
    drift = session.scalar(
        sa.select(DriftRow)
        .where(DriftRow.board_id == rules.board, DriftRow.kind != "first")
        .order_by(DriftRow.id.desc())
        .limit(1)
    )
    failures = _webhook(session, rules.board)
    return BoardHealth(
        name=rules.name,
        board_id=rules.board,
        mode=mode_in_force(rules, state),
        paused_why=(state.paused_why or "paused") if state is not None and state.paused_at else "",
        webhook_active=failures is not None,
        lists_present=_lists_present(session, rules),
        snapshot_at=row.snapshot_at if row is not None else None,
        drift=len(drift.differences) if drift is not None else None,
        cards=_cards(session, rules.board),
        drift_at=drift.at if drift is not None else None,
        drift_repaired=drift.repaired if drift is not None else True,
        webhook_failures=failures or 0,
        closed=row is not None and row.closed,
        managers=len(managers_of(session, rules)),
    )


def _webhook(session: Session, board_id: str) -> int | None:
    """Return how often in a row the best active webhook of the board failed; None where there is none."""
    row = WebhookRow
    query = sa.select(sa.func.min(row.failures))
    return session.scalar(query.where(row.board_id == board_id, row.active.is_(True)))


def _lists_present(session: Session, rules: BoardRules) -> bool:
    wanted = {*rules.intake, *rules.incomplete, *rules.accepted, *rules.passed, *rules.failed}
    query = sa.select(ListRow.id).where(ListRow.id.in_(wanted), ListRow.closed.is_(False))
    return set(session.scalars(query)) == wanted


def _cards(session: Session, board_id: str) -> int:
    query = sa.select(sa.func.count()).select_from(CardRow)
    return session.scalar(query.where(CardRow.board_id == board_id, CardRow.gone_at.is_(None))) or 0


@dataclass(frozen=True, slots=True)
class _Queue:
    """`age`: seconds that the oldest waits which has no settle window; `error`: why its run failed."""

    waiting: int
    parked: int
    age: float
    error: str

    def with_backlog(self, behind: Backlog) -> _Queue:
        """Add the cards that wait behind people's: they are late where none was handed over lately."""
        if behind.oldest is None:
            return self
        last = max(behind.oldest, behind.handed_at or behind.oldest)
        return replace(self, age=max(self.age, (now() - last).total_seconds()))

    def with_arrived(self, arrived: Unopened) -> _Queue:
        """Add the deliveries that no worker has taken out of the inbox yet."""
        if arrived.oldest is None:
            return self
        age = max(self.age, (now() - arrived.oldest).total_seconds())
        return replace(self, waiting=self.waiting + arrived.count, age=age)


def _queue(session: Session) -> _Queue:
    row = WakeRow
    late = sa.and_(row.done < row.wanted, row.parked_at.is_(None))
    # The timer of one that failed is its next try: it waits all the same.
    settling = sa.and_(row.timer_at.is_not(None), row.timer_at > now(), row.error == "")
    waiting = session.scalar(sa.select(sa.func.count()).where(late)) or 0
    parked = session.scalar(sa.select(sa.func.count()).where(row.parked_at.is_not(None))) or 0
    query = sa.select(row.wanted_at, row.error).where(late, ~settling, row.backlog.is_(False))
    oldest = session.execute(query.order_by(row.wanted_at).limit(1)).first()
    if oldest is None:
        return _Queue(waiting, parked, 0.0, "")
    return _Queue(waiting, parked, (now() - oldest.wanted_at).total_seconds(), oldest.error)


def _problems(board: BoardHealth) -> list[Told]:
    problems, name = [], board.name
    if board.snapshot_at is None:
        problems.append(tell("unread", board=name))
    elif board.closed:
        problems.append(tell("closed", board=name))
    elif not board.lists_present:
        problems.append(tell("list-gone", board=name))
    if not board.webhook_active:
        problems.append(tell("no-webhook", board=name))
    return problems
