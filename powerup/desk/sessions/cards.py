"""The cards that the desk prepares for a student, of the defence or of a transfer; and taking them back."""

from __future__ import annotations

from mentoring.defences.card_from_sessions import Prepared, prepare_card, take_card_back
from powerup.desk.sessions.service import who
from powerup.desk.tab import Ask
from powerup.http.errors import bad_input
from powerup.sessions.shown import Json


def prepare(ask: Ask, student: str) -> Json:
    """Make the card of the defence, or return the one that is there."""
    return shown_card(prepare_card(ask.powerup.fixes, who(ask), student))


def prepare_transfer(ask: Ask, student: str) -> Json:
    """Make the transfer card before the mentor's long absence, or return the one that is there."""
    return shown_card(prepare_card(ask.powerup.fixes, who(ask), student, "transfert"))


def shown_card(found: Prepared) -> Json:
    """Return a card that was prepared, or was there, as pages read it."""
    return {
        "card": {"id": found.card_id, "board": found.board_id, "url": found.url},
        "made": found.made,
        "receipt": found.receipt,
    }


def take_back(ask: Ask, student: str) -> Json:
    """Archive a card that was prepared, by its `receipt`, as long as no person has touched it."""
    receipt = ask.body.get("receipt")
    if not isinstance(receipt, int) or isinstance(receipt, bool) or not 0 < receipt < 2**31:
        raise bad_input("receipt")
    take_card_back(ask.powerup.fixes, who(ask), student, receipt)
    return {}
