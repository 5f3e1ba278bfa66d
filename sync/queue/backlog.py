"""Work that waits behind people's: many cards to be looked at because a board or its rules changed.

It stays in our tables, and is handed to the engine a few cards at a time: the engine draws among all
cards that wait, so that a mentor's card would be one among thousands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.queue.jobs import new_id
from sync.queue.wakes import Enqueue, Want, wake
from sync.storage.tables import FactRow, WakeRow

FEW = 3
"""How many cards of the backlog are in the engine at once: half of what one worker has in hand."""

HANDED_FOR = timedelta(minutes=5)
"""A card that was handed over and not served for so long is handed over again."""

PACE, RESTS = "backlog", timedelta(minutes=2)
"""The fact by which the end is estimated; a pause this long begins it anew."""

ENOUGH = 6
"""Cards that must be through before an end is estimated."""


def wake_behind(
    session: Session,
    enqueue: Enqueue,
    card_ids: Sequence[str],
    board_id: str,
    at: datetime,
    fresh_at: datetime | None = None,
) -> None:
    """Ask for one more run of each of these cards, behind what people do. See `wakes.wake`."""
    wants = [
        Want(new_id("behind"), "card", each, board_id, at, fresh_at=fresh_at, backlog=True)
        for each in card_ids
    ]
    wake(session, enqueue, *wants)


_ANY = (
    sa.select(WakeRow.id).where(WakeRow.backlog.is_(True), WakeRow.done < WakeRow.wanted).limit(1)
)
"""Whether anything waits there: it is asked at each ring, and mostly nothing does."""


def hand_over(session: Session, enqueue: Enqueue, at: datetime) -> int:
    """Hand a few cards to the engine, those that wait for the longest time first. Returns how many."""
    if session.scalar(_ANY) is None:
        return 0
    room = FEW - _in_hand(session, at)
    if room <= 0:
        return 0
    row = WakeRow
    found = session.scalars(
        sa.select(row)
        .where(*_waits(at), ~_handed(at))
        .order_by(row.wanted_at, row.id)
        .limit(room)
        .with_for_update(skip_locked=True)
    ).all()
    for each in found:
        each.handed_at, each.queued = at, True
        enqueue(session, new_id("backlog"), each.scope, each.id)
    if found:
        _note_pace(session, len(found), at)
    return len(found)


def _waits(at: datetime) -> tuple[Any, ...]:
    row = WakeRow
    settled = sa.or_(row.timer_at.is_(None), row.timer_at < at, row.error == "")
    return row.backlog.is_(True), row.done < row.wanted, row.parked_at.is_(None), settled


def _handed(at: datetime) -> Any:
    return sa.and_(WakeRow.handed_at.is_not(None), WakeRow.handed_at > at - HANDED_FOR)


def _in_hand(session: Session, at: datetime) -> int:
    query = sa.select(sa.func.count()).select_from(WakeRow)
    return session.scalar(query.where(*_waits(at), _handed(at))) or 0


def _note_pace(session: Session, count: int, at: datetime) -> None:
    fact = session.get(FactRow, PACE)
    if fact is None:
        fact = FactRow(key=PACE, value={}, at=at)
        session.add(fact)
    if not fact.value or at - fact.at > RESTS:
        fact.value = {"since": at.isoformat(), "handed": 0}
    fact.value = {**fact.value, "handed": fact.value["handed"] + count}
    fact.at = at


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many cards wait behind people's, when one was handed over last, and when they will all be
    through, UTC, None while that cannot be told.
    """

    count: int
    oldest: datetime | None = None
    handed_at: datetime | None = None
    through_at: datetime | None = None


def backlog(session: Session, at: datetime) -> Backlog:
    """Return the backlog as it stands."""
    row = WakeRow
    query = sa.select(sa.func.count(), sa.func.min(row.wanted_at)).where(*_waits(at))
    count, oldest = session.execute(query).one()
    fact = session.get(FactRow, PACE) if count else None
    if fact is None:
        return Backlog(count, oldest)
    return Backlog(count, oldest, fact.at, _through(fact, count, at))


def _through(fact: FactRow, left: int, at: datetime) -> datetime | None:
    through = fact.value["handed"] - FEW
    took: timedelta = fact.at - datetime.fromisoformat(fact.value["since"])
    if through < ENOUGH or at - fact.at > RESTS or took <= timedelta(0):
        return None
    return at + timedelta(seconds=took.total_seconds() * left / through)
