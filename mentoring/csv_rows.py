"""The lines of a table that people saved as CSV, whatever the program and its ends of lines."""

from __future__ import annotations

import csv
import io
from typing import Final

from rules.bilingual import Sentence

MARK: Final = "\ufeff"
UNKEEPABLE: Final = Sentence(
    "cette ligne porte un caractère invisible que rien ne peut garder ; retapez ses cases.",
    "this line holds a hidden character that nothing can keep; type its cells again.",
)
UNREADABLE: Final = Sentence(
    "cette ligne n'est pas lisible : une case y est trop longue, ou un guillemet manque. Corrigez-la dans "
    "votre tableur, puis enregistrez de nouveau.",
    "this line cannot be read: a cell is too long, or a quotation mark is missing. Mend it in your "
    "spreadsheet, then save again.",
)


class UnreadableLine(Exception):
    """`line` (1 is the first) is no line of a table; the sentence says why and what to do."""

    def __init__(self, line: int, sentence: Sentence) -> None:
        super().__init__(str(line))
        self.line, self.sentence = line, sentence


def rows_of(text: str, delimiter: str) -> list[list[str]]:
    """Return the cells, line by line. Raises `UnreadableLine`."""
    plain = text.removeprefix(MARK)
    for number, line in enumerate(plain.splitlines(), start=1):
        if not _is_keepable(line):
            raise UnreadableLine(number, UNKEEPABLE)
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter=delimiter)
    try:
        return list(reader)
    except csv.Error as error:
        raise UnreadableLine(max(1, reader.line_num), UNREADABLE) from error


def _is_keepable(text: str) -> bool:
    if text.isascii():
        return "\x00" not in text
    return "\x00" not in text and text.encode("utf-8", "replace").decode("utf-8") == text
