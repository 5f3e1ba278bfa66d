"""How long cards stay in each list, kept as the mirror sees them come and go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.card import created_at
from sync.storage.many_rows import among, insert_into, insert_many
from sync.storage.tables import StayRow

FRESH: Final = timedelta(hours=1)
"""A card that is new to the mirror has just come into its list where it was made within this time."""

WHERE: Final = frozenset({"list_id", "board_id", "closed"})


def keep_stays(
    session: Session, forms: Sequence[tuple[Mapping[str, Any], Sequence[str]]], at: datetime
) -> None:
    """End and begin the stays of cards that are new to the mirror or have moved, seen at `at`.

    `forms`: each card's normal form with the names of what changed (["missing"]: it is new).
    """
    moved = [each for each, changed in forms if WHERE.intersection(changed)]
    new = [each for each, changed in forms if list(changed) == ["missing"]]
    leave(session, [each["id"] for each in moved], at)
    begun = [(each, at) for each in moved]
    begun += [(each, made) for each in new if _fresh(made := created_at(each["id"]), at)]
    rows = [
        {
            "card_id": each["id"],
            "board_id": each["board_id"],
            "list_id": each["list_id"],
            "entered_at": entered,
        }
        for each, entered in begun
        if not each["closed"]
    ]
    insert_many(session, insert_into(StayRow), rows)


def leave(session: Session, card_ids: Sequence[str], at: datetime) -> None:
    """Note that these cards are not where they were any more."""
    if card_ids:
        row = StayRow
        session.execute(
            sa.update(row)
            .where(among(session, row.card_id, card_ids), row.left_at.is_(None))
            .values(left_at=at)
            .execution_options(synchronize_session=False)
        )


def _fresh(made: datetime, at: datetime) -> bool:
    return -FRESH <= at - made <= FRESH
