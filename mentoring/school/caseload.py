"""Who follows which students now: as they were attributed, and for students who never were, worked out
from the cards. Nobody types it, so it is never stale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from mentoring.school.model import Defence, Transfer

STILL: Final = timedelta(days=90)
"""So long after the date of their latest card a student counts as followed: the next project is under
way, and its card is not made yet.
"""


@dataclass(frozen=True, slots=True)
class Attributed:
    """The students whose mentor is written down. `mentors`: (member id, student id) of those who have
    one now; `pupils` (name key, course) and `cards` tell which cards are about any of them.
    """

    mentors: tuple[tuple[str, str], ...] = ()
    pupils: frozenset[tuple[str, str]] = frozenset()
    cards: frozenset[str] = frozenset()

    def knows(self, card: Defence | Transfer) -> bool:
        """Return whether the card is about one of them."""
        return card.card_id in self.cards or (card.pupil, card.course) in self.pupils


NOBODY: Final = Attributed()


def followed(
    defences: Iterable[Defence],
    transfers: Iterable[Transfer],
    now: datetime,
    attributed: Attributed = NOBODY,
) -> Mapping[str, frozenset[str]]:
    """Return the students of each mentor, by member id. Attributions come first; of other students the
    latest card tells: its mentors, or whoever took over. Cards whose student cannot be read are left
    out.
    """
    latest: dict[str, Defence | Transfer] = {}
    cards: list[Defence | Transfer] = [*defences, *transfers]
    for card in cards:
        pupil = card.pupil
        if not pupil or attributed.knows(card):
            continue
        known = latest.get(pupil)
        if known is None or (card.created, card.card_id) > (known.created, known.card_id):
            latest[pupil] = card
    found: defaultdict[str, set[str]] = defaultdict(set)
    for member_id, student_id in attributed.mentors:
        found[member_id].add(student_id)
    for pupil, card in latest.items():
        if is_present(card, now):
            for each in card.present_mentors:
                found[each].add(pupil)
    return {key: frozenset(values) for key, values in found.items()}


def is_present(card: Defence | Transfer, now: datetime) -> bool:
    """Return whether the student is still with the school, as far as the card shows."""
    at = card.due
    if card.is_over:
        return at is not None and at > now - STILL
    return not card.closed
