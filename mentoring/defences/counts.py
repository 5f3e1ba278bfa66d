"""How defences ended since an instant, for the figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.outcome_tables import OutcomeRow


def endings(
    session: Session, boards: Sequence[str], since: datetime
) -> list[tuple[str, datetime, str]]:
    """Return each defence since then as it stands now: card id, when it was held (else told), outcome."""
    row = OutcomeRow
    when = sa.func.coalesce(row.held, row.at)
    query = sa.select(row.card_id, row.held, row.at, row.outcome)
    query = query.where(row.board_id.in_(boards), when >= since)
    return [(card, held or at, outcome) for card, held, at, outcome in session.execute(query)]
