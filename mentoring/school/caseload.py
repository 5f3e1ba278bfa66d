"""Who follows which students now, worked out from the cards: nobody types it, so it is never stale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from mentoring.school.model import Defence, Transfer

STILL: Final = timedelta(days=90)
"""So long after the date of their latest card a student counts as followed: the next project is under
way, and its card is not made yet.
"""


def followed(
    defences: Iterable[Defence], transfers: Iterable[Transfer], now: datetime
) -> Mapping[str, frozenset[str]]:
    """The students of each mentor, by member id. A student's latest card tells who follows them: its
    mentors, or whoever took over. Cards whose student cannot be read are left out.
    """
    latest: dict[str, Defence | Transfer] = {}
    cards: list[Defence | Transfer] = [*defences, *transfers]
    for card in cards:
        if not card.pupil:
            continue
        known = latest.get(card.pupil)
        if known is None or (card.created, card.card_id) > (known.created, known.card_id):
            latest[card.pupil] = card
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pupil, card in latest.items():
        if _is_present(card, now):
            for each in _mentors(card):
                found[each].add(pupil)
    return {key: frozenset(values) for key, values in found.items()}


def _mentors(card: Defence | Transfer) -> tuple[str, ...]:
    if isinstance(card, Transfer) and card.role == "passed" and card.taker is not None:
        return (card.taker,)
    return card.mentors


def _is_present(card: Defence | Transfer, now: datetime) -> bool:
    """Whether the student is still with the school, as far as the card shows."""
    at = card.at if isinstance(card, Defence) else card.end
    if card.role in ("passed", "failed"):
        return at is not None and at > now - STILL
    return not card.closed
