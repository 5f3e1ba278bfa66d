"""Sessions in a mentor's own calendar, and the links from there to a page for each session alone.

Each session is one event: its id stays the UID, and its number of changes rises. There is no rule of
repetition; what has no time yet is not in the calendar.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.calendars.events import KEPT
from mentoring.calendars.ics import Event, initials
from mentoring.calendars.subscriptions import links_key
from mentoring.school.contacts import contact_of
from mentoring.sessions.model import FREE
from mentoring.sessions.rooms import video_of
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.students.tables import StudentRow
from rules.rulebook.values import Rulebook

PATH: Final = "session"


def session_events(
    session: Session,
    member_id: str,
    now: datetime,
    public_url: str = "",
    secret: str = "",
    rulebook: Rulebook | None = None,
) -> list[Event]:
    """Return the sessions that this person holds, from 90 days ago on; students are told by their initials.
    With the rulebook, the mentor's own room goes before the school's.
    """
    row, student = MentoringSessionRow, StudentRow
    query = sa.select(row, student.name, student.course, student.project)
    query = query.outerjoin(student, student.id == row.student_id)
    query = query.where(row.member_id == member_id, row.starts > now - KEPT).order_by(row.starts)
    key, own = links_key(session, member_id), contact_of(session, member_id).video
    found = []
    for each, name, course, project in session.execute(query):
        link = _link(public_url, secret, key, each)
        made = _event(each, name or "", course or "", project or "", now, link)
        video = video_of(rulebook, each.id, made.video, own) if rulebook is not None else made.video
        found.append(replace(made, video=video if each.status is None else ""))
    return found


def _event(
    row: MentoringSessionRow, name: str, course: str, project: str, now: datetime, link: str
) -> Event:
    assert row.starts is not None and row.ends is not None
    unset = row.status is None and row.ends <= now
    return Event(
        card_id=row.id,
        what="session",
        starts=row.starts,
        length=row.ends - row.starts,
        initials=initials(name),
        course=row.course or course,
        project=row.project or project,
        cancelled=row.status in FREE,
        # Between two changes the end of the session changes the title: that counts as one too.
        sequence=2 * row.sequence + unset,
        changed_at=max(row.changed_at, row.ends) if unset else row.changed_at,
        video=row.video if row.status is None else "",
        link=link,
        unset=unset,
    )


def _link(public_url: str, secret: str, key: str | None, row: MentoringSessionRow) -> str:
    if not public_url or key is None:
        return ""
    return session_url(public_url, secret, key, row.id)


def session_url(public_url: str, secret: str, key: str, session_id: str) -> str:
    """Return the address of a session's own page. `key` is its mentor's `links_key`."""
    return f"{public_url.rstrip('/')}/{PATH}/{session_token(secret, key, session_id)}"


def session_token(secret: str, key: str, session_id: str) -> str:
    """Return the part of that address that cannot be guessed."""
    digest = hmac.new(secret.encode(), f"session:{session_id}:{key}".encode(), hashlib.sha256)
    return f"{session_id}-{digest.hexdigest()[:32]}"


def session_of_token(
    session: Session, secrets: Sequence[str], token: str
) -> tuple[str, str] | None:
    """Return the session that this address opens, and whose it is (both ids): None where it is not one
    of ours, where its links were closed, or its session went to somebody else.
    """
    session_id = token.partition("-")[0]
    row = session.get(MentoringSessionRow, session_id)
    key = links_key(session, row.member_id) if row is not None else None
    if row is None or key is None:
        hmac.compare_digest(session_token("", "", session_id).encode(), token.encode())
        return None
    wanted = [session_token(secret, key, session_id).encode() for secret in secrets]
    right = [hmac.compare_digest(each, token.encode()) for each in wanted]
    return (row.id, row.member_id) if any(right) else None
