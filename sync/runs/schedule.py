"""What is due by the clock besides cards: resync of boards, care for webhooks, tidying up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from rules.rulebook.values import InForce
from sync.clock import now
from sync.mirror.compare import Kind
from sync.queue.jobs import Jobs, new_id
from sync.queue.wakes import Want, wake
from sync.simulation.horizon import DELIVERIES_KEPT, HISTORY_KEPT
from sync.storage.database import Database
from sync.storage.tables import DeliveryRow
from sync.storage.trello_tables import BoardRow, CardRow, MirrorChangeRow
from sync.trello.errors import TrelloError
from sync.trello.webhooks import WebhookCare, served

log = structlog.get_logger("greffier")

WEBHOOKS_EVERY = timedelta(minutes=10)
JOBS_KEPT = timedelta(days=14)
ORDERS_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Knows what is due, from what the database says was done last."""

    database: Database
    rules: InForce
    jobs: Jobs
    care: WebhookCare | None = None

    def boards_due(self, session: Session) -> list[str]:
        """Return the boards whose last snapshot is as old as the rulebook allows."""
        due, rulebook = [], self.rules()
        for rules in rulebook.boards.values():
            row = session.get(BoardRow, rules.board)
            last = row.snapshot_at if row is not None else None
            if last is None or now() - last >= rulebook.resync_every:
                due.append(rules.board)
        return due

    def kind_due(self, board_id: str) -> Kind:
        """Return which look the board is due for: "full" once a night, after each start and after new
        rules; else "catch-up".
        """
        with self.database.transaction() as session:
            row = session.get(BoardRow, board_id)
        last = row.full_snapshot_at if row is not None else None
        return "catch-up" if last is not None and last >= _last_night(now()) else "full"

    def tick(self) -> None:
        """Repair webhooks where the last look is old; purge what is kept no longer."""
        if quiet_hour(now()):
            self._purge()
        if self.care is not None:
            seen = self._served(self.care)
            if _care_is_due(self.care.boards(), seen):
                self._repair(self.care, seen)
            else:
                self.care.try_token()

    def serve(self, board_id: str) -> None:
        """Have the board's changes sent to us before it is read. An outage is told and tried again by
        the clock: the board is read all the same.
        """
        if self.care is None:
            return
        try:
            self.care.serve(board_id)
        except TrelloError as error:
            log.warning("webhooks not looked after yet", board=board_id, error=str(error))

    def _served(self, care: WebhookCare) -> dict[str, datetime]:
        with self.database.transaction() as session:
            return served(session, care.callback)

    def _repair(self, care: WebhookCare, seen: Collection[str]) -> None:
        """Repair, and have those boards read whose changes did not reach us meanwhile."""
        try:
            care.repair()
        finally:
            silent = set(self._served(care)).difference(seen)
            with self.database.transaction() as session:
                for board in sorted(silent):
                    want = Want(new_id("hook"), "board", board, board, now())
                    wake(session, self.jobs.enqueue, want)

    def _purge(self) -> None:
        self.jobs.purge(now() - JOBS_KEPT)
        table, change = DeliveryRow, MirrorChangeRow
        with self.database.transaction() as session:
            session.execute(_of_gone_cards().values(settled_at=now()))
            session.execute(
                sa.delete(table).where(
                    table.received_at < now() - DELIVERIES_KEPT, table.settled_at.is_not(None)
                )
            )
            session.execute(sa.delete(change).where(change.at < now() - HISTORY_KEPT))


def _of_gone_cards() -> sa.Update:
    """Return the statement that settles orders on cards gone for more than a day: nobody can be answered
    there.
    """
    table, card = DeliveryRow, CardRow
    gone = sa.select(card.id).where(card.gone_at < now() - ORDERS_KEPT)
    return sa.update(table).where(table.settled_at.is_(None), table.card_id.in_(gone))


def _care_is_due(boards: Collection[str], seen: Mapping[str, datetime]) -> bool:
    """Return True at every tick while a board has no working webhook, or one that is watched no more
    has; else when the last look is old.
    """
    if not set(seen).issubset(boards):
        return True
    return any(each not in seen or now() - seen[each] >= WEBHOOKS_EVERY for each in boards)


def quiet_hour(moment: datetime) -> bool:
    """Return whether it is 3:00 UTC, when the chores of once a day are done."""
    return moment.hour == 3 and moment.minute == 0


def _last_night(moment: datetime) -> datetime:
    """Return the last 3:00 UTC before that instant."""
    at = moment.replace(hour=3, minute=0, second=0, microsecond=0)
    return at if at <= moment else at - timedelta(days=1)
