"""Who has a card in hand: said to the other managers, given back by itself, and never a lock."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.storage.database import dialect_of, insert_for
from sync.storage.desk_tables import ClaimRow

HELD: Final = timedelta(minutes=5)
"""How long a card stays in hand after the last sign of it. A page that shows the card gives one every two
minutes (`todo_claims.js`): a missed one changes nothing, and a closed browser soon frees the card.
"""


class Claim(NamedTuple):
    """A card in somebody's hand. `since`: when they took it up."""

    card_id: str
    member_id: str
    since: datetime


def claim(
    session: Session, card_id: str, board_id: str, member_id: str, at: datetime
) -> Claim | None:
    """Take the card in hand, and give back any other. Returns the claim of whoever else still has it in
    hand; None where it is this person's now. `at`: the present, UTC.
    """
    row = ClaimRow
    session.execute(sa.delete(row).where(row.member_id == member_id, row.card_id != card_id))
    session.execute(sa.delete(row).where(row.at < at - HELD))
    values = {"board_id": board_id, "member_id": member_id, "since": at, "at": at}
    made = insert_for(dialect_of(session), row).values(card_id=card_id, **values)
    mine = row.member_id == member_id
    session.execute(
        made.on_conflict_do_update(index_elements=["card_id"], set_={"at": at}, where=mine)
    )
    found = session.get_one(row, card_id, populate_existing=True)
    return None if found.member_id == member_id else Claim(card_id, found.member_id, found.since)


def give_back(session: Session, card_id: str, member_id: str) -> None:
    """Let go of the card, if it is in this person's hand."""
    row = ClaimRow
    session.execute(sa.delete(row).where(row.card_id == card_id, row.member_id == member_id))


def claims(session: Session, boards: Collection[str], at: datetime) -> list[Claim]:
    """Return the cards of these boards that are in somebody's hand."""
    row = ClaimRow
    query = sa.select(row.card_id, row.member_id, row.since).order_by(row.card_id)
    query = query.where(row.board_id.in_(boards), row.at >= at - HELD)
    return [Claim(*each) for each in session.execute(query)]
