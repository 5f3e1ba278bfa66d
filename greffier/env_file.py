"""The process's environment, over what the `.env` file says. Light: gunicorn's first process reads it too."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Final

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from rules.bilingual import Sentence
from rules.verdict import Language

NAME: Final = ".env"
WIDE: Final = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_WIDE: Final = Sentence(
    ".env est écrit en {encoding} : enregistrez-le en UTF-8.",
    ".env is written in {encoding}: save it as UTF-8.",
)
_NOT_UTF8: Final = Sentence(
    ".env, ligne {line} : un caractère n'est pas en UTF-8 ; enregistrez ce fichier en UTF-8.",
    ".env, line {line}: a character is not UTF-8; save this file as UTF-8.",
)
_NO_SETTING: Final = Sentence(
    ".env, ligne {line} : attendu NOM=valeur ; une valeur qui commence par un guillemet finit par lui.",
    ".env, line {line}: expected NAME=value; a value that begins with a quotation mark ends with it.",
)
_CLOSED: Final = Sentence(
    ".env n'est pas lisible ({why}) : donnez ce droit à l'utilisateur du service.",
    ".env cannot be read ({why}): let the service's user read it.",
)


class SettingsError(Exception):
    """Settings are missing or wrong; `problems` names each, with what it is for."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def environment(directory: Path | None = None) -> dict[str, str]:
    """Return the process's environment over the `.env` file of the directory (the working one).

    Raises `SettingsError` where that file cannot be read, with the line; never with what stands there.
    """
    file = (directory or Path.cwd()) / NAME
    text = _text(file) if file.is_file() else ""
    values = dotenv_values(stream=io.StringIO(text)) if text else {}
    return {**{key: value or "" for key, value in values.items()}, **os.environ}


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise _wrong(_CLOSED, why=error.strerror) from None
    for mark, encoding in WIDE:
        if raw.startswith(mark) or b"\0" in raw[:4]:
            raise _wrong(_WIDE, encoding=encoding)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(_NOT_UTF8, line=raw.count(b"\n", 0, error.start) + 1) from None
    found = [each.original for each in parse_stream(io.StringIO(text)) if each.error]
    if found:
        lines = [each.line + _leading_lines(each.string) for each in found]
        raise SettingsError([_told(_NO_SETTING, line=each) for each in lines])
    return text


def _leading_lines(text: str) -> int:
    """Return how many empty lines come before what is said: the parser counts them with it."""
    return text[: len(text) - len(text.lstrip())].count("\n")


def _wrong(sentence: Sentence, **values: object) -> SettingsError:
    return SettingsError([_told(sentence, **values)])


def _told(sentence: Sentence, **values: object) -> str:
    """Say what is wrong, in the language of the environment alone: the file cannot be read."""
    spoken = os.environ.get("GREFFIER_LANGUAGE", "").strip().lower()
    language: Language = "en" if spoken == "en" else "fr"
    return sentence.in_(language).format(**values)
