"""What was known of a card at an instant: when it was put forward, its fixed date, people's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rules.card import Card
from rules.editing.replay import Moment
from rules.fingerprint import fingerprint
from rules.history import NOTHING_KNOWN, History, Hold, Seal
from rules.holds import accepted, suspended
from rules.rulebook.values import BoardRules


@dataclass(frozen=True, slots=True)
class Stay:
    """A card's time in a list, UTC; `left_at` None: it is there still."""

    list_id: str
    entered_at: datetime
    left_at: datetime | None


def history_then(
    known: History | None,
    card: Card,
    at: datetime,
    rules: BoardRules,
    stays: Sequence[Stay],
    decided: Sequence[Moment],
) -> History:
    """Return what was known at `at` of the card as it was then. `known`: what is known now; `stays`: those
    that had begun, `decided`: people's words by then, both oldest first.
    """
    known = known or NOTHING_KNOWN
    put, sure = _put_forward(known, card, at, rules, stays)
    return History(put, sure, _seal(known.seal, at), _hold(known.hold, card, at, decided))


def _put_forward(
    known: History, card: Card, at: datetime, rules: BoardRules, stays: Sequence[Stay]
) -> tuple[datetime | None, bool]:
    """Return when it had been put forward last, and whether that was seen. Going back from where it was
    sent to be completed is not being put forward anew.
    """
    if known.put_forward_at is not None and known.put_forward_at <= at:
        return known.put_forward_at, known.put_forward_sure
    if card.list_id not in (*rules.intake, *rules.incomplete):
        return None, False
    within, found = False, None
    for stay in stays:
        inside = stay.list_id in (*rules.intake, *rules.incomplete)
        if stay.list_id in rules.intake and not within:
            found = stay.entered_at
        within = inside
    return (found, True) if found is not None else (card.created, False)


def _seal(known: Seal | None, at: datetime) -> Seal | None:
    if known is None or known.sealed_at > at:
        return None
    later = known.changed_at is not None and known.changed_at > at
    return replace(known, changed_by=None, changed_at=None, by_agent=False) if later else known


def _hold(known: Hold | None, card: Card, at: datetime, decided: Sequence[Moment]) -> Hold | None:
    """Return the word that held then: what holds now if it was said by then, else the last one told by a
    receipt.
    """
    if known is not None and known.at <= at:
        return known
    last = decided[-1] if decided else None
    if last is None or last.word == "lifted":
        return None
    if last.word == "accepted":
        return accepted(last.by, last.at, card.due, "")
    return suspended(last.by, last.at, fingerprint(card))
