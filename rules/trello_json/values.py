"""Single values of Trello's JSON: read as they should be, or noted with where they stand."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from rules.bilingual import Sentence
from rules.instants import instant, unusable
from rules.verdict import Language

Read = TypeVar("Read")

MISSING: Final = Sentence("cette clé manque", "this key is missing")
NO_OBJECT: Final = Sentence("un objet est attendu", "an object is expected")
NO_ARRAY: Final = Sentence("un tableau est attendu", "an array is expected")
NO_TEXT: Final = Sentence("un texte est attendu", "a text is expected")
NO_FLAG: Final = Sentence("true ou false est attendu", "true or false is expected")
NO_LIST: Final = Sentence("cette liste n'est pas sur le tableau", "this list is not on the board")
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
        """Say what is wrong in that language: "cards[3].due : …"."""
        what = self.what.in_(language)
        between = "\u00a0: " if language == "fr" else ": "
        return f"{self.where}{between}{what}" if self.where else what


@dataclass(frozen=True, slots=True)
class Item:
    """A JSON object and where it stands in the whole. What in it is not what Trello sends is noted in
    `odd`, and read as if it were not there.
    """

    data: Mapping[str, object]
    where: str
    odd: list[WireError] = field(default_factory=list)

    def at(self, key: str) -> str:
        """Return where the value of a key stands."""
        return f"{self.where}.{key}" if self.where else key

    def get(self, key: str) -> object:
        """Return the value as it is; null and absent are the same."""
        return self.data.get(key)

    def note(self, what: Sentence, where: str) -> None:
        """Note that something there is not what Trello sends."""
        self.odd.append(WireError(what, where))

    def identity(self, key: str) -> str:
        """Read a text without which the object is nothing. Raises `WireError`."""
        value = self.data.get(key)
        if value is None:
            raise WireError(MISSING, self.at(key))
        if not isinstance(value, str) or not value:
            raise WireError(NO_TEXT, self.at(key))
        return sound(value)

    def text(self, key: str) -> str:
        """Read a text that should be there, "" where it is not."""
        if self.data.get(key) is None:
            self.note(MISSING, self.at(key))
        return self.optional_text(key)

    def optional_text(self, key: str) -> str:
        """Read a text, "" where there is none."""
        value = self.data.get(key)
        if isinstance(value, str):
            return sound(value)
        if value is not None:
            self.note(NO_TEXT, self.at(key))
        return ""

    def flag(self, key: str) -> bool:
        """Read true or false; absent is false."""
        value = self.data.get(key)
        if value is not None and not isinstance(value, bool):
            self.note(NO_FLAG, self.at(key))
        return value is True

    def instant(self, key: str) -> datetime | None:
        """Read a date in UTC; None for null, "" and absent."""
        value = self.data.get(key)
        if unusable(value):
            self.note(NO_INSTANT, self.at(key))
        return instant(value)

    def items(self, key: str) -> list[Item]:
        """Read the objects of an array; empty where there is none."""
        found = []
        for place, each in enumerate(self._array(key)):
            where = f"{self.at(key)}[{place}]"
            if isinstance(each, Mapping):
                found.append(Item(each, where, self.odd))
            else:
                self.note(NO_OBJECT, where)
        return found

    def required_items(self, key: str) -> list[Item]:
        """Read the objects of an array that must be there. Raises `WireError`."""
        if self.data.get(key) is None:
            raise WireError(MISSING, self.at(key))
        if not isinstance(self.data.get(key), list):
            raise WireError(NO_ARRAY, self.at(key))
        return self.items(key)

    def texts(self, key: str) -> list[str]:
        """Read the texts of an array; empty where there is none."""
        found = []
        for place, each in enumerate(self._array(key)):
            if isinstance(each, str):
                found.append(each)
            else:
                self.note(NO_TEXT, f"{self.at(key)}[{place}]")
        return found

    def inner(self, key: str) -> Item | None:
        """Return the object that stands there, None where there is none."""
        value = self.data.get(key)
        if isinstance(value, Mapping):
            return Item(value, self.at(key), self.odd)
        if value:
            self.note(NO_OBJECT, self.at(key))
        return None

    def each(self, key: str, read: Callable[[Item], Read]) -> list[Read]:
        """Return what `read` makes of each object of an array; those that are nothing are noted."""
        found = []
        for item in self.items(key):
            try:
                found.append(read(item))
            except WireError as error:
                self.odd.append(error)
        return found

    def _array(self, key: str) -> list[object]:
        value = self.data.get(key)
        if isinstance(value, list):
            return value
        if value is not None:
            self.note(NO_ARRAY, self.at(key))
        return []


def object_at(data: object, where: str) -> Item:
    """Return the JSON object that stands there. Raises `WireError` where none does."""
    if not isinstance(data, Mapping):
        raise WireError(NO_OBJECT, where)
    return Item(data, where)


def number(value: object) -> float:
    """Read a position: a number, or a text that is one; 0 for anything else ("top", null, NaN)."""
    if not isinstance(value, int | float | str):
        return 0.0
    try:
        read = float(value)
    except (ValueError, OverflowError):
        return 0.0
    return read if math.isfinite(read) else 0.0


def sound(text: str) -> str:
    """Return the text without halves of characters, which JSON can carry and no file can."""
    if text.isascii():
        return text
    return text.encode(errors="replace").decode()
