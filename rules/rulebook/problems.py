"""What is wrong with a rulebook: every problem, where it is, what was expected and a remedy."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from rules.bilingual import Sentence
from rules.verdict import Language

_LONGEST_QUOTE: Final = 60
_WRONG = Sentence("lu {found} ; attendu : {expected}.", "found {found}; expected: {expected}.")
_MISSING = Sentence(
    "cette clé manque ; attendu : {expected}.", "this key is missing; expected: {expected}."
)
_UNKNOWN = Sentence(
    "clé inconnue ; clés connues ici : {known}.", "unknown key; the keys known here: {known}."
)
_NEAREST = Sentence(" Vouliez-vous dire « {nearest} » ?", " Did you mean “{nearest}”?")


class RulebookError(ValueError):
    """The rulebook cannot be used. `problems` has them all, each "file: key: what, remedy"; `places` the
    key and the rest of those that are about one, for whoever shows them beside it.
    """

    def __init__(self, problems: Sequence[str], places: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__("\n".join(problems))
        self.problems, self.places = tuple(problems), tuple(places)


@dataclass(slots=True)
class Problems:
    """The problems of one file, gathered in the language of who reads them."""

    source: str
    language: Language = "fr"
    found: list[str] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)

    def add(self, path: str, what: Sentence, near: str = "", **values: str) -> None:
        """Note a problem at a key (a dotted path; "" is the file); `near` ends the sentence."""
        told = what.in_(self.language).format_map(values) + near
        self.found.append(": ".join(part for part in (self.source, path, told) if part))
        if path:
            self.places.append((path, told))

    def wrong(
        self, path: str, found: object, expected: Sentence, near: str = "", **in_: str
    ) -> None:
        """Note a value that is not what is expected."""
        told = expected.in_(self.language).format_map(in_)
        self.add(path, _WRONG, near, found=_quoted(found), expected=told)

    def missing(self, path: str, expected: Sentence, **in_: str) -> None:
        """Note a key that must be there and is not."""
        self.add(path, _MISSING, expected=expected.in_(self.language).format_map(in_))

    def unknown(self, path: str, key: str, known: Collection[str]) -> None:
        """Note a key that means nothing here."""
        self.add(path, _UNKNOWN, self.nearest(key, known), known=", ".join(known))

    def nearest(self, word: object, known: Collection[str]) -> str:
        """Return " Did you mean …?" where one of the known words is near, else ""."""
        near = get_close_matches(str(word).lower(), known)
        return _NEAREST.in_(self.language).format(nearest=near[0]) if near else ""

    def stop_if_any(self) -> None:
        """Raise `RulebookError` with all of them."""
        if self.found:
            raise RulebookError(self.found, self.places)


def _quoted(value: object) -> str:
    """Return a TOML value as it is written, near enough to be recognised."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
