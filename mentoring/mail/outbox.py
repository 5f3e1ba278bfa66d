"""The outbox: what is to be sent is put down with what it is about, claimed by one process, tried again
later and later, and put aside where nobody takes it. Nothing here knows what a mail says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail.tables import MailRow
from mentoring.students.model import fresh_id
from rules.calendar import local_time
from sync.storage.database import dialect_of, insert_for
from sync.storage.tables import FactRow

EVENING: Final = 20
MORNING: Final = 8
"""Between these hours of the school's zone nothing is sent that can wait."""

LEASE: Final = timedelta(minutes=10)
"""A mail that was claimed so long ago belongs to a process that is gone."""

FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=1)
MOST_TRIES: Final = 24
"""After so many tries (about a day) a mail is put aside."""

KEPT: Final = timedelta(days=400)
STATE: Final = "mail"
"""The fact that tells since when the server is away, and when it is asked again."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A mail that is wanted. `key`: what it is about; whatever has the same key is wanted once."""

    kind: str
    key: str
    student_id: str = ""
    member_id: str = ""
    session_id: str = ""
    address: str = ""
    urgent: bool = False
    what: Mapping[str, Any] = field(default_factory=dict)
    wait: timedelta = timedelta()


def want(session: Session, wish: Wish, at: datetime) -> bool:
    """Put the wish into the outbox. Returns whether it is new: nothing with its key was wanted before."""
    values = {
        "id": fresh_id(),
        "kind": wish.kind,
        "key": wish.key,
        "student_id": wish.student_id,
        "member_id": wish.member_id,
        "session_id": wish.session_id,
        "address": wish.address,
        "what": dict(wish.what),
        "urgent": wish.urgent,
        "wanted_at": at,
        "due_at": at + wish.wait,
        "tries": 0,
        "message_id": "",
        "error": "",
    }
    insert = insert_for(dialect_of(session), MailRow).values(**values)
    # PostgreSQL's driver counts -1 rows where nothing was written.
    told = insert.on_conflict_do_nothing().returning(MailRow.id)
    return session.scalar(told) is not None


def is_quiet(at: datetime, zone: tzinfo) -> bool:
    """Return whether people sleep, or are about to."""
    return not MORNING <= local_time(at, zone).hour < EVENING


def is_urgent(starts: datetime, at: datetime, zone: tzinfo) -> bool:
    """Return whether a mail about a session that is called off cannot wait: the session would begin today,
    or before the quiet hours end.
    """
    local = local_time(at, zone)
    wakes = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if local >= wakes:
        wakes += timedelta(days=1)
    return local_time(starts, zone).date() == local.date() or starts < wakes


def claim(session: Session, at: datetime, domain: str, zone: tzinfo, most: int) -> list[str]:
    """Claim up to so many mails that are due, the oldest first. Returns their ids. `domain`: what the
    names of new mails end with.
    """
    row = MailRow
    open_ = sa.and_(row.sent_at.is_(None), row.parked_at.is_(None), row.due_at <= at)
    free = sa.or_(row.claimed_at.is_(None), row.claimed_at <= at - LEASE)
    awake = row.urgent.is_(True) if is_quiet(at, zone) else sa.true()
    due = sa.select(row.id).where(open_, free, awake).order_by(row.due_at, row.id).limit(most)
    name = sa.case((row.message_id == "", row.id + f"@{domain}"), else_=row.message_id)
    claimed = session.execute(
        sa.update(row)
        .where(row.id.in_(due), open_, free)
        .values(claimed_at=at, message_id=name)
        .returning(row.id, row.due_at)
        .execution_options(synchronize_session=False)
    )
    return [each.id for each in sorted(claimed, key=lambda each: (each.due_at, each.id))]


def sent(session: Session, mail_id: str, at: datetime) -> None:
    """Note that the server has taken the mail."""
    row = session.get(MailRow, mail_id)
    if row is not None:
        row.sent_at, row.claimed_at, row.error, row.address = at, None, "", ""


