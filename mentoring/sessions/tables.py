"""The tables of sessions: weekly slots, sessions, goals, reports, and every change of a session."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base
from sync.storage.trello_tables import TrelloId


class SlotRow(Base):
    """A student's weekly time: `weekday` from 0 (Monday), `minute` of the day on the wall clock of
    `zone`, `length` in minutes. Both days are included; `until_day` None: it goes on.
    """

    __tablename__ = "slots"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    student_id: Mapped[str] = mapped_column(TrelloId, index=True)
    member_id: Mapped[str] = mapped_column(TrelloId, index=True)
    weekday: Mapped[int]
    minute: Mapped[int]
    length: Mapped[int]
    zone: Mapped[str] = mapped_column(sa.String(64))
    from_day: Mapped[date]
    until_day: Mapped[date | None]


class MentoringSessionRow(Base):
    """One session. An occurrence of a slot exists once, moved or not; without `starts` it still has
    to find its time. `sequence` counts its changes as calendars want to know.

    `status` is None until somebody says how it went. `told_at`: when the student said that they
    would not come. `course`, `project` and `funding` are copied when the status is given.
    """

    __tablename__ = "mentoring_sessions"
    __table_args__ = (
        sa.UniqueConstraint("slot_id", "slot_day"),
        sa.Index("ix_mentoring_sessions_member_starts", "member_id", "starts"),
        sa.Index("ix_mentoring_sessions_student_starts", "student_id", "starts"),
        sa.Index(
            "ix_mentoring_sessions_unset",
            "ends",
            sqlite_where=sa.text("status IS NULL"),
            postgresql_where=sa.text("status IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    student_id: Mapped[str] = mapped_column(TrelloId)
    member_id: Mapped[str] = mapped_column(TrelloId)
    kind: Mapped[str] = mapped_column(sa.String(8))
    slot_id: Mapped[str | None] = mapped_column(TrelloId)
    slot_day: Mapped[date | None] = mapped_column(index=True)
    starts: Mapped[datetime | None] = mapped_column(index=True)
    ends: Mapped[datetime | None]
    video: Mapped[str] = mapped_column(sa.Text, default="")
    status: Mapped[str | None] = mapped_column(sa.String(16))
    told_at: Mapped[datetime | None]
    status_at: Mapped[datetime | None]
    status_by: Mapped[str] = mapped_column(sa.String(64), default="")
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    touched: Mapped[bool] = mapped_column(default=False)
    course: Mapped[str] = mapped_column(sa.Text, default="")
    project: Mapped[str] = mapped_column(sa.Text, default="")
    funding: Mapped[str] = mapped_column(sa.String(32), default="")


class GoalRow(Base):
    """A goal for the week: set in one session, judged in another (`reached`, `partly`, `missed`)."""

    __tablename__ = "goals"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    student_id: Mapped[str] = mapped_column(TrelloId, index=True)
    set_in: Mapped[str] = mapped_column(TrelloId, index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(sa.Text, default="")
    judged_in: Mapped[str | None] = mapped_column(TrelloId, index=True)
    outcome: Mapped[str] = mapped_column(sa.String(8), default="")


class ReportRow(Base):
    """The report of a session. `draft`: what was typed and not sent off yet, None once it is;
    `written_at` is None until then. `private` is for mentors and managers, the rest for the student.
    """

    __tablename__ = "reports"
    session_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    blockers: Mapped[str] = mapped_column(sa.Text, default="")
    more: Mapped[str] = mapped_column(sa.Text, default="")
    private: Mapped[str] = mapped_column(sa.Text, default="")
    draft: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    written_at: Mapped[datetime | None]


class SessionChangeRow(Base):
    """A change of a session; only ever added to. `by` is a member id, "" for the clerk.

    `door`: `desk`, `link`, `student`, `order` or `clerk`. `before` and `after` hold times, statuses
    and ids, never what somebody wrote.
    """

    __tablename__ = "session_changes"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    session_id: Mapped[str] = mapped_column(TrelloId, index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(TrelloId, default="")
    door: Mapped[str] = mapped_column(sa.String(8))
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)


class SessionRungRow(Base):
    """A rung of the ladder that a mentor was told, once for all sessions of a day without a status."""

    __tablename__ = "session_rungs"
    member_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    rung: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    told_at: Mapped[datetime]
