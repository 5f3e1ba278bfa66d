"""Somebody is asked to take a card; mentors with an empty profile are asked to fill it in."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from mentoring.school.ask_tables import AskRow
from mentoring.school.asks import end, open_ask
from rules.bilingual import Sentence
from sync.clock import now
from sync.effects.kind import Kind, Revoke, Stays, at_once
from sync.storage.tables import ReceiptRow


def _withdraw(session: Session, receipt: ReceiptRow) -> bool:
    """End the ask that this receipt is of; False where it has ended, or somebody else was asked since."""
    row: AskRow | None = open_ask(session, str(receipt.card_id))
    if row is None or row.receipt_id != receipt.id:
        return False
    end(session, row, "withdrawn", now())
    return True


ASK: Final = Kind(
    "AskSomebody",
    "mentoring",
    Sentence("a demandé à {note} de s'en charger", "asked {note} to take it on"),
    Revoke(Sentence("a retiré sa demande", "took the request back"), _withdraw),
    at_once,
    note="within",
)
REMIND_PROFILES: Final = Kind(
    "RemindProfiles",
    "mentoring",
    Sentence("a relancé les profils vides ({to})", "reminded of the empty profiles ({to})"),
    Stays(
        Sentence(
            "un rappel déjà parti ne se reprend pas : dites-leur que ce n'est plus la peine",
            "a reminder that went out is not taken back: tell them that it is no longer needed",
        )
    ),
    at_once,
)
KINDS: Final = (ASK, REMIND_PROFILES)
