"""What people decided about cards, in the order in which they did, from the receipts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.editing.replay import Moment, Word
from sync.effects.kinds.decision import ACCEPT, LIFT, SUSPEND
from sync.effects.receipts import CLERK
from sync.storage.tables import ReceiptRow

_WORDS: Final[Mapping[str, Word]] = {
    ACCEPT.name: "accepted",
    SUSPEND.name: "suspended",
    LIFT.name: "lifted",
}


def decisions_of(
    session: Session, card_ids: Sequence[str], since: datetime, until: datetime
) -> dict[str, list[Moment]]:
    """Return, by card id, when people had cards accepted or left alone, or took such a word back: after
    `since` and up to `until` (UTC). The moments do not know the card as it was then.
    """
    row = ReceiptRow
    query = (
        sa.select(row.card_id, row.at, row.command, row.by)
        .where(row.card_id.in_(card_ids), row.at > since, row.at <= until, row.by != CLERK)
        .where(row.command.in_(list(_WORDS)), row.state == "done")
        .order_by(row.id)
    )
    found: dict[str, list[Moment]] = {}
    for card_id, at, command, by in session.execute(query):
        moment = Moment(at, None, by, word=_WORDS[command])
        found.setdefault(str(card_id), []).append(moment)
    return found
