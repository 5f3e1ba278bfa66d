"""What is due by the clock besides cards: resync of boards, care for webhooks, tidying up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.rulebook.values import InForce
from sync.clock import now
from sync.mirror.compare import Kind
from sync.queue.jobs import Jobs
from sync.storage.database import Database
from sync.storage.tables import DeliveryRow, WebhookRow
from sync.storage.trello_tables import BoardRow, CardRow
from sync.trello.webhooks import WebhookCare

WEBHOOKS_EVERY = timedelta(minutes=10)
JOBS_KEPT = timedelta(days=14)
ORDERS_KEPT = timedelta(days=1)
DELIVERIES_KEPT = timedelta(days=60)
"""Longer than the 30 days over which changed rules are tried out on what happened."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Knows what is due, from what the database says was done last."""

    database: Database
    rules: InForce
    jobs: Jobs
    care: WebhookCare | None = None

    def boards_due(self, session: Session) -> list[str]:
        """The boards whose last snapshot is as old as the rulebook allows."""
        due, rulebook = [], self.rules()
        for rules in rulebook.boards.values():
            row = session.get(BoardRow, rules.board)
            last = row.snapshot_at if row is not None else None
            if last is None or now() - last >= rulebook.resync_every:
                due.append(rules.board)
        return due

    def kind_due(self, board_id: str) -> Kind:
        """Whether the board is due for a full look: once a night, and after each start."""
        with self.database.transaction() as session:
            row = session.get(BoardRow, board_id)
        last = row.full_snapshot_at if row is not None else None
        return "catch-up" if last is not None and last >= _last_night(now()) else "full"

    def tick(self) -> None:
        """Repair webhooks where the last look is old; purge what is kept no longer."""
        if quiet_hour(now()):
            self._purge()
        if self.care is not None:
            if self._care_is_due(self.care):
                self.care.repair()
            else:
                self.care.try_token()

    def _care_is_due(self, care: WebhookCare) -> bool:
        """At every tick while a board has no working webhook, else when the last look is old."""
        row = WebhookRow
        query = sa.select(row.board_id, row.seen_at).where(
            row.callback_url == care.callback, row.active.is_(True)
        )
        with self.database.transaction() as session:
            seen = {each.board_id: each.seen_at for each in session.execute(query)}
        return any(each not in seen or now() - seen[each] >= WEBHOOKS_EVERY for each in care.boards)

    def _purge(self) -> None:
        self.jobs.purge(now() - JOBS_KEPT)
        table = DeliveryRow
        with self.database.transaction() as session:
            session.execute(_of_gone_cards().values(settled_at=now()))
            session.execute(
                sa.delete(table).where(
                    table.received_at < now() - DELIVERIES_KEPT, table.settled_at.is_not(None)
                )
            )


def _of_gone_cards() -> sa.Update:
    """Orders on cards that have not come back within a day: nobody can be answered there."""
    table, card = DeliveryRow, CardRow
    gone = sa.select(card.id).where(card.gone_at < now() - ORDERS_KEPT)
    return sa.update(table).where(table.settled_at.is_(None), table.card_id.in_(gone))


def quiet_hour(moment: datetime) -> bool:
    """Once a day, at 3:00 UTC."""
    return moment.hour == 3 and moment.minute == 0


def _last_night(moment: datetime) -> datetime:
    """The last 3:00 UTC before that instant."""
    at = moment.replace(hour=3, minute=0, second=0, microsecond=0)
    return at if at <= moment else at - timedelta(days=1)
