"""Sentences in French and English: how a finding is told, and how dates are written."""

from __future__ import annotations

from dataclasses import dataclass

from rules.verdict import Language


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in one language: what is missing, what was read, what is expected, how to fix it."""

    message: str
    read: str
    expected: str
    fix: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text in both languages; `{name}` places are filled from a finding's values."""

    fr: str
    en: str

    def in_(self, language: Language) -> str:
        """The template in that language."""
        return self.fr if language == "fr" else self.en