def void(session: Session, mail_id: str) -> None:
    """Note that the mail need not be sent any more. Its key stays, so that it is not wanted again."""
    row = session.get(MailRow, mail_id)
    if row is None:
        return
    if row.address:
        session.delete(row)  # no student has the address that was typed: it is forgotten
    else:
        row.sent_at, row.claimed_at, row.error = row.wanted_at, None, "void"


def failed(session: Session, mail_id: str, error: str, at: datetime, *, for_good: bool) -> bool:
    """Note that the mail was not taken: it goes again later, or is put aside. Returns whether it is put
    aside.
    """
    row = session.get(MailRow, mail_id)
    if row is None:
        return False
    row.claimed_at, row.error, row.tries = None, error[:120], row.tries + 1
    row.due_at = at + min(FIRST_WAIT * 2 ** min(row.tries - 1, 10), LONGEST_WAIT)
    if for_good or row.tries >= MOST_TRIES:
        row.parked_at = at
    return row.parked_at is not None


def release(session: Session, mail_ids: Sequence[str]) -> None:
    """Give back mails that were claimed and not tried. No try is counted: the fault is not theirs."""
    row = MailRow
    mine = row.id.in_(mail_ids), row.sent_at.is_(None)
    session.execute(sa.update(row).where(*mine).values(claimed_at=None))


@dataclass(frozen=True, slots=True)
class Standing:
    """How mail is doing. `failing_since`: the server is away since then."""

    waiting: int
    parked: int
    failing_since: datetime | None
    error: str
    next_at: datetime | None


def standing(session: Session) -> Standing:
    """Return how many mails wait or are put aside, and since when the server is away."""
    row = MailRow
    open_ = sa.select(sa.func.count()).where(row.sent_at.is_(None))
    waiting = session.scalar(open_.where(row.parked_at.is_(None))) or 0
    parked = session.scalar(open_.where(row.parked_at.is_not(None))) or 0
    fact = session.get(FactRow, STATE)
    value = fact.value if fact is not None else {}
    since, next_at = value.get("since"), value.get("next")
    return Standing(
        waiting,
        parked,
        datetime.fromisoformat(since) if since else None,
        str(value.get("error", "")),
        datetime.fromisoformat(next_at) if next_at else None,
    )


def server_away(session: Session, error: str, at: datetime) -> None:
    """Note that the server cannot be reached: it is asked again in a minute, then more and more seldom."""
    known = standing(session)
    since = known.failing_since or at
    wait = min(max(FIRST_WAIT, (at - since) / 2), LONGEST_WAIT)
    value = {
        "since": since.isoformat(),
        "error": error[:120],
        "next": (at + wait).isoformat(),
    }
    session.merge(FactRow(key=STATE, value=value, at=at))


def server_back(session: Session, at: datetime) -> None:
    """Note that the server takes mails again."""
    if standing(session).failing_since is not None:
        session.merge(FactRow(key=STATE, value={}, at=at))


def parked_mails(session: Session) -> list[MailRow]:
    """Return what was put aside, the oldest first."""
    row = MailRow
    query = sa.select(row).where(row.parked_at.is_not(None), row.sent_at.is_(None))
    return list(session.scalars(query.order_by(row.wanted_at, row.id)))


def send_again(session: Session, mail_id: str, at: datetime) -> bool:
    """Try once more what was put aside. Returns whether there is such a mail."""
    row = session.get(MailRow, mail_id)
    if row is None or row.sent_at is not None:
        return False
    row.parked_at, row.claimed_at, row.tries, row.due_at = None, None, 0, at
    return True


def forget_old(session: Session, at: datetime) -> None:
    """Delete mails that were sent more than a year ago (`KEPT`): longer than anything is told about."""
    row = MailRow
    session.execute(sa.delete(row).where(row.sent_at < at - KEPT))
