"""What is kept about a mentor or manager, and what goes when they have left: their own words, their name
and their keys go; what happened to students and cards stays, by an id that tells nobody's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail.tables import MailRow, SessionMailRow
from mentoring.notices.tables import NoticeRow
from mentoring.school.ask_tables import AskRow, ProfileReminderRow
from mentoring.school.contact_tables import BusyCalendarRow, MentorContactRow, OfferedTimeRow
from mentoring.school.outcome_tables import DefenceLinksRow, FeedRow, FollowUpRow, OutcomeRow
from mentoring.school.tables import AssignmentRow, OfferRow, ProfileRow, ProfileTraceRow
from mentoring.sessions.tables import (
    MentoringSessionRow,
    SessionChangeRow,
    SessionRungRow,
    SlotRow,
)
from mentoring.statements.tables import ClosedMonthRow
from mentoring.students.tables import MentorshipRow, ProposalPutOffRow
from rules.rulebook.values import Rulebook
from sync.rulebook.erasures import note_erasure
from sync.storage import board_tables, tables, trello_tables
from sync.storage.database import Base, alone
from sync.storage.desk_tables import ClaimRow, SavedViewRow
from sync.storage.trello_tables import MemberRow, MembershipRow
from sync.trello.bot import bot_id

FORMER: Final = "—"
"""What stands where the name of somebody who has left stood."""

BY_ID: Final[Mapping[type[Any], tuple[str, ...]]] = {
    MemberRow: ("id",),
    MembershipRow: ("member_id",),
    trello_tables.CardMemberRow: ("member_id",),
    trello_tables.MirrorChangeRow: ("by",),
    tables.CaseRow: ("put_forward_by", "touched_by", "due_changed_by"),
    tables.DeliveryRow: ("member_id",),
    ProfileRow: ("member_id",),
    ProfileTraceRow: ("member_id", "reader_id"),
    OfferRow: ("member_id",),
    AssignmentRow: ("member_id",),
    AskRow: ("member_id",),
    ProfileReminderRow: ("member_id",),
    FeedRow: ("member_id",),
    MentorContactRow: ("member_id",),
    OfferedTimeRow: ("member_id",),
    BusyCalendarRow: ("member_id",),
    MailRow: ("member_id",),
    SessionMailRow: ("member_id",),
    MentoringSessionRow: ("member_id",),
    MentorshipRow: ("member_id",),
    SlotRow: ("member_id",),
    SessionRungRow: ("member_id",),
    ClaimRow: ("member_id",),
    SavedViewRow: ("member_id",),
    ClosedMonthRow: ("member_id",),
    NoticeRow: ("by", "closed_by"),
    ProposalPutOffRow: ("member_id",),
}
"""Every table that names members by id, and the columns that do."""

BY_NAME: Final[Mapping[type[Any], tuple[str, ...]]] = {
    tables.AcceptedTwinsRow: ("by",),
    board_tables.BoardStateRow: ("mode_by",),
    tables.HoldRow: ("by",),
    tables.ReceiptRow: ("by", "undone_by"),
    board_tables.RulebookVersionRow: ("by",),
    tables.SnoozeRow: ("by",),
    AssignmentRow: ("by",),
    AskRow: ("by",),
    ProfileReminderRow: ("by",),
    FollowUpRow: ("by",),
    DefenceLinksRow: ("by",),
    MentoringSessionRow: ("status_by",),
    MentorshipRow: ("by",),
    OutcomeRow: ("by",),
    ProfileRow: ("by",),
    ProfileTraceRow: ("reader",),
    SessionChangeRow: ("by",),
    ClosedMonthRow: ("closed_by", "reopened_by"),
    ProposalPutOffRow: ("by",),
}
"""Every table that tells who did something, as they were called then or by id."""

GO: Final[tuple[type[Any], ...]] = (
    *(ProfileRow, MentorContactRow, OfferedTimeRow, BusyCalendarRow, OfferRow),
    *(AskRow, ProfileReminderRow, FeedRow, MailRow, SessionRungRow, ClaimRow, SavedViewRow),
    *(NoticeRow, MemberRow),
    ProposalPutOffRow,
)
"""What is deleted: what they said of themselves and asked the others, where they are reached, what they
proposed and were asked, the keys of their calendar, mail to them.
"""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the boards. `boards`: names in the rulebook of those they are still on."""

    id: str
    name: str
    username: str
    boards: tuple[str, ...]
    follows: int
    clerk: bool


