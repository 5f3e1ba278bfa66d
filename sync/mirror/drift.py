"""Since when the mirror differs from a board: what the drift reports before this one say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.mirror.compare import Report
from sync.storage.board_tables import DriftRow

LOOKED_AT = 50
"""How many earlier reports are looked at: an older difference is told to be as old as the first of them."""


def since(session: Session, report: Report) -> Mapping[str, datetime]:
    """Return, for each difference, the last look at which mirror and board agreed on it: it came later."""
    row = DriftRow
    query = sa.select(row).where(row.board_id == report.board_id, row.at < report.at)
    before = session.scalars(query.order_by(row.at.desc()).limit(LOOKED_AT)).all()
    found: dict[str, datetime] = {}
    open_ = {each.id for each in report.differences}
    for each in before:
        still = set() if each.repaired else {entry[0] for entry in each.differences}
        found |= dict.fromkeys(open_ - still, each.at)
        open_ &= still
    return found | dict.fromkeys(open_, before[-1].at if before else report.at)
