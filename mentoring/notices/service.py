"""Asking and announcing, for the desk; and what channels hear of it.

`Notices(database, rules)`: each method takes the Trello id of the person who asks, already proved by the
caller. It raises `Unknown` for who is on no board and for a notice that is not there, `Refused` where it is
not possible (`error.code`, `error.sentence`).
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from mentoring.notices.tables import NoticeRow
from mentoring.sessions.changes.act import Act, Refused
from mentoring.sessions.changes.turns import take_turns
from mentoring.sessions.desk_act import acting
from mentoring.sessions.rights import Unknown
from mentoring.students.model import fresh_id
from rules.rulebook.values import InForce
from sync.storage.database import Database
from sync.storage.trello_tables import CardRow, MemberRow

Help = Literal["question", "proof-reading", "beginner"]
HELP: Final[tuple[Help, ...]] = ("question", "proof-reading", "beginner")
ANNOUNCEMENT: Final = "announcement"
LONGEST: Final = 600
KEPT: Final = timedelta(days=30)
"""So long a notice is shown; then it is deleted, for nobody knows whom its text names."""

ANNOUNCED: Final = timedelta(days=2)
"""So long channels may still be told of an announcement."""

ANSWERED: Final = timedelta(days=7)
"""So long a card shows who answers."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card that a notice is about, and where it is."""

    id: str
    board: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice with the name of who wrote it. `mine`: the reader did. `card`: what it is about, where the
    reader is on that card's board. `answers`: who took it, "" while it is open; `taken`: the reader did.
    """

    id: str
    kind: str
    text: str
    name: str
    at: datetime
    mine: bool
    card: Card | None = None
    answers: str = ""
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Notices:
    """Everything that people may do with notices."""

    database: Database
    rules: InForce

    def open(self, who: str) -> list[Notice]:
        """Return the open notices, the latest first."""
        with self._act(who) as act:
            found = open_notices(act.session, act.now)
            cards = _cards(act, {row.card_id for row, _ in found})
            return [
                Notice(
                    *(row.id, row.kind, row.text, name, row.at, row.by == who),
                    card=cards.get(row.card_id),
                )
                for row, name in found
            ]

    def on_card(self, who: str, card_id: str) -> list[Notice]:
        """Return what is asked about this card, the latest first; what was answered lately too."""
        with self._act(who) as act:
            return [
                Notice(
                    *(row.id, row.kind, row.text, name, row.at, row.by == who),
                    answers=answers if row.closed_at is not None else "",
                    taken=row.closed_by == who,
                )
                for row, name, answers in _about(act, card_id)
            ]

    def ask(self, who: str, kind: str, text: str, card_id: str = "") -> str:
        """Ask for help (« Demander un coup de main »), about a card with or without words. Returns the
        notice's id. Asked twice it is one; somebody else's words about the same card are another.
        """
        if kind not in HELP or len(text) > LONGEST:
            raise Refused("notice-text")
        with self._act(who) as act:
            if card_id and card_id not in _cards(act, {card_id}):
                raise Unknown
            take_turns(act.session, who)
            row = NoticeRow
            mine = sa.select(row).where(row.by == who, row.closed_at.is_(None), row.kind.in_(HELP))
            for each in act.session.scalars(mine.where(row.card_id == card_id)):
                if (each.kind, each.text) == (kind, text.strip()):
                    return each.id
                if card_id and each.at > act.now - KEPT:
                    raise Refused("notice-asked")
            return _put(act, kind, text, card_id)

    def announce(self, who: str, text: str) -> str:
        """Announce (« Annoncer »): by managers. Returns the notice's id."""
        with self._act(who) as act:
            if not act.viewer.manager:
                raise Refused("managers-only")
            return _put(act, ANNOUNCEMENT, text)

    def close(self, who: str, notice_id: str, card_id: str | None = None) -> None:
        """Close a notice (of this card, where one is named): who answers, or who wrote it; an announcement
        only who wrote it, and managers. Of two who answer at once, one does, the other is told.
        """
        with self._act(who) as act:
            row = _row(act, notice_id, card_id)
            theirs = row is not None and (row.by == who or act.viewer.manager)
            if row is None or (row.kind == ANNOUNCEMENT and not theirs):
                raise Unknown
            table = NoticeRow
            still = sa.update(table).where(table.id == notice_id, table.closed_at.is_(None))
            done: Any = act.session.execute(still.values(closed_at=act.now, closed_by=who))
            if not done.rowcount:
                raise Refused("notice-closed")

    def reopen(self, who: str, notice_id: str, card_id: str | None = None) -> None:
        """Take one's own closing back."""
        with self._act(who) as act:
            row = _row(act, notice_id, card_id)
            if row is None or row.closed_by != who:
                raise Unknown
            row.closed_at, row.closed_by = None, ""
            act.session.flush()

    def _act(self, who: str) -> AbstractContextManager[Act]:
        return acting(self.database, self.rules, who)


def open_notices(session: Session, at: datetime) -> list[tuple[NoticeRow, str]]:
    """Return the open notices that are still shown, the latest first, with the writers' names."""
    row, member = NoticeRow, MemberRow
    query = sa.select(row, member.full_name, member.username)
    query = query.outerjoin(member, member.id == row.by)
    query = query.where(row.closed_at.is_(None), row.at > at - KEPT)
    found = session.execute(query.order_by(row.at.desc(), row.id))
    return [(each, name or username or "") for each, name, username in found]


def _about(act: Act, card_id: str) -> list[tuple[NoticeRow, str, str]]:
    """Return what was asked about the card and is open, or was answered lately: with both names."""
    row, by, other = NoticeRow, MemberRow, aliased(MemberRow)
    query = sa.select(row, by.full_name, by.username, other.full_name, other.username)
    query = query.outerjoin(by, by.id == row.by).outerjoin(other, other.id == row.closed_by)
    answered = (row.closed_at > act.now - ANSWERED) & (row.closed_by != row.by)
    query = query.where(row.card_id == card_id, row.at > act.now - KEPT)
    query = query.where(row.closed_at.is_(None) | answered)
    found = act.session.execute(query.order_by(row.at.desc(), row.id))
    return [
        (each, name or username or "", other_name or other_username or "")
        for each, name, username, other_name, other_username in found
    ]


def _row(act: Act, notice_id: str, card_id: str | None) -> NoticeRow | None:
    row = act.session.get(NoticeRow, notice_id)
    return row if row is not None and card_id in (None, row.card_id) else None


def _cards(act: Act, card_ids: set[str]) -> dict[str, Card]:
    """Return those of these cards that are on boards of the person."""
    row = CardRow
    query = sa.select(row.id, row.board_id, row.name, row.url).where(row.id.in_(card_ids))
    query = query.where(row.board_id.in_(act.viewer.boards), row.gone_at.is_(None))
    return {each.id: Card(*each) for each in act.session.execute(query)}


def _put(act: Act, kind: str, text: str, card_id: str = "") -> str:
    text = text.strip()
    if len(text) > LONGEST or not (text or card_id):
        raise Refused("notice-text")
    old = sa.delete(NoticeRow).where(NoticeRow.at <= act.now - KEPT)
    act.session.execute(old)
    row = NoticeRow(
        id=fresh_id(), kind=kind, text=text, by=act.viewer.id, at=act.now, card_id=card_id
    )
    act.session.add(row)
    act.session.flush()
    return row.id
