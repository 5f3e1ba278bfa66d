"""What is kept about a card, in every table: what an export shows, and what an erasure goes through."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.mail.tables import MailRow, SessionMailRow, StudentPageRow
from mentoring.notices.tables import NoticeRow
from mentoring.school.ask_tables import AskRow
from mentoring.school.channel_tables import ChannelMessageRow
from mentoring.school.outcome_tables import (
    DefenceLinksRow,
    FeedEventRow,
    FollowUpRow,
    OccasionRow,
    OutcomeRow,
)
from mentoring.school.tables import AssignmentRow, OfferRow
from mentoring.sessions.tables import (
    GoalRow,
    MentoringSessionRow,
    ReportRow,
    SessionChangeRow,
    SlotRow,
)
from mentoring.statements.tables import StatementLineRow
from mentoring.students.tables import (
    MentorshipRow,
    StudentCardRow,
    StudentProjectRow,
    StudentRow,
)
from sync.storage import desk_tables, tables, trello_tables

CHILDREN: Final[tuple[type[Any], ...]] = (
    trello_tables.CardLabelRow,
    trello_tables.CardMemberRow,
    trello_tables.CardFieldRow,
    trello_tables.AttachmentRow,
    trello_tables.ChecklistRow,
)
"""What hangs on a card in the mirror."""

ABOUT_CARDS: Final[Mapping[type[Any], tuple[str, ...]]] = {
    trello_tables.CardRow: ("id",),
    **dict.fromkeys(CHILDREN, ("card_id",)),
    trello_tables.MirrorChangeRow: ("card_id",),
    tables.CaseRow: ("card_id",),
    tables.VerdictRow: ("card_id",),
    tables.VerdictChangeRow: ("card_id",),
    tables.StayRow: ("card_id",),
    tables.ReceiptRow: ("card_id",),
    tables.CommentRow: ("card_id",),
    tables.CardNotesRow: ("card_id",),
    tables.SealRow: ("card_id",),
    tables.HoldRow: ("card_id",),
    tables.SnoozeRow: ("card_id",),
    desk_tables.ClaimRow: ("card_id",),
    tables.AcceptedTwinsRow: ("first_id", "second_id"),
    tables.DeliveryRow: ("card_id",),
    tables.WakeRow: ("id",),
    OfferRow: ("card_id",),
    AssignmentRow: ("card_id",),
    AskRow: ("card_id",),
    OccasionRow: ("card_id",),
    OutcomeRow: ("card_id",),
    DefenceLinksRow: ("card_id",),
    FollowUpRow: ("card_id", "made_id"),
    FeedEventRow: ("card_id",),
    ChannelMessageRow: ("key",),
    StudentCardRow: ("card_id",),
    StatementLineRow: ("subject_id",),
    NoticeRow: ("card_id",),
}
"""Every table that says something about cards, and the columns that tell about which."""

ABOUT_STUDENTS: Final[Mapping[type[Any], str]] = {
    StudentRow: "id",
    StudentCardRow: "student_id",
    StudentProjectRow: "student_id",
    MentorshipRow: "student_id",
    SlotRow: "student_id",
    MentoringSessionRow: "student_id",
    GoalRow: "student_id",
    ReportRow: "session_id",
    SessionChangeRow: "session_id",
    MailRow: "student_id",
    SessionMailRow: "student_id",
    StudentPageRow: "student_id",
    StatementLineRow: "student_id",
}
"""Every table that says something about students, and the column that tells about whom: the student, or
one of their sessions.
"""

NOT_ABOUT_CARDS: Final = frozenset(
    {
        *("boards", "lists", "labels", "members", "memberships", "custom_fields"),
        *("board_states", "rulebook_versions", "webhooks", "drift_reports", "facts"),
        *("profiles", "profile_traces", "feeds", "channel_states", "session_rungs"),
        *("mentor_contacts", "offered_times", "busy_calendars", "profile_reminders"),
        *("saved_views", "closed_months", "proposals_put_off", "paces"),
    }
)
"""The others, but for what is about students: boards and people of the school. A drift report has ids of
cards and names of fields.
"""

Json = dict[str, Any]


def about(table: type[Any], card_ids: Collection[str]) -> sa.ColumnElement[bool]:
    """Return the condition that a row of this table is about one of these cards."""
    return sa.or_(*(getattr(table, each).in_(card_ids) for each in ABOUT_CARDS[table]))


def kept_about(session: Session, card_ids: Collection[str]) -> dict[str, dict[str, list[Json]]]:
    """Return all rows about these cards as JSON can hold them: {card id: {table: [row, …]}}."""
    found: dict[str, dict[str, list[Json]]] = {each: {} for each in card_ids}
    for table, columns in ABOUT_CARDS.items():
        for row in _rows(session, table, card_ids):
            for card_id in {row[each] for each in columns} & found.keys():
                told = {key: _plain(value) for key, value in row.items()}
                found[card_id].setdefault(table.__tablename__, []).append(told)
    return found


def kept_about_students(
    session: Session, student_ids: Collection[str]
) -> dict[str, dict[str, list[Json]]]:
    """Return all rows about these students as JSON can hold them: {student id: {table: [row, …]}}."""
    held = MentoringSessionRow
    mine = sa.select(held.id, held.student_id).where(held.student_id.in_(student_ids))
    whose = {each.id: each.student_id for each in session.execute(mine)}
    found: dict[str, dict[str, list[Json]]] = {each: {} for each in student_ids}
    for table, name in ABOUT_STUDENTS.items():
        columns, of_session = table.__table__.columns, name == "session_id"
        wanted = sa.select(held.id).where(held.student_id.in_(student_ids))
        about_them = getattr(table, name).in_(wanted if of_session else student_ids)
        query = sa.select(*columns).where(about_them).order_by(*table.__table__.primary_key)
        for row in session.execute(query).mappings():
            student_id = whose[row[name]] if of_session else row[name]
            told = {key: _plain(value) for key, value in row.items()}
            found[student_id].setdefault(table.__tablename__, []).append(told)
    return found


def _rows(session: Session, table: type[Any], card_ids: Collection[str]) -> Iterable[Any]:
    columns = table.__table__.columns
    query = sa.select(*columns).where(about(table, card_ids)).order_by(*table.__table__.primary_key)
    return session.execute(query).mappings()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
