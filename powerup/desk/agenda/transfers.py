"""Students who change mentors, by the end of their project."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from mentoring.school.model import Transfer
from powerup.desk.agenda import texts
from powerup.desk.agenda.surroundings import Around
from powerup.desk.tab import Json
from rules.bilingual import Days
from rules.calendar import days_between
from rules.formatting import in_words
from rules.reports.agenda import rung

SOON: Final = 7
"""Days before the end of the project within which every student must have a new mentor."""

SHOWN: Final = 60
"""How many students are shown on one rung, at most."""


def ladder(around: Around, transfers: Sequence[Transfer]) -> Json:
    """Return the students who wait for a new mentor, on rungs by the days left. `alone` counts those who
    should have one already: their project is over, or ends within `SOON` days.
    """
    waiting = [each for each in transfers if each.taker is None]
    steps = sorted(around.rulebook.mentoring.transfers.ladder)
    found: dict[int, list[Transfer]] = {each: [] for each in (-1, *steps, 0)}
    alone = 0
    for each in waiting:
        left = _left(around, each.end)
        alone += left is not None and left <= SOON
        found[0 if left is None else -1 if left < 0 else rung(left, steps)].append(each)
    return {
        "alone": alone,
        "count": len(waiting),
        "rungs": [_rung(around, step, cards) for step, cards in found.items() if cards],
    }


def _left(around: Around, end: datetime | None) -> int | None:
    """Return the days until the project ends, -1 once it is over, None where its end is not known."""
    if end is None:
        return None
    return -1 if end < around.now else days_between(around.now, end, around.zone)


def _rung(around: Around, step: int, cards: Sequence[Transfer]) -> Json:
    if step > 0:
        days = in_words(Days(step), around.language, around.zone)
        title = around.say(texts.RUNG, days=days)
    else:
        title = around.say(texts.PAST if step < 0 else texts.LATER_ENDS)
    return {
        "title": title,
        "later": step == 0,
        "tone": "bad" if step < 0 or 0 < step <= SOON else "doubt" if step else "calm",
        "count": len(cards),
        "cards": [_told(around, each) for each in cards[:SHOWN]],
    }


def _told(around: Around, each: Transfer) -> Json:
    lines = [around.say(texts.NO_MENTOR)]
    if each.mentors:
        lines = [around.say(texts.MENTOR, names=around.people(each.mentors))]
    if not each.complete:
        lines.append(around.say(texts.NOT_READY))
    elif each.offers:
        lines.append(around.say(texts.OFFERS, names=around.people(each.offers)))
    else:
        lines.append(around.say(texts.NO_OFFER))
    end = around.say(texts.UNDATED_END)
    if each.end is not None:
        when = in_words(each.end, around.language, around.zone)
        end = around.say(texts.ENDS, when=when)
    return {**around.card(each), "end": end, "lines": lines, "complete": each.complete}
