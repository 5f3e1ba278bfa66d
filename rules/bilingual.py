"""One text in both languages: what every message of Greffier is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rules.verdict import Language

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"

_WIDE = re.compile(r"(?<=«)[ ]|[ ](?=[»:])")
_NARROW = re.compile(r"[ ](?=[;!?])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text in both languages; `{name}` places are filled from a finding's values.

    The French is written plainly and gets its no-break spaces and apostrophes here.
    """

    fr: str
    en: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "fr", french(self.fr))
        object.__setattr__(self, "en", self.en.replace("'", "’"))

    def in_(self, language: Language) -> str:
        """Return the template in that language."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Template:
    """The sentences of one variant of a mention, with places to fill.

    `line` is what the comment says after the mention's short name: what to do, in a few words; where
    it is left out, `expected` says it.
    """

    message: Sentence
    read: Sentence
    expected: Sentence
    fix: Sentence
    line: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in one language: what is wrong, what was read, what is expected, the fix; and the
    `line` for a comment, with what was read where that is more than "nothing".
    """

    message: str
    read: str
    expected: str
    fix: str
    line: str


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days, for a finding's values: "1 jour", "9 jours"."""

    count: int


def listed(texts: Sequence[str], last: str) -> str:
    """Return "P6, P7 et P8" for that last link."""
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def either(texts: Sequence[str], language: Language) -> str:
    """Return "P6 ou P7", "P6, P7 or P8"."""
    return listed(texts, "ou" if language == "fr" else "or")


def french(text: str) -> str:
    """Put French typography into a text: ’ for ', no-break spaces before : and inside « », narrow ones
    before ; ! ?
    """
    text = text.replace("'", "’")
    return _NARROW.sub(NARROW_NO_BREAK, _WIDE.sub(NO_BREAK, text))
