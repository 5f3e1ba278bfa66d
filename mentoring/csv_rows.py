"""Tables as people open and save them in a spreadsheet. They are written so that Excel knows their letters,
and read whatever program saved them; each mistake in one is told with its line and column.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rules.bilingual import Sentence
from rules.formatting import joined
from rules.verdict import Language

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
NO_HEADER: Final = Sentence(
    "la colonne « {value} » manque dans la première ligne.",
    "the column “{value}” is missing in the first line.",
)
NOT_ON_BOARDS: Final = Sentence(
    "« {value} » n'est l'identifiant Trello de personne sur les tableaux.",
    "“{value}” is nobody's Trello user name on the boards.",
)
_PROBLEM: Final = Sentence(
    "Ligne {line}, colonne « {column} » : {text}", "Line {line}, column “{column}”: {text}"
)
_QUOTED: Final = Sentence("« {} »", "“{}”")
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
_AMOUNT: Final = re.compile(r"-[0-9]+,[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: the line (1 is the header), the column's name, a sentence, what stood there."""

    line: int
    column: str
    sentence: Sentence
    value: str


class BadTable(Exception):
    """The table has mistakes, told in `problems`: nothing of it was taken over."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


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


def written(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a table with `;` between its cells, as text, with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for cells in lines:
        writer.writerow([harmless(each) for each in cells])
    return MARK + out.getvalue()


def harmless(cell: str) -> str:
    """Put a quote before a text that a spreadsheet would take for a formula. An amount is none."""
    return f"'{cell}" if cell[:1] in _FORMULAS and not _AMOUNT.fullmatch(cell) else cell


def problems_told(
    error: BadTable, missing: Sentence, language: Language, most: int | None = None
) -> list[str]:
    """Return a sentence for each of the first `most` problems. Where columns are missing, `missing` alone
    is said, with their names for `{columns}`.
    """
    quoted = _QUOTED.in_(language)
    lacking = [quoted.format(each.value) for each in error.problems if each.sentence is NO_HEADER]
    if lacking:
        return [missing.in_(language).format(columns=joined(lacking, language))]
    return [
        _PROBLEM.in_(language).format(
            line=each.line,
            column=each.column,
            text=each.sentence.in_(language).format(value=each.value[:80]),
        )
        for each in error.problems[:most]
    ]
