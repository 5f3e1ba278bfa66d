"""The inbox: what Trello delivers is on disk before it is answered, and nothing else is done meanwhile.

SQLite: a file of its own beside the database, whose writers would be in the way. PostgreSQL: a table.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.crash_points import point
from sync.queue.bell import Bell
from sync.storage.database import INBOX, Database, lagging
from sync.storage.inbox_file import InboxFile
from sync.storage.many_rows import plan_of

Scope = Literal["card", "board", "ignored"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook delivery, as read by `webhooks.payload`.

    `scope` says what it concerns: one card, a whole board (a label renamed, a list archived, …), or
    nothing that we keep. `ours`: the echo of a write of our own. `quiet`: nothing that is checked
    has changed (a card's position in its list). `date` carries UTC.
    """

    action_id: str
    type: str
    date: datetime
    scope: Scope
    board_id: str | None = None
    card_id: str | None = None
    member_id: str | None = None
    ours: bool = False
    quiet: bool = False
    action: Mapping[str, Any] = field(default_factory=dict)


NAMES = tuple(each.name for each in fields(Delivery))
DATE = NAMES.index("date")


@dataclass(frozen=True, slots=True)
class Letter:
    """A delivery as it lies in the inbox. `received_at` carries UTC."""

    number: int
    received_at: datetime
    delivery: Delivery


@dataclass(slots=True)
class _Brought:
    """What one thread brings: whether it is on disk, or why not."""

    row: dict[str, Any]
    done: bool = False
    error: BaseException | None = None


class NotStored(Exception):
    """The delivery is not on disk; Trello sends it again."""


TOGETHER = 500
"""How many letters are taken out at once."""

Keep = Callable[[Session, Sequence[Letter]], None]


class Inbox:
    """Where deliveries are put down, and taken out by a worker. Safe for threads."""

    def __init__(self, database: Database, bell: Bell) -> None:
        self._database, self._bell = database, bell
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._brought = list[_Brought]()
        self._plan = plan_of(_INSERT, ("received_at", "body"), database.inbox.dialect)
        self._file = InboxFile(database, self._plan) if database.is_sqlite else None

    def put(self, delivery: Delivery, received_at: datetime) -> None:
        """Put it down: on disk when this returns, together with all that comes meanwhile. Whoever
        has the turn writes for everybody. Raises `NotStored`.
        """
        mine = _Brought({"received_at": received_at, "body": _packed(delivery)})
        with self._lock:
            self._brought.append(mine)
        with self._turn:
            if not mine.done:
                self._write()
        if mine.error is not None:
            raise NotStored(type(mine.error).__name__) from mine.error

    def _write(self) -> None:
        with self._lock:
            together, self._brought = self._brought, []
        try:
            self._write_rows([each.row for each in together])
            self._bell.ring_after()
        except BaseException as error:
            for each in together:
                each.error = error
        finally:
            for each in together:
                each.done = True

    def _write_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        if self._file is not None:
            self._file.write(rows)
            return
        with self._database.inbox.begin() as connection:
            connection.exec_driver_sql(self._plan.text, self._plan.values(rows))
            self._bell.ring_with(connection)

    def empty(self, keep: Keep, only: Collection[int] | None = None) -> int:
        """Take out the oldest letters (or these), once `keep` has written what they say and that is on
        disk. Returns how many there were. Two workers may be given the same ones.
        """
        if self._database.is_sqlite:
            return self._empty_file(keep, only)
        with self._database.transaction(may_lag=True) as session:
            oldest = _oldest(only).with_for_update(skip_locked=True)
            letters = [_letter(*row) for row in session.execute(oldest)]
            if letters:
                keep(session, letters)
                numbers = [each.number for each in letters]
                session.execute(sa.delete(INBOX).where(INBOX.c.number.in_(numbers)))
        if letters:
            point("inbox-kept")
        return len(letters)

    def _empty_file(self, keep: Keep, only: Collection[int] | None) -> int:
        with self._database.inbox.begin() as connection:
            letters = [_letter(*row) for row in connection.execute(_oldest(only))]
        if letters:
            with self._database.transaction() as session:
                keep(session, letters)
            point("inbox-kept")
            numbers = json.dumps([each.number for each in letters])
            with lagging(self._database.inbox).begin() as connection:
                connection.exec_driver_sql(_DELETE, (numbers,))
        return len(letters)

    def numbers(self) -> list[int]:
        """Return the numbers of the oldest letters, at most `TOGETHER`."""
        with self._database.inbox.begin() as connection:
            return list(connection.scalars(_oldest(None).with_only_columns(INBOX.c.number)))


@dataclass(frozen=True, slots=True)
class Unopened:
    """What lies in the inbox: how many, and when the oldest of them and the newest came, UTC."""

    count: int
    oldest: datetime | None
    newest: datetime | None


def unopened(database: Database) -> Unopened:
    """Return what no worker has taken out yet. Raises SQLAlchemy's errors."""
    at = INBOX.c.received_at
    with database.inbox.begin() as connection:
        query = sa.select(sa.func.count(), sa.func.min(at), sa.func.max(at)).select_from(INBOX)
        return Unopened(*connection.execute(query).one())


_INSERT = sa.insert(INBOX)
_DELETE = "DELETE FROM inbox WHERE number IN (SELECT value FROM json_each(?))"
"""In one step of SQLite's: whoever puts a letter down meanwhile waits for it."""


def _oldest(only: Collection[int] | None) -> sa.Select[Any]:
    query = sa.select(INBOX.c.number, INBOX.c.received_at, INBOX.c.body)
    if only is not None:
        query = query.where(INBOX.c.number.in_(only))
    return query.order_by(INBOX.c.number).limit(TOGETHER)


_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _packed(delivery: Delivery) -> str:
    values = [getattr(delivery, each) for each in NAMES]
    values[DATE] = delivery.date.isoformat()
    return _ENCODER.encode(values)


def _letter(number: int, received_at: datetime, body: str) -> Letter:
    values = json.loads(body)
    values[DATE] = datetime.fromisoformat(values[DATE])
    return Letter(number, received_at, Delivery(*values))
