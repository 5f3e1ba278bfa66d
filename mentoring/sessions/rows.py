"""Sessions and slots between the tables and values, and the history of a session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.sessions.model import Door, MentoringSession, Slot
from mentoring.sessions.tables import MentoringSessionRow, SessionChangeRow, SlotRow

CHANGING: Final = (
    *("member_id", "starts", "ends", "video", "touched", "slot_id", "slot_day"),
    *("status", "told_at", "status_at", "status_by", "course", "project", "funding"),
)
"""What of a session can change, and is kept in its history: nothing of what its report says."""

_INSTANTS: Final = ("starts", "ends", "told_at", "status_at")


def session_value(row: MentoringSessionRow) -> MentoringSession:
    """Return the session as a value."""
    return MentoringSession(
        id=row.id,
        student_id=row.student_id,
        member_id=row.member_id,
        kind=row.kind,
        starts=row.starts,
        ends=row.ends,
        slot_id=row.slot_id,
        slot_day=row.slot_day,
        video=row.video,
        status=row.status,
        told_at=row.told_at,
        touched=row.touched,
        sequence=row.sequence,
    )


def slot_value(row: SlotRow) -> Slot:
    """Return the slot as a value."""
    return Slot(
        row.id,
        row.student_id,
        row.member_id,
        row.weekday,
        row.minute,
        row.length,
        ZoneInfo(row.zone),
        row.from_day,
        row.until_day,
    )


def slots_of(session: Session, student_id: str) -> list[Slot]:
    """Return the slots of a student, the present one last."""
    row = SlotRow
    query = sa.select(row).where(row.student_id == student_id)
    return [slot_value(x) for x in session.scalars(query.order_by(row.from_day, row.id))]


def state_of(row: MentoringSessionRow) -> dict[str, Any]:
    """Return what can change of a session, as JSON can hold it."""
    found = {name: getattr(row, name) for name in CHANGING}
    return {key: _plain(value) for key, value in found.items()}


def restore(row: MentoringSessionRow, state: Mapping[str, Any]) -> None:
    """Bring the row to that state, as `state_of` gives it; what is not in it stays."""
    for name in CHANGING:
        if name in state:
            setattr(row, name, _value(name, state[name]))


def record(
    session: Session,
    row: MentoringSessionRow,
    before: Mapping[str, Any],
    by: str,
    door: Door,
    at: datetime,
) -> int | None:
    """Write down what changed of this session since `before`. Returns the id of the change, None if nothing
    changed.
    """
    after = state_of(row)
    changed = [name for name in CHANGING if before.get(name) != after[name]]
    if not changed:
        return None
    row.sequence, row.changed_at = row.sequence + 1, at
    change = SessionChangeRow(
        session_id=row.id,
        at=at,
        by=by,
        door=door,
        before={name: before.get(name) for name in changed},
        after={name: after[name] for name in changed},
    )
    session.add(change)
    session.flush()
    return change.id


def last_change(session: Session, session_id: str) -> SessionChangeRow | None:
    """Return the latest change of a session."""
    row = SessionChangeRow
    query = sa.select(row).where(row.session_id == session_id)
    return session.scalar(query.order_by(row.id.desc()).limit(1))


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _INSTANTS:
        return datetime.fromisoformat(value)
    return datetime.fromisoformat(value).date() if name == "slot_day" else value
