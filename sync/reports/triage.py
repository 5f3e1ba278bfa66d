"""The managers' queue, read from the mirror: each card that wants them, with what a row tells of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.mentions import twin
from rules.reports.triage import Concern, Facts, Place, Triage, triage
from rules.rulebook.values import BoardRules
from rules.settle import settle_until
from rules.verdict import Finding, Severity
from sync.effects.kinds.comment import REMIND
from sync.mirror.cards import findings_from_json
from sync.rulebook.boards import Watched
from sync.storage.board_tables import DriftRow
from sync.storage.tables import CaseRow, HoldRow, ReceiptRow, SnoozeRow, VerdictRow, WakeRow
from sync.storage.trello_tables import CardLabelRow, CardMemberRow, CardRow

REMEMBERED: Final = timedelta(days=60)
"""How long a reminder counts."""

FIRST_JUDGED: Final = timedelta(hours=1)
"""How long after the first look at a board its cards may be judged for the first time."""

Reminded = tuple[datetime, str]
PutOff = tuple[datetime | None, str]
"""Until when a card was put off, and what it read like then."""


class Matter(NamedTuple):
    """A card of the queue. `row` holds the columns of the mirror; `members` are ids, the clerk left
    out; `twins` the ids of the other cards for the same student and project, where this card tells
    of them; `reminded`: when and by whom its mentor was reminded last. `owed_since`: since when
    managers wait for something about it.
    """

    rules: BoardRules
    row: Any
    triage: Triage
    members: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    reminded: Reminded | None = None
    since: datetime | None = None
    owed_since: datetime | None = None

    @property
    def card_id(self) -> str:
        return str(self.row.id)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say about the card."""
        return findings_from_json(json.loads(self.row.findings or "[]"))

    @property
    def mark(self) -> str:
        """A text that differs when what a manager decides about has changed."""
        row = self.row
        findings = _told(row.findings)
        shown: tuple[Any, ...]
        shown = (row.name, row.list_id, row.due, row.state, findings, row.hold_at, self.twins)
        if "answer" in self.triage.concerns:
            shown += (self.owed_since,)
        return blake2b(repr(shown).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Queue:
    """What one board has for its managers, unordered. `next`: when the next card comes by itself,
    and which; `due`: the next date to come of any card, and which.
    """

    matters: tuple[Matter, ...]
    next: tuple[datetime, str] | None = None
    due: tuple[datetime, str] | None = None


@dataclass(slots=True)
class _Reader:
    """One board while it is read."""

    session: Session
    board: Watched
    now: datetime
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reminders: Mapping[str, Reminded] = field(default_factory=dict)
    twins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    managers: frozenset[str] = frozenset()
    first_look: datetime | None = None
    owed: Mapping[str, tuple[Concern, datetime]] = field(default_factory=dict)
    put_off: Mapping[str, PutOff] = field(default_factory=dict)


def queue_of(
    session: Session,
    board: Watched,
    managers: Iterable[str],
    now: datetime,
    card: str | None = None,
    owed: Mapping[str, tuple[Concern, datetime]] | None = None,
) -> Queue:
    """Return the cards of this board that want its managers: all, or this one and its twins alone.

    `managers`: their full names. `owed`: what defences that took place wait for, and whose ask had no
    answer, by card id.
    """
    query = _rows(board.rules)
    if card is not None:
        query = query.where(_is_or_twin(session, card))
    rows = [each for each in session.execute(query) if each.role is None]
    reader = _Reader(session, board, now, managers=frozenset(managers))
    only = None if card is None else [each.id for each in rows]
    reader.members = _pairs(session, CardMemberRow.card_id, CardMemberRow.member_id, board, only)
    reader.labels = _pairs(session, CardLabelRow.card_id, CardLabelRow.label_id, board, only)
    reader.reminders = _reminders(session, board.rules, now)
    reader.twins = _twins(rows)
    reader.put_off = _put_off(session, board.rules, now)
    reader.owed = owed or {}
    reader.first_look = session.scalar(_first_look(board.rules))
    matters, coming = [], []
    for row in rows:
        members = reader.members.get(row.id, ())
        found = triage(_facts(row, reader, members), now, board.ruled.zone)
        if found.concerns:
            matter = _matter(row, reader, members, found)
            until, mark = reader.put_off.get(row.id, (None, ""))
            if mark != matter.mark:
                matters.append(matter)
            elif until is not None:
                coming.append((until, row.name))
        elif found.next_at is not None:
            coming.append((found.next_at, row.name))
    dates = [(row.due, row.name) for row in rows if row.due is not None and row.due >= now]
    return Queue(tuple(matters), next=min(coming, default=None), due=min(dates, default=None))


def _is_or_twin(session: Session, card: str) -> sa.ColumnElement[bool]:
    key = session.scalar(sa.select(CaseRow.twin_key).where(CaseRow.card_id == card))
    return sa.or_(CardRow.id == card, CaseRow.twin_key == key) if key else CardRow.id == card


def _lists(rules: BoardRules) -> tuple[str, ...]:
    return (*rules.intake, *rules.incomplete, *rules.accepted)


def _rows(rules: BoardRules) -> sa.Select[*tuple[Any, ...]]:
    """Return the open cards of the judged and accepted lists with what is known of each, in one query."""
    return (
        sa.select(
            *(CardRow.id, CardRow.list_id, CardRow.name, CardRow.url, CardRow.due, CardRow.role),
            *(VerdictRow.state, VerdictRow.why, VerdictRow.since),
            sa.cast(VerdictRow.findings, sa.Text).label("findings"),
            *(CaseRow.gesture, CaseRow.touched_at, CaseRow.hurried_at, CaseRow.put_forward_by),
            *(CaseRow.twin_key, CaseRow.course, WakeRow.parked_at, WakeRow.failures),
            *(HoldRow.by.label("hold_by"), HoldRow.at.label("hold_at")),
            *(HoldRow.until.label("hold_until"), HoldRow.reason.label("hold_reason")),
        )
        .outerjoin(VerdictRow, VerdictRow.card_id == CardRow.id)
        .outerjoin(CaseRow, CaseRow.card_id == CardRow.id)
        .outerjoin(HoldRow, HoldRow.card_id == CardRow.id)
        .outerjoin(WakeRow, WakeRow.id == CardRow.id)
        .where(*_live(rules), CardRow.is_template.is_(False))
    )


def _live(rules: BoardRules) -> tuple[Any, ...]:
    return (
        CardRow.board_id == rules.board,
        CardRow.list_id.in_(_lists(rules)),
        CardRow.gone_at.is_(None),
        CardRow.closed.is_(False),
    )


def _pairs(
    session: Session, card: Any, other: Any, board: Watched, only: Sequence[str] | None
) -> dict[str, tuple[str, ...]]:
    """Return who or what is on each card (of `only`, where it names some), robots left out."""
    query = sa.select(card, other).join(CardRow, CardRow.id == card).where(*_live(board.rules))
    query = query.where(other.not_in(board.robots), sa.true() if only is None else card.in_(only))
    found: dict[str, tuple[str, ...]] = {}
    for card_id, value in session.execute(query.order_by(card, other)):
        found[card_id] = (*found.get(card_id, ()), value)
    return found


def _reminders(session: Session, rules: BoardRules, now: datetime) -> dict[str, Reminded]:
    row = ReceiptRow
    query = (
        sa.select(row.card_id, row.at, row.by)
        .where(row.command == REMIND.name, row.at >= now - REMEMBERED, row.board_id == rules.board)
        .where(row.undone_at.is_(None))
        .order_by(row.at)
    )
    return {card_id: (at, by) for card_id, at, by in session.execute(query) if card_id}


def _put_off(session: Session, rules: BoardRules, now: datetime) -> dict[str, PutOff]:
    """Return what managers put aside for now, by card."""
    row = SnoozeRow
    query = sa.select(row.card_id, row.until, row.mark).where(row.board_id == rules.board)
    query = query.where(sa.or_(row.until.is_(None), row.until > now))
    return {card_id: (until, mark) for card_id, until, mark in session.execute(query)}


def _twins(rows: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    """Return, for the first card of each group of twins, the others: a group is told of once."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        if row.twin_key and "twin" in (row.findings or "") and _is_twin(row):
            groups[row.twin_key, row.course].append(row.id)
    return {min(ids): tuple(sorted(ids)[1:]) for ids in groups.values() if len(ids) > 1}


def _is_twin(row: Any) -> bool:
    told = _told(row.findings)
    return any(mention == twin.CODE and variant != twin.NAMESAKE for mention, _, variant in told)


@lru_cache(maxsize=20_000)
def _told(findings: str | None) -> tuple[tuple[str, Severity, str], ...]:
    """Return mention, severity and variant of each finding; most cards of a school have the same few."""
    found = json.loads(findings) if findings else []
    return tuple((each["mention"], each["severity"], each["variant"]) for each in found)


def _matter(row: Any, reader: _Reader, members: tuple[str, ...], found: Triage) -> Matter:
    return Matter(
        rules=reader.board.rules,
        row=row,
        triage=found,
        members=members,
        labels=reader.labels.get(row.id, ()),
        twins=reader.twins.get(row.id, ()),
        reminded=reader.reminders.get(row.id),
        since=_since(row, reader),
        owed_since=owed[1] if (owed := reader.owed.get(row.id)) is not None else None,
    )


def _facts(row: Any, reader: _Reader, members: tuple[str, ...]) -> Facts:
    reminded = reader.reminders.get(row.id)
    rules = reader.board.rules
    return Facts(
        kind=rules.kind,
        place=_place(row, rules),
        state=row.state,
        why=row.why or "",
        since=_since(row, reader),
        due=row.due,
        findings=_told(row.findings),
        people=len(members),
        reachable=bool(members) or row.put_forward_by is not None,
        settles=row.state == "incomplete" and _settles(row, rules, reader.now),
        reminded_at=reminded[0] if reminded else None,
        held_by_manager=row.hold_by in reader.managers,
        endless=row.hold_at is not None and row.hold_until is None,
        parked=row.parked_at is not None,
        twin=row.id in reader.twins,
        owed=reader.owed.get(row.id),
    )


def _settles(row: Any, rules: BoardRules, now: datetime) -> bool:
    until = settle_until(rules, row.list_id, row.gesture, row.touched_at, row.hurried_at)
    return until is not None and until > now


def _place(row: Any, rules: BoardRules) -> Place:
    if row.list_id in rules.accepted:
        return "accepted"
    return "incomplete" if row.list_id in rules.incomplete else "intake"


def _first_look(rules: BoardRules) -> sa.Select[Any]:
    row = DriftRow
    return sa.select(sa.func.min(row.at)).where(row.board_id == rules.board, row.kind == "first")


def _since(row: Any, reader: _Reader) -> datetime:
    """Return since when the card has been so, UTC: since its verdict; where that was the clerk's first look
    at the board, since somebody last touched the card.
    """
    since: datetime = row.since or reader.now
    first = reader.first_look
    if first is not None and row.touched_at is not None and since <= first + FIRST_JUDGED:
        since = min(since, row.touched_at)
    return since
