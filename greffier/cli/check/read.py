"""Reading the files of `greffier check`: exports of boards, and the rulebook."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rules.bilingual import Sentence
from rules.card import Board, Card
from rules.editing.parse import Rulebook, RulebookError, default_rulebook, read_rulebook
from rules.formatting import fill
from rules.trello_json.cards import Snapshot, WireError, read_snapshot
from rules.verdict import Language

STDIN: Final = "-"

NO_FILE: Final = Sentence("ce fichier n'existe pas.", "there is no such file.")
A_DIRECTORY: Final = Sentence(
    "c'est un dossier ; indiquez le fichier JSON exporté de Trello.",
    "this is a folder; name the JSON file exported from Trello.",
)
UNREADABLE: Final = Sentence(
    "ce fichier ne peut pas être lu ({why}).", "this file cannot be read ({why})."
)
EMPTY: Final = Sentence(
    "ce fichier est vide ; exportez de nouveau le tableau (Menu > Imprimer, exporter > JSON).",
    "this file is empty; export the board again (Menu > Print, export > JSON).",
)
NOT_UTF8: Final = Sentence(
    "ce fichier n'est pas en UTF-8 ; enregistrez-le ainsi, ou reprenez le fichier d'origine.",
    "this file is not UTF-8; save it as that, or take the original file.",
)
NOT_JSON: Final = Sentence(
    "ce n'est pas du JSON (ligne {line}, colonne {column}) ; le fichier est peut-être incomplet.",
    "this is not JSON (line {line}, column {column}); the file may be incomplete.",
)
TOO_DEEP: Final = Sentence(
    "ce JSON est trop profond ou démesuré : ce n'est pas un tableau de Trello.",
    "this JSON is too deep or has monstrous numbers: it is not a Trello board.",
)
NOT_A_BOARD: Final = Sentence(
    "ce n'est pas l'export d'un tableau de Trello ({why}).",
    "this is not the export of a Trello board ({why}).",
)
NO_LISTS: Final = Sentence(
    "ce tableau n'a aucune liste : il n'y a rien à vérifier.",
    "this board has no list: there is nothing to check.",
)


class UnusableError(Exception):
    """A file that cannot be used: one line for people."""

    def __init__(self, source: str, what: Sentence, **values: object) -> None:
        super().__init__(source)
        self.source = source
        self.what = what
        self.values = values

    def told(self, language: Language) -> str:
        """Say what is wrong in that language: "export.json : …"."""
        between = "\u00a0: " if language == "fr" else ": "
        return f"{self.source}{between}{fill(self.what, language, self.values)}"


@dataclass(frozen=True, slots=True)
class Export:
    """A board as it was exported: its cards list by list, and its latest actions as they are.

    `odd`: values that are not Trello's and were left out; `unread`: cards that could not be read.
    """

    source: str
    board: Board
    cards: tuple[Card, ...]
    actions: Sequence[object]
    odd: tuple[WireError, ...] = ()
    unread: tuple[WireError, ...] = ()


def read_export(source: str, language: Language) -> Export:
    """Return the export in a file, or on standard input for "-". Raises `UnusableError`."""
    data = _json(source, _text(source))
    try:
        read = read_snapshot(data)
    except WireError as error:
        raise UnusableError(source, NOT_A_BOARD, why=error.told(language)) from None
    _refuse_what_is_no_board(source, read, language)
    actions = data.get("actions") if isinstance(data, dict) else None
    known = actions if isinstance(actions, list) else []
    return Export(source, read.board, read.cards, known, read.odd, read.unread)


def _refuse_what_is_no_board(source: str, read: Snapshot, language: Language) -> None:
    """Raise `UnusableError` where nothing can be judged: no list, or not one card that is one."""
    odd_lists = [each for each in read.odd if each.where.startswith("lists")]
    wrong = (odd_lists if not read.board.lists else read.unread if not read.cards else ())[:1]
    for each in wrong:
        raise UnusableError(source, NOT_A_BOARD, why=each.told(language))
    if not read.board.lists:
        raise UnusableError(source, NO_LISTS)


def read_rules(source: str | None, language: Language) -> Rulebook:
    """Return the rulebook in a file, or the rules as shipped. Raises `UnusableError`, `RulebookError`."""
    if source is None:
        return default_rulebook()
    return read_rulebook(_text(source), source, language)


def problems_of(error: UnusableError | RulebookError, language: Language) -> tuple[str, ...]:
    """Return what to print, one line each."""
    return (error.told(language),) if isinstance(error, UnusableError) else error.problems


def _text(source: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if source == STDIN else Path(source).read_bytes()
    except FileNotFoundError:
        raise UnusableError(source, NO_FILE) from None
    except IsADirectoryError:
        raise UnusableError(source, A_DIRECTORY) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise UnusableError(source, UNREADABLE, why=why) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableError(source, NOT_UTF8) from None


def _json(source: str, text: str) -> object:
    if not text.strip():
        raise UnusableError(source, EMPTY)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnusableError(source, NOT_JSON, line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
        raise UnusableError(source, TOO_DEEP) from None
