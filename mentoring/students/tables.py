"""The tables of students: who they are, their cards and projects, and who follows them."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base
from sync.storage.trello_tables import TrelloId


class StudentRow(Base):
    """A student of the school. Ids are ours; two students may share a name.

    `project`: the name of the project that they are at. `active_at`: since when they are counted,
    listed and reminded about (first slot, session, import, or a manager's word); None for one who is
    only known from a card. `ended_how`: `finished` or `left`. Both days of a pause are included; no
    reason is kept.
    """

    __tablename__ = "students"
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    name_key: Mapped[str] = mapped_column(sa.Text, index=True)
    course: Mapped[str] = mapped_column(sa.Text, default="")
    project: Mapped[str] = mapped_column(sa.Text, default="")
    email: Mapped[str] = mapped_column(sa.Text, default="")
    zone: Mapped[str] = mapped_column(sa.String(64), default="")
    funding: Mapped[str] = mapped_column(sa.String(32), default="")
    paused_from: Mapped[date | None]
    paused_until: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[str] = mapped_column(sa.String(8), default="")
    active_at: Mapped[datetime | None]


class StudentCardRow(Base):
    """A card is about this student. `how`: `read` by the clerk with certainty, `chosen` by a manager."""

    __tablename__ = "student_cards"
    card_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    student_id: Mapped[str] = mapped_column(TrelloId, index=True)
    how: Mapped[str] = mapped_column(sa.String(8))


class StudentProjectRow(Base):
    """A project of a student: since when, the date of its defence, and how it ended.

    `outcome`: `passed`, `conditional`, `failed`, or "" while it goes on.
    """

    __tablename__ = "student_projects"
    student_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    project: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    began: Mapped[datetime]
    defence_at: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(sa.String(16), default="")


class MentorshipRow(Base):
    """A mentor follows a student, since and until. At most one is open a student.

    `source`: `card`, `manager` or `import`; `by`: the name of who decided it, or the id of the card.
    """

    __tablename__ = "mentorships"
    __table_args__ = (
        sa.Index(
            "uq_mentorships_open",
            "student_id",
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    student_id: Mapped[str] = mapped_column(TrelloId, index=True)
    member_id: Mapped[str] = mapped_column(TrelloId, index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    source: Mapped[str] = mapped_column(sa.String(8))
    by: Mapped[str] = mapped_column(sa.String(64), default="")


class ProposalPutOffRow(Base):
    """A manager answered « Pas maintenant » to what is proposed about a mentor: `first-student` or
    `validator`. It comes back at `until`.
    """

    __tablename__ = "proposals_put_off"
    kind: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    member_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    until: Mapped[datetime]
    by: Mapped[str] = mapped_column(sa.String(64))
