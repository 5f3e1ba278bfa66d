"""What one text says of a student, before it is set beside what the others say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_

from rules.titles import lexicon
from rules.titles.names import written_properly
from rules.titles.parts import Part
from rules.titles.words import Words


@dataclass(slots=True)
class Draft:
    """What one text says. `guess` is a part that could be either; the rest is as in `Reading`."""

    name: str | None = None
    name_sure: bool = False
    course: str | None = None
    course_sure: bool = False
    known_course: bool = False
    doubt: bool = False
    only_word: str | None = None
    guess: str | None = None
    guess_sure: bool = False
    guess_as_written: str | None = None


def open_guess(words: Words, part: Part, draft: Draft) -> Draft:
    """Return the draft, with the part that could be either kept for when the other is found elsewhere."""
    draft.guess = name_of(words, part)
    draft.guess_as_written = words.text(part.start, part.end)
    return draft


def name_of(words: Words, *parts: Part) -> str:
    """Return the name as it is written properly, which most names already are."""
    if len(parts) == 1:
        start, end, _, _ = parts[0]
        name = " ".join(words.units(start, end))
        in_order = words.flags[start] & lexicon.FIRST or not words.flags[end - 1] & lexicon.FIRST
        if in_order and name.istitle():
            return name
    units = [unit for part in parts for unit in words.units(part.start, part.end)]
    return written_properly(units)


def part_of(words: Words, start: int, end: int, before: int) -> Part:
    """Return words `start` to `end` (excluded) as a part, with the flags of its words."""
    return Part(start, end, reduce(or_, words.flags[start:end], 0), before)
