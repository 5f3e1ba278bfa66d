"""Students and their sessions"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from sync.storage.database import UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add who the students are and who follows them; slots, sessions, goals, reports."""
    _students()
    _mentorships()
    _slots()
    _sessions()
    _reports()


def _text(name: str, length: int | None = None, *, null: bool = False) -> sa.Column[Any]:
    kind = sa.Text() if length is None else sa.String(length=length)
    return sa.Column(name, kind, nullable=null)


def _at(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UTCDateTime(), nullable=null)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _day(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=null)


def _key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=op.f(f"pk_{table}"))


def _index(table: str, name: str) -> None:
    op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)


def _students() -> None:
    op.create_table(
        "students",
        _text("id", 64),
        *(_text(each) for each in ("name", "name_key", "course", "project", "email")),
        _text("zone", 64),
        _text("funding", 32),
        _day("paused_from", null=True),
        _day("paused_until", null=True),
        _at("ended_at", null=True),
        _text("ended_how", 8),
        _at("active_at", null=True),
        _key("students", "id"),
    )
    _index("students", "name_key")
    op.create_table(
        "student_cards",
        *(_text("card_id", 64), _text("student_id", 64), _text("how", 8)),
        _key("student_cards", "card_id"),
    )
    _index("student_cards", "student_id")
    op.create_table(
        "student_projects",
        *(_text("student_id", 64), _text("project", 120), _at("began")),
        *(_at("defence_at", null=True), _at("ended", null=True), _text("outcome", 16)),
        _key("student_projects", "student_id", "project"),
    )


def _mentorships() -> None:
    op.create_table(
        "mentorships",
        *(_text("id", 64), _text("student_id", 64), _text("member_id", 64)),
        *(_at("since"), _at("until", null=True), _text("source", 8), _text("by", 64)),
        _key("mentorships", "id"),
    )
    _index("mentorships", "student_id")
    _index("mentorships", "member_id")
    still = sa.text("until IS NULL")
    op.create_index(
        "uq_mentorships_open",
        "mentorships",
        ["student_id"],
        unique=True,
        sqlite_where=still,
        postgresql_where=still,
    )


def _slots() -> None:
    op.create_table(
        "slots",
        *(_text("id", 64), _text("student_id", 64), _text("member_id", 64)),
        *(_number("weekday"), _number("minute"), _number("length"), _text("zone", 64)),
        *(_day("from_day"), _day("until_day", null=True)),
        _key("slots", "id"),
    )
    _index("slots", "student_id")
    _index("slots", "member_id")


def _sessions() -> None:
    table = "mentoring_sessions"
    op.create_table(
        table,
        *(_text("id", 64), _text("student_id", 64), _text("member_id", 64), _text("kind", 8)),
        *(_text("slot_id", 64, null=True), _day("slot_day", null=True)),
        *(_at("starts", null=True), _at("ends", null=True), _text("video")),
        *(_text("status", 16, null=True), _at("told_at", null=True), _at("status_at", null=True)),
        *(_text("status_by", 64), _number("sequence"), _at("changed_at")),
        sa.Column("touched", sa.Boolean(), nullable=False),
        *(_text("course"), _text("project"), _text("funding", 32)),
        _key(table, "id"),
        sa.UniqueConstraint("slot_id", "slot_day", name=op.f(f"uq_{table}_slot_id")),
    )
    _index(table, "slot_day")
    _index(table, "starts")
    for whose in ("member", "student"):
        op.create_index(f"ix_{table}_{whose}_starts", table, [f"{whose}_id", "starts"])
    unset = sa.text("status IS NULL")
    op.create_index(
        f"ix_{table}_unset", table, ["ends"], sqlite_where=unset, postgresql_where=unset
    )


def _reports() -> None:
    op.create_table(
        "goals",
        *(_text("id", 64), _text("student_id", 64), _text("set_in", 64), _number("position")),
        *(_text("text"), _text("judged_in", 64, null=True), _text("outcome", 8)),
        _key("goals", "id"),
    )
    for name in ("student_id", "set_in", "judged_in"):
        _index("goals", name)
    op.create_table(
        "reports",
        *(_text("session_id", 64), _text("blockers"), _text("more"), _text("private")),
        sa.Column("draft", sa.JSON(), nullable=True),
        _at("written_at", null=True),
        _key("reports", "session_id"),
    )
    op.create_table(
        "session_changes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        *(_text("session_id", 64), _at("at"), _text("by", 64), _text("door", 8)),
        *(sa.Column(each, sa.JSON(), nullable=False) for each in ("before", "after")),
        _key("session_changes", "id"),
    )
    _index("session_changes", "session_id")
    op.create_table(
        "session_rungs",
        *(_text("member_id", 64), _text("rung", 8), _day("day"), _at("told_at")),
        _key("session_rungs", "member_id", "rung", "day"),
    )
