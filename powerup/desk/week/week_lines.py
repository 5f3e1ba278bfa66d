"""The draft of the week as the page shows it: one line a card, around what was chosen by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mentoring.matching.week.draft_words import WeekWords
from mentoring.matching.week.pins import Pin
from mentoring.matching.week.plan import plan_week
from mentoring.matching.week.week_draft import Left, Line, Week
from mentoring.school.model import Defence, Mentor
from powerup.card.buttons import one_line
from powerup.desk.agenda.surroundings import Around
from powerup.desk.tab import Ask, Json
from powerup.desk.week import texts
from powerup.http.errors import bad_input
from rules.comments.orders import LONGEST_REASON
from rules.formatting import fill, moment, plural
from sync.clock import now
from sync.reports.agenda import facts_of

MOST: Final = 1000
"""How many lines may be changed by hand."""

PATIENCE: Final = 6.0
"""Seconds that the solver may take for each kind of card while somebody waits for the page."""


def draft(ask: Ask) -> Json:
    """Return the draft for the boards that the caller manages, around the body's `pins`. Nothing is kept."""
    rulebook, at, pins = ask.powerup.rulebook, now(), pins_of(ask.body)
    with ask.powerup.database.transaction() as session:
        week = plan_week(session, rulebook, at, ask.managed_boards, pins, PATIENCE)
        cards = [x.card.card_id for x in week.lines] + [x.card.card_id for x in week.left]
        around = Around(rulebook, facts_of(session, cards), {}, at, ask.language)
    write = Lines(around, WeekWords(ask.language, rulebook.timezone))
    every = [*map(write.line, week.lines), *map(write.left, week.left)]
    return {
        "lines": sorted(every, key=lambda each: each["order"]),
        "summary": summary(week, around),
        "solved": week.solved,
    }


def pins_of(body: Mapping[str, Any]) -> dict[str, Pin]:
    """Return what was chosen by hand, by card, in the order in which it was. Raises `Denied`."""
    found = body.get("pins", [])
    if not isinstance(found, list) or len(found) > MOST:
        raise bad_input("body")
    return dict(map(_pin, found))


def _pin(each: Any) -> tuple[str, Pin]:
    if not isinstance(each, dict):
        raise bad_input("body")
    card, person = each.get("card"), each.get("person")
    if not isinstance(card, str) or not isinstance(person, str | None):
        raise bad_input("body")
    return card, Pin(person, one_line(each, "why", LONGEST_REASON))


def summary(week: Week, around: Around) -> list[str]:
    """Return what the draft comes to, in one or two sentences; none where nothing waits."""
    found, count = len(week.lines), len(week.lines) + len(week.left)
    if not count:
        return []
    single = sum(x.one_by_one is not None for x in week.lines)
    single += sum(x.one_by_one is not None for x in week.left)
    said = texts.SOME if week.left else texts.ALL_ONE if found == 1 else texts.ALL
    if not found:
        said = texts.NONE_ONE if count == 1 else texts.NONE
    told = {"cards": plural(count, *texts.CARDS[around.language], around.language)}
    sentences = [fill(said, around.language, {**told, "found": found})]
    if single < found:
        sentences.append(fill(texts.BETTER, around.language, {"single": single}))
    other = sum(each.pin is None and _other(each) is not None for each in week.lines)
    if other == 1:
        sentences.append(fill(texts.OTHERWISE_ONE, around.language, {}))
    elif other:
        lines = plural(other, *texts.LINES[around.language], around.language)
        sentences.append(fill(texts.OTHERWISE, around.language, {"lines": lines}))
    return sentences


def _other(line: Line) -> Mentor | str | None:
    """Return who would have the card, card after card, where that is somebody else; "" for nobody."""
    single = line.one_by_one
    if single is None:
        return ""
    return single if single.id != line.mentor.id else None


class Lines:
    """Writes the lines in the reader's language."""

    def __init__(self, around: Around, words: WeekWords) -> None:
        self.around, self.words = around, words

    def line(self, each: Line) -> Json:
        """Return the line of a card that somebody gets."""
        other = _other(each) if each.pin is None else None
        name = other.name if isinstance(other, Mentor) else other
        return {
            **self._card(each),
            "person": {"id": each.mentor.id, "name": each.mentor.name},
            "why": self.words.why(each),
            "despite": each.pin.why if each.pin is not None else "",
            "oneByOne": name,
            "pinned": each.pin is not None,
        }

    def left(self, each: Left) -> Json:
        """Return the line of a card that nobody gets, with what would help."""
        by_hand = each.why not in ("nobody", "taken", "asked")
        return {
            **self._card(each),
            "person": None,
            "why": [self.words.why_nobody(each)],
            "help": self.words.would_help(each) if each.why in ("nobody", "taken") else "",
            "oneByOne": each.one_by_one.name if each.one_by_one is not None else None,
            "pinned": by_hand,
        }

    def _card(self, each: Line | Left) -> Json:
        card, around = each.card, self.around
        due = card.due
        return {
            **around.card(card),
            "kind": "defences" if isinstance(card, Defence) else "transfers",
            "when": moment(due, around.language, around.zone) if due is not None else "",
            "mark": card.mark,
            "order": [due is None, due.isoformat() if due is not None else "", card.card_id],
        }
