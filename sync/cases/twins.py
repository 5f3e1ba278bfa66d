"""Two cards for one student and project: meant, or one of them archived after its contents moved over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.card import Card, Member
from rules.history import Twin
from sync.storage.database import flush_alone
from sync.storage.tables import AcceptedTwinsRow


def without_accepted(session: Session, card_id: str, twins: tuple[Twin, ...]) -> tuple[Twin, ...]:
    """Return the twins of this card that nobody has said to be meant."""
    if not twins:
        return twins
    row = AcceptedTwinsRow
    query = sa.select(row.first_id, row.second_id)
    query = query.where(sa.or_(row.first_id == card_id, row.second_id == card_id))
    meant = {each for pair in session.execute(query) for each in pair}
    return tuple(each for each in twins if each.card_id not in meant)


def accept_twins(
    session: Session, card_ids: Sequence[str], by: str, reason: str, at: datetime
) -> None:
    """Note that these cards stand beside each other on purpose."""
    for first, second in combinations(sorted(set(card_ids)), 2):
        if session.get(AcceptedTwinsRow, (first, second)) is None:
            session.add(
                AcceptedTwinsRow(first_id=first, second_id=second, by=by[:64], at=at, reason=reason)
            )
    flush_alone(session)


def warn_again(session: Session, card_ids: Sequence[str]) -> None:
    """Forget that these cards stand beside each other on purpose: they are warned of again."""
    row = AcceptedTwinsRow
    session.execute(sa.delete(row).where(row.first_id.in_(card_ids), row.second_id.in_(card_ids)))
    flush_alone(session)


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes from a card that is archived to its twin, because the twin has none of its own."""

    due: datetime | None = None
    desc: str = ""
    members: tuple[Member, ...] = ()

    @property
    def what(self) -> tuple[str, ...]:
        """What there is to carry: due, details, member."""
        named = (("due", self.due), ("details", self.desc), ("member", self.members))
        return tuple(name for name, value in named if value)


def carried(spare: Card, kept: Card, bot_id: str | None) -> Carried:
    """Return what is carried over to the card that is kept. A date that `kept` has is never touched; a
    description is moved only where it has none; people always come along, so that nobody loses sight of
    their student.
    """
    there = {each.id for each in kept.members} | {bot_id}
    return Carried(
        due=spare.due if kept.due is None else None,
        desc=spare.desc.strip() if not kept.desc.strip() else "",
        members=tuple(each for each in spare.members if each.id not in there),
    )
