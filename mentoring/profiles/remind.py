"""Asking mentors whose profile is empty to fill it in: once a week a person at most, by mail where they gave
an address, on their own cards for everybody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.effects.ask import REMIND_PROFILES
from mentoring.mail.outbox import Wish, want
from mentoring.school.ask_tables import ProfileReminderRow
from mentoring.school.contact_tables import MentorContactRow
from mentoring.school.model import NO_PROFILE, Mentor
from mentoring.school.profiles import is_silent
from mentoring.students.mentors import mentors
from rules.rulebook.values import Rulebook
from sync.effects.receipts import Effect, record
from sync.storage.database import dialect_of, insert_for

EVERY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Empty:
    """Mentors who have said nothing of themselves. `now`: who may be reminded; `lately`: who was, within a
    week; `mailed`: the ids of those who are written to.
    """

    now: tuple[Mentor, ...]
    lately: tuple[Mentor, ...]
    mailed: frozenset[str]


def empty_profiles(
    session: Session, rulebook: Rulebook, boards: Collection[str], at: datetime
) -> Empty:
    """Return the mentors of these boards whose profile is empty. Managers follow nobody as long as they do
    not say so.
    """
    found = mentors(session, rulebook, at, boards=boards)
    silent = [x for x in found if x.said == NO_PROFILE and not (x.manager and x.profile is None)]
    row, contact = ProfileReminderRow, MentorContactRow
    lately = set(session.scalars(sa.select(row.member_id).where(row.at > at - EVERY)))
    mailed = session.scalars(sa.select(contact.member_id).where(contact.email != ""))
    return Empty(
        tuple(each for each in silent if each.id not in lately),
        tuple(each for each in silent if each.id in lately),
        frozenset(mailed),
    )


def remind(
    session: Session, empty: Empty, wanted: Collection[str], board_id: str, by: str, at: datetime
) -> list[Mentor]:
    """Remind those among `wanted` who may be reminded; returns them. One receipt tells how many. Two managers
    at once remind each person once.
    """
    told = [x for x in empty.now if x.id in wanted and _note(session, x.id, by, at)]
    for each in told:
        if each.id in empty.mailed:
            key = f"profile:{each.id}:{at:%Y%m%d}"
            want(session, Wish("profile", key, member_id=each.id, what={"by": by}), at)
    if told:
        after = {"value": str(len(told))}
        record(session, Effect(board_id, None, REMIND_PROFILES, after=after, by=by), at)
    return told


def reminded_by(session: Session, member_id: str) -> str:
    """Return who last asked this person to fill in their profile, "" once it says something."""
    row = session.get(ProfileReminderRow, member_id)
    return row.by if row is not None and is_silent(session, member_id) else ""


def _note(session: Session, member_id: str, by: str, at: datetime) -> bool:
    """Note that this person is reminded now; False where somebody did so within a week."""
    row, values = ProfileReminderRow, {"by": by[:64], "at": at}
    made = insert_for(dialect_of(session), row).values(member_id=member_id, **values)
    old = row.at <= at - EVERY
    told = made.on_conflict_do_update(index_elements=["member_id"], set_=values, where=old)
    return session.scalar(told.returning(row.member_id)) is not None
