"""The rulebook's file, as it lies on the disk."""

from __future__ import annotations

from pathlib import Path

from rules.bilingual import Sentence
from rules.rulebook.problems import RulebookError
from rules.verdict import Language

_NO_FILE = Sentence(
    "{path} : ce fichier n'existe pas ; `greffier init` en écrit un.",
    "{path}: no such file; `greffier init` writes one.",
)
_UNREADABLE = Sentence(
    "{path} : ce fichier n'est pas lisible (droits ? texte en UTF-8 ?).",
    "{path}: this file cannot be read (rights? text in UTF-8?).",
)


def rulebook_text(path: Path, language: Language = "fr") -> str:
    """Return the text of a rulebook's file. Raises `RulebookError` where it cannot be read at all."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise RulebookError((_NO_FILE.in_(language).format(path=path),)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError((_UNREADABLE.in_(language).format(path=path),)) from error
