"""What the agenda needs of a card beyond mentoring: its title, when it was put forward, its seal."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import holidays
import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.verdict import Language
from sync.storage.tables import CaseRow, SealRow
from sync.storage.trello_tables import CardRow, MemberRow

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """One card. `put_forward`: when it entered the intake list; `sealed`: its fixed date. UTC."""

    name: str
    put_forward: datetime | None
    sealed: datetime | None


def facts_of(session: Session, card_ids: Collection[str]) -> dict[str, Facts]:
    """Return the facts by card id; a card that the mirror does not have is left out."""
    ids, found = list(card_ids), dict[str, Facts]()
    for start in range(0, len(ids), CHUNK):
        query = (
            sa.select(CardRow.id, CardRow.name, CaseRow.put_forward_at, SealRow.due)
            .outerjoin(CaseRow, CaseRow.card_id == CardRow.id)
            .outerjoin(SealRow, SealRow.card_id == CardRow.id)
            .where(CardRow.id.in_(ids[start : start + CHUNK]))
        )
        for card_id, name, put_forward, sealed in session.execute(query):
            found[card_id] = Facts(name, put_forward, sealed)
    return found


def people(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of these members, by id."""
    query = sa.select(MemberRow).where(MemberRow.id.in_(list(ids)))
    return {row.id: row.full_name or row.username for row in session.scalars(query)}


@cache
def holiday_names(year: int, language: Language) -> dict[date, str]:
    """Return France's public holidays of this year and the next, by day."""
    spoken = "fr" if language == "fr" else "en_US"
    named = holidays.country_holidays("FR", years=(year, year + 1), language=spoken)
    return {day: name.replace("'", "’") for day, name in named.items()}
