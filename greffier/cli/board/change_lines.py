"""What changed on a board between two instants, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from itertools import groupby
from typing import Final

from greffier.cli.check.text_output import clean, clean_line
from rules.bilingual import Sentence
from rules.formatting import fill, moment
from rules.verdict import Language
from sync.simulation.change_texts import in_words, who_in_words
from sync.simulation.past_board import PastBoard
from sync.simulation.past_changes import Changed
from sync.simulation.past_texts import older

_BETWEEN: Final = Sentence("Entre {first} et {last} :", "Between {first} and {last}:")
_NOTHING: Final = Sentence("Rien n'a changé.", "Nothing has changed.")
_BY: Final = Sentence("{told} ({by})", "{told} ({by})")


def change_lines(
    past: PastBoard, later: PastBoard, found: Sequence[Changed], language: Language, zone: tzinfo
) -> Iterator[str]:
    """Yield what people read: each card that changed, and below it what changed and who did it."""
    first, last = (moment(each, language, zone) for each in (past.at, later.at))
    yield fill(_BETWEEN, language, {"first": first, "last": last})
    if not past.whole:
        yield older(past, language, zone)
    if not found:
        yield _NOTHING.in_(language)
    for _, some in groupby(found, key=lambda each: each.card.id):
        of_card = list(some)
        yield f"  {clean(of_card[0].card.name)}"
        for each in of_card:
            told = clean_line(in_words(each, language, zone))
            by = clean_line(who_in_words(each, language))
            yield "      " + (fill(_BY, language, {"told": told, "by": by}) if by else told)
