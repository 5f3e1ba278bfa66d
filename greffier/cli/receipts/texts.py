"""Receipts in words: what was done, why, and what it would take to undo it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, tzinfo
from typing import Final

from rules.bilingual import Sentence
from rules.calendar import local_time
from rules.card import Kind
from rules.formatting import fill, joined, label
from rules.verdict import Language
from sync.effects.undoable import why_in_words

_NOBODY_TO_UNDO: Final = Sentence("annulé le {when}", "undone on {when}")
_UNDOABLE: Final = Sentence("annulable", "can be undone")
HEADS: Final = {
    "fr": ("N°", "Quand", "Tableau", "Carte", "Ce qui a été fait", "Pourquoi", "Par", "Suite"),
    "en": ("No.", "When", "Board", "Card", "What was done", "Why", "By", "Since"),
}


def why(
    reasons: tuple[str, ...],
    codes: Collection[str],
    kind: Kind,
    note: str,
    language: Language,
) -> str:
    """Return what was missing, and the note of who did it (in words already). `codes`: mentions and
    requirements; the note tells of other reasons.
    """
    known = [label(each, kind, language) for each in reasons if each in codes]
    told = (joined(known, language), note)
    return " – ".join(each for each in told if each)


def since(undone_at: datetime | None, undoable: bool, zone: tzinfo, language: Language) -> str:
    """Return when it was undone, or that it can be; "" where it cannot."""
    if undone_at is not None:
        return fill(_NOBODY_TO_UNDO, language, {"when": short(undone_at, zone)})
    return _UNDOABLE.in_(language) if undoable else ""


def short(at: datetime, zone: tzinfo) -> str:
    """Return "02/03/2026 10:05", in that zone."""
    return f"{local_time(at, zone):%d/%m/%Y %H:%M}"


def why_not(reason: str, language: Language) -> str:
    """Return why an effect was not undone: in our words, or as Trello said it."""
    sentence = why_in_words(reason)
    return sentence.in_(language) if sentence is not None else reason
