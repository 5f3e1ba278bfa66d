"""Single values of Trello's JSON: read as they should be, or refused with where they stand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from rules.bilingual import Sentence
from rules.verdict import Language

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 9000

MISSING: Final = Sentence("cette clé manque", "this key is missing")
NO_OBJECT: Final = Sentence("un objet est attendu", "an object is expected")
NO_ARRAY: Final = Sentence("un tableau est attendu", "an array is expected")
NO_TEXT: Final = Sentence("un texte est attendu", "a text is expected")
NO_FLAG: Final = Sentence("true ou false est attendu", "true or false is expected")
NO_INSTANT: Final = Sentence(
    "une date comme 2026-03-12T13:30:00.000Z est attendue",
    "a date such as 2026-03-12T13:30:00.000Z is expected",
)


class WireError(ValueError):
    """JSON that is not Trello's: what is wrong and where ("cards[3].due"); no value is repeated."""

    def __init__(self, what: Sentence, where: str) -> None:
        super().__init__(f"{where}: {what.en}" if where else what.en)
        self.what = what
        self.where = where

    def told(self, language: Language) -> str:
        """ "cards[3].due : …" in that language."""
        what = self.what.in_(language)
        between = "\u00a0: " if language == "fr" else ": "
        return f"{self.where}{between}{what}" if self.where else what


@dataclass(frozen=True, slots=True)
class Item:
    """A JSON object and where it stands in the whole."""

    data: Mapping[str, object]
    where: str

    def at(self, key: str) -> str:
        """Where the value of a key stands."""
        return f"{self.where}.{key}" if self.where else key

    def get(self, key: str) -> object:
        """The value as it is; null and absent are the same."""
        return self.data.get(key)

    def text(self, key: str, *, may_be_empty: bool = False) -> str:
        """A text that must be there."""
        value = self.data.get(key)
        if value is None:
            raise WireError(MISSING, self.at(key))
        if not isinstance(value, str) or not (value or may_be_empty):
            raise WireError(NO_TEXT, self.at(key))
        return sound(value)

    def optional_text(self, key: str) -> str:
        """A text, "" where there is none."""
        value = self.data.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise WireError(NO_TEXT, self.at(key))
        return sound(value)

    def flag(self, key: str) -> bool:
        """True or false; absent is false."""
        value = self.data.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        raise WireError(NO_FLAG, self.at(key))

    def instant(self, key: str) -> datetime | None:
        """A date in UTC; None for null, "" and absent."""
        value = self.data.get(key)
        if value is None or value == "":
            return None
        read = instant(value)
        if read is None:
            raise WireError(NO_INSTANT, self.at(key))
        return read

    def items(self, key: str) -> list[Item]:
        """An array of objects; empty where there is none."""
        value = self.data.get(key)
        return [] if value is None else items(value, self.at(key))

    def required_items(self, key: str) -> list[Item]:
        """An array of objects that must be there."""
        if self.data.get(key) is None:
            raise WireError(MISSING, self.at(key))
        return self.items(key)

    def texts(self, key: str) -> list[str]:
        """An array of texts; empty where there is none."""
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise WireError(NO_ARRAY, self.at(key))
        for place, each in enumerate(value):
            if not isinstance(each, str):
                raise WireError(NO_TEXT, f"{self.at(key)}[{place}]")
        return value


def object_at(data: object, where: str) -> Item:
    """The JSON object that stands there."""
    if not isinstance(data, Mapping):
        raise WireError(NO_OBJECT, where)
    return Item(data, where)


def items(data: object, where: str) -> list[Item]:
    """The JSON objects of an array."""
    if not isinstance(data, list):
        raise WireError(NO_ARRAY, where)
    return [object_at(each, f"{where}[{place}]") for place, each in enumerate(data)]


def instant(value: object) -> datetime | None:
    """ "2026-03-12T13:30:00.000Z" in UTC (so is one without a zone); None if it is no such date."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    if not _FIRST_YEAR <= read.year <= _LAST_YEAR:  # so that no arithmetic on days overflows
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def number(value: object) -> float:
    """A position: a number, or a text that is one; 0 for anything else ("top", null)."""
    if not isinstance(value, int | float | str):
        return 0.0
    try:
        read = float(value)
    except (ValueError, OverflowError):
        return 0.0
    return read if math.isfinite(read) else 0.0


def sound(text: str) -> str:
    """The text without halves of characters, which JSON can carry and no file can."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")
