"""What each rule found in the last weeks, read from the history of verdicts."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.reports.silent_rules import USUAL_WEEKS, WEEK, Judged, Silent, silent_rules
from rules.rulebook.values import Rulebook
from sync.storage.tables import VerdictChangeRow


def rules_gone_silent(session: Session, rulebook: Rulebook, now: datetime) -> list[Silent]:
    """Return the rules that stopped firing, of those that block cards on some board today."""
    row = VerdictChangeRow
    query = sa.select(row.card_id, row.at, row.missing)
    query = query.where(row.at > now - (USUAL_WEEKS + 1) * WEEK, row.at <= now)
    changes = (Judged(x.card_id, x.at, tuple(x.missing)) for x in session.execute(query))
    blocks = {
        mention
        for rules in rulebook.boards.values()
        for mention, severity in rules.severities.items()
        if severity == "blocks"
    }
    return [each for each in silent_rules(changes, now) if each.mention in blocks]