def persons(session: Session, rulebook: Rulebook, wanted: str) -> list[Person]:
    """Return whoever has this user name, id or full name, whatever its case."""
    plain = wanted.strip().removeprefix("@").casefold()
    found = [
        row
        for row in session.scalars(sa.select(MemberRow).order_by(MemberRow.id))
        if plain in (row.id, row.username.casefold(), row.full_name.casefold())
    ]
    return [_person(session, rulebook, row) for row in found]


def _person(session: Session, rulebook: Rulebook, row: MemberRow) -> Person:
    there = set(
        session.scalars(sa.select(MembershipRow.board_id).where(MembershipRow.member_id == row.id))
    )
    boards = tuple(x.name for x in rulebook.boards.values() if x.board in there)
    open_ = sa.select(sa.func.count()).select_from(MentorshipRow)
    open_ = open_.where(MentorshipRow.member_id == row.id, MentorshipRow.until.is_(None))
    follows = session.scalar(open_) or 0
    return Person(row.id, row.full_name, row.username, boards, follows, row.id == bot_id(session))


def kept_about_member(session: Session, person: Person) -> dict[str, list[Json]]:
    """Return all rows that name this person, as JSON can hold them: {table: [row, …]}."""
    found: dict[str, list[Json]] = {}
    for table in sorted({*BY_ID, *BY_NAME}, key=lambda each: each.__tablename__):
        model: Any = table
        columns = model.__table__.columns
        query = sa.select(*columns).where(_names(table, person))
        rows = session.execute(query.order_by(*model.__table__.primary_key)).mappings()
        told = [{key: _plain(value) for key, value in row.items()} for row in rows]
        if told:
            found[model.__tablename__] = told
    return found


def erase_member(session: Session, person: Person, at: datetime) -> int:
    """Erase what names this person. Returns how many rows were erased or changed. The caller has made
    sure that they have left the boards: a mirror would bring their name back.
    """
    alone(session)
    count = _former(session, person) + _creators(session, person)
    for table in GO:
        condition = sa.or_(*(getattr(table, each) == person.id for each in BY_ID[table]))
        count += _count(session.execute(sa.delete(table).where(condition)))
    note_erasure(session, at)
    return count


def _former(session: Session, person: Person) -> int:
    count = 0
    for table, names in BY_NAME.items():
        for name in names:
            column = getattr(table, name)
            changed = sa.update(table).where(column.in_(_called(person))).values({name: FORMER})
            count += _count(session.execute(changed))
    return count


def _creators(session: Session, person: Person) -> int:
    """Take the person's name out of deliveries, which tell who did it and to whom it happened. Returns how
    many changed.
    """
    row, count = tables.DeliveryRow, 0
    told = sa.cast(row.action, sa.Text).contains(person.id)
    for each in session.scalars(sa.select(row).where(sa.or_(row.member_id == person.id, told))):
        kept = _without_name(person.id, {**each.action, "display": None})
        if kept != each.action:
            each.action, count = kept, count + 1
    session.flush()
    return count


def _without_name(member_id: str, value: Any) -> Any:
    """Return the same, where what has this id has no name."""
    if isinstance(value, list):
        return [_without_name(member_id, each) for each in value]
    if not isinstance(value, dict):
        return value
    theirs = value.get("id") == member_id
    return {
        key: _without_name(member_id, each)
        for key, each in value.items()
        if not (theirs and key not in ("id", "type"))
    }


def _names(table: type[Any], person: Person) -> sa.ColumnElement[bool]:
    ids = (getattr(table, each) == person.id for each in BY_ID.get(table, ()))
    names = (getattr(table, each).in_(_called(person)) for each in BY_NAME.get(table, ()))
    return sa.or_(*ids, *names)


def _called(person: Person) -> Sequence[str]:
    return [each for each in (person.id, person.name, person.username) if each]


def unsorted(models: Iterable[type[Base]]) -> set[str]:
    """Return columns that may name a member and stand in neither catalogue: a test wants them all."""
    known = {
        (table, each)
        for catalogue in (BY_ID, BY_NAME)
        for table in catalogue
        for each in catalogue[table]
    }
    return {
        f"{model.__tablename__}.{column.name}"
        for model in models
        for column in model.__table__.columns
        if column.name in ("member_id", "reader_id", "reader") or column.name.endswith("by")
        if (model, column.name) not in known
    }


def _count(result: Any) -> int:
    return int(result.rowcount)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
