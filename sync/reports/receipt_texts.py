"""A receipt in words, the same at the desk, on the card and on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final, Protocol

from rules.bilingual import Sentence
from rules.formatting import fill, moment, shortened
from rules.verdict import Language
from sync.effects.kind import APART
from sync.effects.kinds import kind_of, undone, words_of
from sync.reports.note_texts import note_in_words

NOTHING: Final = Sentence("rien", "nothing")
ERASED: Final = "…"

VALUES: Final = ("list", "due", "mode", "value", "name", "title", "version")
"""Where a receipt's `before` and `after` keep what a person would want to read."""

LONGEST: Final = 80


class Receipt(Protocol):
    """What is told of: a receipt as the database keeps it, or a copy of it."""

    @property
    def command(self) -> str: ...
    @property
    def before(self) -> Mapping[str, Any]: ...
    @property
    def after(self) -> Mapping[str, Any]: ...
    @property
    def note(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ReceiptTexts:
    """Tells receipts in one language. `names`: lists and labels by their ids."""

    names: Mapping[str, str]
    zone: tzinfo
    language: Language

    def what(self, receipt: Receipt) -> str:
        """Return what was done, after who did it: "a rangé la carte : « A » → « B »"."""
        before, after = self._ends(receipt)
        note = receipt.note.partition(APART)[0]
        filling = {"from": before, "to": after, "note": shortened(note, LONGEST) or ERASED}
        return fill(words_of(receipt.command), self.language, filling)

    def note(self, receipt: Receipt, *, on_card: bool = False) -> str:
        """Return what the receipt's note adds to that, "" for nothing. `on_card`: all who see the card
        read it.
        """
        kind = kind_of(receipt.command)
        shown = "desk" if kind is None or undone(receipt.command) else kind.note
        if shown == "within":
            return "" if on_card else receipt.note.partition(APART)[2]
        if shown not in ("desk", "card") or (on_card and shown != "card"):
            return ""
        return note_in_words(receipt.note, self.language)

    def _ends(self, receipt: Receipt) -> tuple[str, str]:
        kind = kind_of(receipt.command)
        ends = [self._end(receipt, values) for values in (receipt.before, receipt.after)]
        if kind is not None and kind.note in ("from", "to"):
            ends = [self._readable(receipt, receipt.note or None)] * 2
        return ends[0], ends[1]

    def _end(self, receipt: Receipt, values: Mapping[str, Any]) -> str:
        key = next((each for each in VALUES if each in values), None)
        return ERASED if key is None else self._readable(receipt, values[key])

    def _readable(self, receipt: Receipt, value: Any) -> str:
        """Return a list or label by its name, a code in words, an instant as a date, a text shortened."""
        kind, text = kind_of(receipt.command), "" if value is None else str(value)
        if kind is not None and text in kind.values:
            return kind.values[text].in_(self.language)
        if text in self.names:
            return self.names[text]
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            return shortened(text, LONGEST) or NOTHING.in_(self.language)
        return moment(instant, self.language, self.zone) if instant.tzinfo else text
