"""A card of the school as all that follows one run sees it: read once, in the transaction they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from mentoring.school.model import Defence, Transfer
from mentoring.school.read import defences, transfers
from rules.rulebook.values import Rulebook
from sync.clock import now

_SEEN: Final = "school-cards"


def glance(
    session: Session, rulebook: Rulebook, card_id: str, board_id: str
) -> Defence | Transfer | None:
    """Return the card, None where it is nothing that is followed. What this transaction writes of it after
    the first glance is not seen.
    """
    seen: dict[str, Defence | Transfer | None] = session.info.setdefault(_SEEN, {})
    if card_id not in seen:
        rules = rulebook.board(board_id)
        found: Sequence[Defence | Transfer] = ()
        if rules is not None and rules.is_school:
            read = defences if rules.kind == "soutenances" else transfers
            found = read(session, rulebook, now(), card_id)
        seen[card_id] = next(iter(found), None)
    return seen[card_id]
