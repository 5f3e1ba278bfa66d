"""A student must never be without a mentor: what happens as the end of the project comes near. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from mentoring.defences.announcements import Occasion, Saying, Words, morning, stamp
from mentoring.school.model import Transfer
from rules.bilingual import Sentence
from rules.calendar import days_between, local_date

GROUP: Final = "ladder"
SOON: Final = timedelta(days=7)
"""A student whose project ends within this time and whom nobody takes over is counted."""

ALARM: Final = Sentence(
    "{who}, personne n'a encore pris le relais pour cet étudiant, et son projet se termine le {end}. "
    "Choisissez son nouveau mentor : `/confier` dit qui le peut, le panneau de la carte aussi ; jusque-là, "
    "il reste avec son mentor actuel.",
    "{who}, nobody has taken this student over yet, and the project ends on {end}. Choose the new "
    "mentor: `/assign` says who can, and so does the card's panel; until then the student stays with the "
    "present one.",
)
TAKEN: Final = Sentence(
    "Le relais est pris : l'étudiant a son nouveau mentor. Merci.",
    "The student was taken over and has a new mentor. Thank you.",
)


def is_waiting(transfer: Transfer) -> bool:
    """Return whether the student still has no next mentor."""
    open_ = transfer.role in ("intake", "incomplete") and not transfer.closed
    return open_ and transfer.taker is None


def rung(end: datetime | None, ladder: Sequence[int], now: datetime, zone: ZoneInfo) -> int:
    """Return how urgent it is: 0 not yet, 1 shown, 2 told to the channels, 3 brought to the managers."""
    if end is None:
        return 0
    left = days_between(now, end, zone)
    return sum(left <= days for days in ladder)


def alarm(
    transfer: Transfer,
    managers: Sequence[str],
    ladder: Sequence[int],
    zone: ZoneInfo,
    told: Collection[Occasion] = (),
) -> list[Saying]:
    """Return what the managers are told by name on the last rung, once for each end of the project.
    Where they were `told`, the card says when it is over.
    """
    if transfer.end is None:
        return []
    if not is_waiting(transfer):
        known = any(group == GROUP for group, _ in told)
        words = Words("ladder-over", TAKEN, rank=20)
        over = Saying(GROUP, "taken", transfer.created, words, by_clock=False)
        return [over] if known else []
    words = Words(
        "ladder", ALARM, {"end": local_date(transfer.end, zone)}, tuple(managers), rank=20
    )
    since = morning(transfer.end, -ladder[-1], zone)
    return [Saying(GROUP, stamp(transfer.end), since, words, latest=transfer.end)]
