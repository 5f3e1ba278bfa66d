"""The tables of statements: months that were closed, and their lines as they were then."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sync.storage.database import Base
from sync.storage.trello_tables import TrelloId


class ClosedMonthRow(Base):
    """A month ("2026-11") that was closed for a mentor, by whom (a name), in which currency ("" without
    amounts). One that was opened again stays, with who did it; one is closed at a time.
    """

    __tablename__ = "closed_months"
    __table_args__ = (
        sa.Index(
            "uq_closed_months_once",
            "member_id",
            "month",
            unique=True,
            sqlite_where=sa.text("reopened_at IS NULL"),
            postgresql_where=sa.text("reopened_at IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    member_id: Mapped[str] = mapped_column(TrelloId)
    month: Mapped[str] = mapped_column(sa.String(7))
    currency: Mapped[str] = mapped_column(sa.String(3), default="")
    closed_at: Mapped[datetime]
    closed_by: Mapped[str] = mapped_column(sa.String(64))
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[str] = mapped_column(sa.String(64), default="")


class StatementLineRow(Base):
    """A line of a closed month. `subject`: `session` or `defence`, with its id; names are read beside
    the student, so that what is erased there names nobody here. `amount`: exact, as text, None where the
    rulebook said none. `corrects`: the closed month whose line it changes, which had the status `was`.
    """

    __tablename__ = "statement_lines"
    closing_id: Mapped[str] = mapped_column(TrelloId, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    subject: Mapped[str] = mapped_column(sa.String(8))
    subject_id: Mapped[str] = mapped_column(TrelloId)
    at: Mapped[datetime]
    student_id: Mapped[str] = mapped_column(TrelloId, default="")
    course: Mapped[str] = mapped_column(sa.Text, default="")
    project: Mapped[str] = mapped_column(sa.Text, default="")
    level: Mapped[int]
    funding: Mapped[str] = mapped_column(sa.String(32), default="")
    status: Mapped[str] = mapped_column(sa.String(16))
    amount: Mapped[str | None] = mapped_column(sa.String(16))
    corrects: Mapped[str] = mapped_column(sa.String(7), default="")
    was: Mapped[str] = mapped_column(sa.String(16), default="")
