"""What is worth a message to a channel: values, and how several of them become one message. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from mentoring.channels import texts
from rules.bilingual import Sentence
from rules.calendar import is_working_day, local_time
from rules.formatting import fill, in_words
from rules.rulebook.channels import Channel, Event
from rules.verdict import Language

LONGEST: Final = 20
"""So many lines a message has at most; the rest is counted, and seen on the desk."""

DIGEST_WITHIN: Final = timedelta(hours=4)
"""A digest of the morning that could not be sent by then is not sent at all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a sentence and what fills it (texts, sentences, instants, numbers)."""

    sentence: Sentence
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a channel should hear of. `board` is its name in the rulebook, "" for all.

    `key` says what it is about (a card, a board, a day), `occasion` what makes it news again: the
    same key and occasion are told once. `url` leads to where it can be seen to.
    """

    event: Event
    board: str
    key: str
    occasion: str
    lines: tuple[Line, ...]
    url: str = ""


def concerns(channel: Channel, thing: Thing) -> bool:
    """Return whether this channel wants to hear of it."""
    here = not channel.boards or not thing.board or thing.board in channel.boards
    return thing.event in channel.events and here


def is_quiet(channel: Channel, now: datetime, zone: tzinfo, holidays: frozenset[date]) -> bool:
    """Return whether this channel is left alone at that instant."""
    local = local_time(now, zone)
    if channel.days == "working" and not is_working_day(local.date(), holidays.__contains__):
        return True
    if channel.quiet is None:
        return False
    begin, end = channel.quiet
    at = local.time()
    return begin <= at < end if begin <= end else at >= begin or at < end


def digest_is_due(at: time, now: datetime, zone: tzinfo) -> bool:
    """Return whether the morning's digest is to be sent at that instant."""
    local = local_time(now, zone)
    begin = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return begin <= local < begin + DIGEST_WITHIN


def rung(left: timedelta | None, ladder: Sequence[int]) -> str:
    """Return the last rung that was reached, as a text: with 6 days left on (14, 7, 3) it is "7"; "" where
    none was.
    """
    if left is None:
        return ""
    reached = [days for days in ladder if left <= timedelta(days=days)]
    return str(min(reached)) if reached else ""


def shorter(name: str) -> str:
    """Return the first name and an initial: nobody outside Trello needs more. "Léa Dupont" is "Léa D."."""
    parts = name.split()
    return f"{parts[0]} {parts[-1][0].upper()}." if len(parts) > 1 else name.strip()


def compose(
    event: Event, things: Sequence[Thing], language: Language, zone: tzinfo
) -> tuple[str, str]:
    """Return title and text of one message about all these things of one event."""
    title = texts.TITLES[event]
    one = title.one if len(things) == 1 else title.many
    text = "\n".join(_told(each, language, zone, many=len(things) > 1) for each in things[:LONGEST])
    spare = len(things) - LONGEST
    if spare > 0:
        text += "\n" + fill(texts.MORE, language, {"count": spare})
    return fill(one, language, {"count": len(things)}), text


def _told(thing: Thing, language: Language, zone: tzinfo, *, many: bool) -> str:
    told = [_line(each, language, zone) for each in thing.lines]
    if thing.url:
        told.append(thing.url)
    bullet, indent = ("• ", "  ") if many else ("", "")
    return bullet + f"\n{indent}".join(told)


def _line(line: Line, language: Language, zone: tzinfo) -> str:
    values = {
        key: value.in_(language) if isinstance(value, Sentence) else in_words(value, language, zone)
        for key, value in line.values.items()
    }
    return fill(line.sentence, language, values)
