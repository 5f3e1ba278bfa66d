"""What is to be told: found by comparing what people know with how things are, whatever was missed. It may
be looked at any number of times; each thing is wanted once.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail.asks.letters_of_asks import ask_wishes
from mentoring.mail.known import is_live, is_mailed, known_of, note_told
from mentoring.mail.outbox import Wish, is_urgent, want
from mentoring.mail.own_acts import done_by_students
from mentoring.mail.tables import MailRow, SessionMailRow, StudentPageRow
from mentoring.school.contact_tables import MentorContactRow
from mentoring.sessions.rows import slot_value
from mentoring.sessions.rules.times import span_on
from mentoring.sessions.tables import (
    MentoringSessionRow,
    ReportRow,
    SessionChangeRow,
    SessionRungRow,
    SlotRow,
)
from mentoring.students.model import Student
from mentoring.students.read import students
from mentoring.students.tables import MentorshipRow, StudentRow
from rules.calendar import local_date
from rules.rulebook.values import Rulebook

AHEAD: Final = timedelta(hours=48)
SETTLE: Final = timedelta(minutes=3)
"""So long a mentor may correct what they did before it is told."""

UNDONE_FOR: Final = timedelta(minutes=10)
DAY: Final = timedelta(days=1)
RUNGS: Final = ("evening", "morning")
"""The rungs of the ladder that are told by mail; the desk shows the others."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at what is to be told. `since`: what changed before that was looked at already. `mailed`:
    the students to whom mails go, by id.
    """

    session: Session
    rulebook: Rulebook
    at: datetime
    since: datetime
    mailed: dict[str, Student]

    def want(self, wish: Wish) -> bool:
        """Put a mail into the outbox, once. Returns whether it is new."""
        return want(self.session, wish, self.at)


def note_wishes(session: Session, rulebook: Rulebook, at: datetime, since: datetime) -> int:
    """Put down all that is to be told now. Returns how many mails are new."""
    row = StudentRow
    here = students(session, row.active_at.is_not(None), row.ended_at.is_(None), row.email != "")
    mailed = {each.id: each for each in here if is_mailed(each)}
    look = Look(session, rulebook, at, since, mailed)
    count = sum(each(look) for each in (_welcomes, _slots, _changes, _reminders, _reports))
    return count + _ladder(look) + _acts(look) + ask_wishes(session, at)


def _welcomes(look: Look) -> int:
    """Welcome whoever was given a mentor, or an address."""
    given, mail = MentorshipRow, MailRow
    known = sa.select(mail.key).where(mail.kind == "welcome", mail.key == "welcome:" + given.id)
    query = sa.select(given.id, given.student_id).where(given.until.is_(None), ~known.exists())
    found = [x for x in look.session.execute(query) if x.student_id in look.mailed]
    return sum(
        look.want(Wish("welcome", f"welcome:{x.id}", x.student_id, wait=SETTLE)) for x in found
    )


def _slots(look: Look) -> int:
    """Tell of new weekly times, in one mail however many sessions they make."""
    slot, mail, page = SlotRow, MailRow, StudentPageRow
    known = sa.select(mail.key).where(mail.kind == "slot", mail.key == "slot:" + slot.id)
    query = sa.select(slot.id, slot.student_id).join(page, page.student_id == slot.student_id)
    query = query.where(slot.until_day.is_(None), ~known.exists())
    found = [x for x in look.session.execute(query) if x.student_id in look.mailed]
    return sum(look.want(Wish("slot", f"slot:{x.id}", x.student_id, wait=SETTLE)) for x in found)


def _changes(look: Look) -> int:
    """Tell of sessions that are not as the student knows them. Those that stand in their calendar by
    invitation are told one by one, with what corrects it; all others together.
    """
    session, row = look.session, MentoringSessionRow
    welcomed = set(session.scalars(sa.select(StudentPageRow.student_id)))
    today = local_date(look.at, look.rulebook.timezone)
    to_come = sa.or_(row.starts > look.at, sa.and_(row.starts.is_(None), row.slot_day >= today))
    query = sa.select(row).where(row.changed_at >= look.since, to_come)
    mine = welcomed & look.mailed.keys()
    rows = [x for x in session.scalars(query) if x.student_id in mine]
    soon = _told_soon(session)
    told = known_of(session, [each.id for each in rows])
    fresh = [each for each in rows if each.id not in told]
    granted = [each for each in fresh if each.student_id not in soon]
    _take_for_granted(session, granted)
    told |= known_of(session, [each.id for each in granted])
    _take_as_seen(look, rows, told)
    count, together = 0, defaultdict[str, list[str]](list)
    for each in rows:
        known = told.get(each.id)
        if known is None or not _differs(each, known, look.at):
            continue
        if _is_near(known, look.at):
            count += look.want(_alone(look, each.id, each.sequence, known, live=is_live(each)))
        elif each.student_id not in soon or each.touched:
            together[each.student_id].append(f"{each.id}:{each.sequence}")
    count += sum(look.want(_gone(look, each)) for each in _lost(look, together))
    wait = SETTLE
    for student_id, keys in together.items():
        key = hashlib.sha256(" ".join(sorted(keys)).encode()).hexdigest()[:32]
        ids = {"sessions": [each.partition(":")[0] for each in sorted(keys)]}
        wish = Wish("changes", f"changes:{student_id}:{key}", student_id, what=ids, wait=wait)
        count += look.want(wish)
    return count


def _take_as_seen(
    look: Look, rows: list[MentoringSessionRow], told: dict[str, SessionMailRow]
) -> None:
    """Note that students know what they did themselves. Where they count on the session by itself, a mail
    still corrects their calendar.
    """
    news = [x for x in rows if x.id in told and _differs(x, told[x.id], look.at)]
    far = [x for x in news if not _is_near(told[x.id], look.at)]
    own = done_by_students(look.session, [x.id for x in far])
    note_told(look.session, [x for x in far if x.id in own])


def _is_near(told: SessionMailRow, at: datetime) -> bool:
    """Return whether the student counts on this session by itself: invited, reminded, or it is soon."""
    soon = told.starts is not None and told.starts - at <= AHEAD
    return soon or told.sequence is not None or told.reminded_at is not None


def _told_soon(session: Session) -> set[str]:
    """Return students to whom a mail about all their sessions is on its way."""
    row = MailRow
    query = sa.select(row.student_id).where(
        row.kind.in_(("welcome", "slot")), row.sent_at.is_(None), row.parked_at.is_(None)
    )
    return set(session.scalars(query))


def _take_for_granted(session: Session, rows: list[MentoringSessionRow]) -> None:
    """Note that sessions of a weekly slot are known by it; what was moved since is not."""
    if not rows:
        return
    note_told(session, rows)
    row, moved = SlotRow, [x for x in rows if x.touched and x.slot_day is not None]
    query = sa.select(row).where(row.id.in_({each.slot_id for each in moved}))
    slots = {each.id: slot_value(each) for each in session.scalars(query)} if moved else {}
    for each in moved:
        slot = slots.get(each.slot_id or "")
        if slot is not None and each.slot_day is not None:
            told = session.get_one(SessionMailRow, each.id)
            told.starts, told.ends = span_on(slot, each.slot_day)
    session.flush()


def _differs(row: MentoringSessionRow, told: SessionMailRow, at: datetime) -> bool:
    """Return whether something to come is not as it was told."""
    live = is_live(row)
    starts = row.starts if live else None
    if not any(each is not None and each > at for each in (starts, told.starts)):
        return False
    return starts != told.starts or (live and row.member_id != told.member_id)


def _alone(look: Look, session_id: str, sequence: int, told: SessionMailRow, *, live: bool) -> Wish:
    kind = "moved" if live else "cancelled"
    zone = look.rulebook.timezone
    urgent = not live and told.starts is not None and is_urgent(told.starts, look.at, zone)
    by_student = bool(done_by_students(look.session, [session_id]))
    return Wish(
        kind,
        f"{kind}:{session_id}:{sequence}",
        told.student_id,
        session_id=session_id,
        urgent=urgent,
        wait=timedelta() if urgent or by_student else SETTLE,
    )


def _lost(look: Look, together: dict[str, list[str]]) -> list[SessionMailRow]:
    """Return sessions to come that are gone altogether, as when a slot ends: those in calendars are
    called off one by one.
    """
    row, there = SessionMailRow, MentoringSessionRow
    query = sa.select(row).outerjoin(there, there.id == row.session_id)
    query = query.where(there.id.is_(None), row.starts > look.at)
    found = [x for x in look.session.scalars(query) if x.student_id in look.mailed]
    soon = _told_soon(look.session)
    for each in found:
        if not _is_near(each, look.at) and each.student_id not in soon:
            together[each.student_id].append(f"{each.session_id}:gone")
    return [each for each in found if _is_near(each, look.at)]


def _gone(look: Look, told: SessionMailRow) -> Wish:
    return _alone(look, told.session_id, (told.sequence or 0) + 1, told, live=False)


def _reminders(look: Look) -> int:
    """Remind two days before, with the invitation; once a session."""
    row, told, page = MentoringSessionRow, SessionMailRow, StudentPageRow
    query = sa.select(row).join(page, page.student_id == row.student_id)
    query = query.outerjoin(told, told.session_id == row.id).where(
        row.status.is_(None),
        row.starts > look.at,
        row.starts <= look.at + AHEAD,
        told.reminded_at.is_(None),
    )
    found = [x for x in look.session.scalars(query) if x.student_id in look.mailed]
    return sum(
        look.want(Wish("reminder", f"reminder:{x.id}", x.student_id, session_id=x.id))
        for x in found
    )


def _reports(look: Look) -> int:
    """Send reports that were written a little while ago, for whoever asked for them."""
    row, held, page = ReportRow, MentoringSessionRow, StudentPageRow
    query = sa.select(row.session_id, held.student_id).join(held, held.id == row.session_id)
    query = query.join(page, page.student_id == held.student_id).where(
        page.reports.is_(True),
        row.written_at > look.at - 2 * DAY,
        row.written_at <= look.at - UNDONE_FOR,
    )
    return sum(
        look.want(Wish("report", f"report:{x.session_id}", x.student_id, session_id=x.session_id))
        for x in look.session.execute(query)
        if x.student_id in look.mailed
    )


def _ladder(look: Look) -> int:
    """Remind mentors whose sessions have no status: this evening, and the next morning."""
    row, contact = SessionRungRow, MentorContactRow
    query = sa.select(row.member_id, row.rung, row.day).join(
        contact, contact.member_id == row.member_id
    )
    query = query.where(row.rung.in_(RUNGS), row.told_at > look.at - DAY / 2, contact.email != "")
    return sum(
        look.want(Wish("ladder", f"ladder:{x.member_id}:{x.rung}:{x.day}", member_id=x.member_id))
        for x in look.session.execute(query)
    )


def _acts(look: Look) -> int:
    """Tell what students did themselves, to whoever holds the session."""
    row, held = SessionChangeRow, MentoringSessionRow
    query = sa.select(row, held).join(held, held.id == row.session_id)
    query = query.where(row.door == "student", row.at > look.at - DAY)
    count = 0
    for change, session in look.session.execute(query):
        starts = session.starts
        gone = "status" in change.after
        urgent = gone and starts is not None and is_urgent(starts, look.at, look.rulebook.timezone)
        wish = Wish(
            "acted",
            f"acted:{change.id}",
            session.student_id,
            member_id=session.member_id,
            session_id=session.id,
            urgent=urgent,
            what={"change": change.id},
        )
        count += look.want(wish)
    return count
