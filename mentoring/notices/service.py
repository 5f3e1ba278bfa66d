"""Asking and announcing, for the desk; and what channels hear of it.

`Notices(database, rules)`: each method takes the Trello id of the person who asks, already proved by the
caller. It raises `Unknown` for who is on no board and for a notice that is not there, `Refused` where it is
not possible (`error.code`, `error.sentence`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.notices.tables import NoticeRow
from mentoring.sessions.changes.act import Act, Refused
from mentoring.sessions.rights import Unknown, viewer_of
from mentoring.students.model import fresh_id
from rules.rulebook.values import InForce
from sync.clock import now
from sync.storage.database import Database
from sync.storage.trello_tables import MemberRow

Help = Literal["question", "proof-reading", "beginner"]
HELP: Final[tuple[Help, ...]] = ("question", "proof-reading", "beginner")
ANNOUNCEMENT: Final = "announcement"
LONGEST: Final = 600
KEPT: Final = timedelta(days=30)
"""So long a notice is shown; then it is deleted, for nobody knows whom its text names."""

ANNOUNCED: Final = timedelta(days=2)
"""So long channels may still be told of an announcement."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice with the name of who wrote it. `mine`: the reader did."""

    id: str
    kind: str
    text: str
    name: str
    at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class Notices:
    """Everything that people may do with notices."""

    database: Database
    rules: InForce

    def open(self, who: str) -> list[Notice]:
        """Return the open notices, the latest first."""
        with self._act(who) as act:
            return [
                Notice(row.id, row.kind, row.text, name, row.at, row.by == who)
                for row, name in open_notices(act.session, act.now)
            ]

    def ask(self, who: str, kind: str, text: str) -> str:
        """Ask for help (« Demander un coup de main »). Returns the notice's id."""
        if kind not in HELP:
            raise Refused("notice-text")
        with self._act(who) as act:
            return _put(act, kind, text)

    def announce(self, who: str, text: str) -> str:
        """Announce (« Annoncer »): by managers. Returns the notice's id."""
        with self._act(who) as act:
            if not act.viewer.manager:
                raise Refused("managers-only")
            return _put(act, ANNOUNCEMENT, text)

    def close(self, who: str, notice_id: str) -> None:
        """Close a notice: who answers, or who wrote it; an announcement only who wrote it, and managers.
        Of two who answer at once, one does, the other is told.
        """
        with self._act(who) as act:
            row = act.session.get(NoticeRow, notice_id)
            theirs = row is not None and (row.by == who or act.viewer.manager)
            if row is None or (row.kind == ANNOUNCEMENT and not theirs):
                raise Unknown
            table = NoticeRow
            still = sa.update(table).where(table.id == notice_id, table.closed_at.is_(None))
            done: Any = act.session.execute(still.values(closed_at=act.now, closed_by=who))
            if not done.rowcount:
                raise Refused("notice-closed")

    def reopen(self, who: str, notice_id: str) -> None:
        """Take one's own closing back."""
        with self._act(who) as act:
            row = act.session.get(NoticeRow, notice_id)
            if row is None or row.closed_by != who:
                raise Unknown
            row.closed_at, row.closed_by = None, ""
            act.session.flush()

    @contextmanager
    def _act(self, who: str) -> Iterator[Act]:
        rulebook = self.rules()
        with self.database.transaction() as session:
            act = Act(session, rulebook, viewer_of(session, rulebook, who), now())
            if not act.viewer.present:
                raise Unknown
            yield act


def open_notices(session: Session, at: datetime) -> list[tuple[NoticeRow, str]]:
    """Return the open notices that are still shown, the latest first, with the writers' names."""
    row, member = NoticeRow, MemberRow
    query = sa.select(row, member.full_name, member.username)
    query = query.outerjoin(member, member.id == row.by)
    query = query.where(row.closed_at.is_(None), row.at > at - KEPT)
    found = session.execute(query.order_by(row.at.desc(), row.id))
    return [(each, name or username or "") for each, name, username in found]


def _put(act: Act, kind: str, text: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise Refused("notice-text")
    old = sa.delete(NoticeRow).where(NoticeRow.at <= act.now - KEPT)
    act.session.execute(old)
    row = NoticeRow(id=fresh_id(), kind=kind, text=text, by=act.viewer.id, at=act.now)
    act.session.add(row)
    act.session.flush()
    return row.id
