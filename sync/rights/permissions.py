"""What a person may do on a board: read from the mirror, never believed from outside."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.rulebook.values import BoardRules
from sync.mirror.read import load_board_form
from sync.rulebook.boards import WRITERS, managers_of
from sync.storage.trello_tables import MemberRow, MembershipRow


@dataclass(frozen=True, slots=True)
class Person:
    """A member of a board who may change its cards; `manager`: may also accept exceptions."""

    id: str
    name: str
    username: str
    manager: bool


def takes_part(session: Session, board_id: str, member_id: str) -> bool:
    """Return whether this member may change cards of the board, in one query."""
    row = MembershipRow
    query = sa.select(row.role).join(MemberRow, MemberRow.id == row.member_id)
    query = query.where(row.board_id == board_id, row.member_id == member_id)
    query = query.where(row.role.in_(WRITERS))
    return session.connection().execute(query).first() is not None


def person_on(session: Session, rules: BoardRules, member_id: str) -> Person | None:
    """Return the person, or None for strangers and observers. What is remembered of the board says it."""
    form = load_board_form(session, rules.board)
    known = form["members"].get(member_id) if form is not None else None
    if form is None or known is None or form["memberships"].get(member_id) not in WRITERS:
        return None
    full_name, username, _ = known
    manager = member_id in managers_of(session, rules)
    return Person(member_id, full_name or username, username, manager)
