"""Filters of the managers' queue that are kept under a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.storage.desk_tables import SavedViewRow


class SavedView(NamedTuple):
    """A view. `shared`: every manager finds it; `member_id`, who made it, alone may change it."""

    id: int
    member_id: str
    name: str
    filters: Mapping[str, str]
    shared: bool


def views_for(session: Session, member_id: str) -> list[SavedView]:
    """Return the views of this person and those that are shared: their own first, by name."""
    row = SavedViewRow
    found = _read(session, sa.or_(row.member_id == member_id, row.shared))
    return sorted(found, key=lambda each: (each.member_id != member_id, each.name.casefold()))


def views_of(session: Session, member_id: str) -> list[SavedView]:
    """Return the views that this person made."""
    return _read(session, SavedViewRow.member_id == member_id)


def _read(session: Session, which: sa.ColumnElement[bool]) -> list[SavedView]:
    rows = session.scalars(sa.select(SavedViewRow).where(which).order_by(SavedViewRow.id))
    return [SavedView(x.id, x.member_id, x.name, x.filters, x.shared) for x in rows]


def keep(
    session: Session,
    member_id: str,
    name: str,
    filters: Mapping[str, str],
    shared: bool,
    at: datetime,
) -> None:
    """Keep these filters under a name."""
    made = SavedViewRow(member_id=member_id, name=name, filters=dict(filters), shared=shared, at=at)
    session.add(made)
    session.flush()


def change(
    session: Session, member_id: str, view_id: int, name: str, shared: bool, at: datetime
) -> bool:
    """Give this person's view another name, share it or not. False where it is not theirs, or gone."""
    row = session.get(SavedViewRow, view_id)
    if row is None or row.member_id != member_id:
        return False
    row.name, row.shared, row.at = name, shared, at
    session.flush()
    return True


def delete(session: Session, member_id: str, view_id: int) -> bool:
    """Delete this person's view. False where it is not theirs, or gone already."""
    row = session.get(SavedViewRow, view_id)
    if row is None or row.member_id != member_id:
        return False
    session.delete(row)
    session.flush()
    return True
