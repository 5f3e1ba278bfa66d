"""What managers put off (« Pas maintenant »): a proposal is not shown to any of them until it comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, Literal

import sqlalchemy as sa

from mentoring.sessions.changes.act import Act
from mentoring.sessions.rights import Unknown
from mentoring.students.mentors import people
from mentoring.students.tables import ProposalPutOffRow
from sync.storage.database import dialect_of, insert_for

Proposal = Literal["first-student", "validator"]
PROPOSALS: Final[tuple[Proposal, ...]] = ("first-student", "validator")

FOR: Final = timedelta(days=30)
"""So long a proposal is put off."""


def put_off(act: Act, proposal: Proposal, member_id: str) -> None:
    """Put off what is proposed about this mentor, for 30 days from now. Raises `Unknown` where they are on
    no board that the caller manages.
    """
    _manages(act, member_id)
    row = ProposalPutOffRow
    new = insert_for(dialect_of(act.session), row).values(kind=proposal, member_id=member_id)
    said = {"until": act.now + FOR, "by": act.viewer.name[:64]}
    changed = new.values(**said).on_conflict_do_update(
        index_elements=[row.kind, row.member_id], set_=said
    )
    act.session.execute(changed)


def propose_again(act: Act, proposal: Proposal, member_id: str) -> None:
    """Take back that it was put off. Raises `Unknown` as above."""
    _manages(act, member_id)
    row = ProposalPutOffRow
    gone = sa.delete(row).where(row.kind == proposal, row.member_id == member_id)
    act.session.execute(gone)


def put_off_now(act: Act, proposal: Proposal) -> frozenset[str]:
    """Return the members about whom this is not proposed for the moment."""
    row = ProposalPutOffRow
    query = sa.select(row.member_id).where(row.kind == proposal, row.until > act.now)
    return frozenset(act.session.scalars(query))


def _manages(act: Act, member_id: str) -> None:
    there = people(act.session, act.rulebook, act.viewer.managed)
    if member_id not in {each.id for each in there}:
        raise Unknown
