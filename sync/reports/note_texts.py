"""What Greffier itself notes on receipts and pauses, in words; what people note is shown as it is."""

from __future__ import annotations

import re
from typing import Final

from rules.bilingual import Sentence
from rules.formatting import fill
from rules.verdict import Language

_NOTES: Final = (
    (re.compile(r"undo"), Sentence("après une annulation", "after an undo")),
    (re.compile(r"by hand"), Sentence("à la main", "by hand")),
    (re.compile(r"receipt (?P<id>\d+)"), Sentence("reçu {id}", "receipt {id}")),
    (
        re.compile(r"(?P<moves>\d+) moves on this board within (?P<minutes>\d+) minutes"),
        Sentence(
            "frein : {moves} déplacements sur ce tableau en {minutes} minutes",
            "brake: {moves} moves on this board within {minutes} minutes",
        ),
    ),
    (
        re.compile(r"(?P<moves>\d+) moves of one card within (?P<minutes>\d+) minutes"),
        Sentence(
            "frein : {moves} déplacements d'une même carte en {minutes} minutes",
            "brake: {moves} moves of one card within {minutes} minutes",
        ),
    ),
)


def note_in_words(note: str, language: Language) -> str:
    """Return a note of a receipt, or why a board is paused, in that language."""
    for pattern, sentence in _NOTES:
        found = pattern.fullmatch(note)
        if found:
            return fill(sentence, language, found.groupdict())
    return note
