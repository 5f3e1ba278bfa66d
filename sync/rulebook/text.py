"""Writing changes into the text of a rulebook: comments, order and all other lines stay as they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

from rules.bilingual import Sentence
from rules.editing.draft import Change, with_changes
from rules.rulebook.problems import RulebookError
from rules.verdict import Language
from sync.rulebook.requirements_text import append, set_requirements

_BEFORE_TABLE: Final = re.compile(r"(?m)^([^#\n].*)\n(?=\[)")
"""A line right above the beginning of a table."""

_GAP: Final = re.compile(r"\n{3,}(?=\[)")
_BY_HAND: Final = Sentence(
    "le règlement est écrit d'une façon que l'on ne sait pas changer ici : modifiez son fichier, "
    "puis « greffier rules apply ».",
    "the rulebook is written in a way that cannot be changed here: edit its file, then "
    "“greffier rules apply”.",
)


def rewritten(text: str, changes: Sequence[Change], language: Language = "fr") -> str:
    """Return the text with these changes. Raises `RulebookError` where it cannot be written so that it
    says exactly what it said before and the changes.
    """
    wanted = with_changes(tomllib.loads(text), changes)
    try:
        document = tomlkit.parse(text)
        for each in changes:
            _set(document, each.path, each.value)
        made = tomlkit.dumps(document)
        airy = _GAP.sub("\n\n", _BEFORE_TABLE.sub(r"\1\n\n", made))
        texts = [each for each in (airy, made) if tomllib.loads(each) == wanted]
    except (TOMLKitError, ValueError, KeyError, TypeError) as error:
        raise RulebookError((_BY_HAND.in_(language),)) from error
    if not texts:
        raise RulebookError((_BY_HAND.in_(language),))
    return texts[0]


def _set(table: Any, path: tuple[str, ...], value: Any) -> None:
    key, *rest = path
    if rest:
        _set_below(table, key, tuple(rest), value)
    elif value is None:
        table.pop(key, None)
    elif key == "courses":
        table.pop(key, None)
        if value:
            table[key] = _courses(value)
    elif key == "requirements":
        set_requirements(table, value)
    elif key in table:
        table[key] = value
    else:
        append(table, key, value)


def _set_below(table: Any, key: str, rest: tuple[str, ...], value: Any) -> None:
    if key not in table:
        if value is None:
            return
        inline = isinstance(table, InlineTable)
        below = tomlkit.inline_table() if inline else tomlkit.table(is_super_table=len(rest) > 1)
        append(table, key, below)
    _set(table[key], rest, value)
    if not table[key]:
        table.pop(key)


def _courses(value: Sequence[dict[str, Any]]) -> Any:
    made = tomlkit.aot()
    for each in value:
        course = tomlkit.table()
        course["name"] = each["name"]
        for key in ("aliases", "projects"):
            if each.get(key):
                course[key] = each[key]
        made.append(course)
    return made
