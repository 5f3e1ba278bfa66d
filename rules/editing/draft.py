"""A draft: changes to the rules that a manager tries out before they are applied.

A draft is a list of changes, each of one key of the rulebook: a board's, or for all boards. Boards,
lists, modes and managers are not changed here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rules.bilingual import Sentence
from rules.editing.draft_requirements import is_requirement, plain_requirement
from rules.mentions import CODES, notice
from rules.rulebook.problems import RulebookError
from rules.rulebook.values import Rulebook
from rules.verdict import Language

Value = str | int | list[str] | list[dict[str, Any]] | None
"""What a key is set to, as TOML has it; None takes the key out, so that what is usual applies."""

MOST: Final = 200
"""The most changes in a draft: more than anybody makes by hand."""

_MENTIONS: Final = (
    *(f"mentions.{code}.severity" for code in CODES),
    *(f"mentions.{notice.CODE}.{key}" for key in ("min_days", "max_days")),
)
KEYS_OF_BOARD: Final = frozenset(
    (*_MENTIONS, "settle_new", "settle_moved", "return", "project_labels")
)
KEYS_OF_ALL: Final = frozenset((*_MENTIONS, "courses", "requirements"))

_UNREADABLE = Sentence(
    "ce brouillon n'est pas lisible ; rechargez la page et recommencez.",
    "this draft cannot be read; load the page again and start over.",
)
_TOO_MANY = Sentence(
    "ce brouillon a trop de changements ({count}) ; appliquez-en d'abord une partie.",
    "this draft has too many changes ({count}); apply some of them first.",
)
_NO_BOARD = Sentence(
    "{board} : ce tableau n'est pas dans le règlement ; rechargez la page.",
    "{board}: this board is not in the rulebook; load the page again.",
)
_NOT_HERE = Sentence(
    "{key} : cette règle ne se change pas ici ; elle se change dans le fichier du règlement.",
    "{key}: this rule is not changed here; change it in the rulebook's file.",
)
_WRONG_VALUE = Sentence(
    "{key} : cette valeur n'est pas lisible ; choisissez-en une autre.",
    "{key}: this value cannot be read; choose another one.",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One key set to a value. `board`: the board's name in the rulebook, None for all boards;
    `key`: dotted, as in the file below the board's table.
    """

    board: str | None
    key: str
    value: Value

    @property
    def path(self) -> tuple[str, ...]:
        """Where the key is in the file."""
        keys = tuple(self.key.split("."))
        return keys if self.board is None else ("boards", self.board, *keys)


def read_draft(data: object, rulebook: Rulebook, language: Language) -> tuple[Change, ...]:
    """Return the draft in this JSON: `[{"board", "key", "value"}, …]`, a later change of a key winning.

    Raises `RulebookError` with every problem. Whether a value makes sense is told by
    `rules.editing.parse.read_rulebook` once it is in the text.
    """
    if not isinstance(data, list) or not all(isinstance(each, dict) for each in data):
        raise RulebookError((_UNREADABLE.in_(language),))
    if len(data) > MOST:
        raise RulebookError((_TOO_MANY.in_(language).format(count=len(data)),))
    problems = [told for each in data if (told := _problem(each, rulebook, language))]
    if problems:
        raise RulebookError(problems)
    read = {(each.get("board"), each["key"]): each.get("value") for each in data}
    return tuple(Change(board, key, _plain(key, value)) for (board, key), value in read.items())


def _plain(key: str, value: Value) -> Value:
    """Return the value without what says nothing: no tables at all, a course without aliases."""
    if key not in ("courses", "requirements") or not isinstance(value, list):
        return value
    courses = [each for each in value if isinstance(each, dict)]
    if len(courses) < len(value):
        return value
    if key == "requirements":
        return [plain_requirement(each) for each in courses] or None
    told = [{key: found for key, found in each.items() if found != []} for each in courses]
    return told or None


def _problem(entry: Mapping[str, Any], rulebook: Rulebook, language: Language) -> str:
    board, key, value = entry.get("board"), entry.get("key"), entry.get("value")
    if not isinstance(key, str) or not isinstance(board, str | None):
        return _UNREADABLE.in_(language)
    if board is not None and board not in rulebook.boards:
        return _NO_BOARD.in_(language).format(board=board[:80])
    if key not in (KEYS_OF_ALL if board is None else KEYS_OF_BOARD):
        return _NOT_HERE.in_(language).format(key=key[:80])
    return "" if _is_toml(key, value) else _WRONG_VALUE.in_(language).format(key=key)


def _is_toml(key: str, value: object) -> bool:
    if value is None or isinstance(value, str | int):
        return True
    if not isinstance(value, list):
        return False
    if key == "requirements":
        return all(map(is_requirement, value))
    return all(isinstance(each, str) or _is_course(each) for each in value)


def _is_course(value: object) -> bool:
    if not isinstance(value, dict) or not set(value) <= {"name", "aliases", "projects"}:
        return False
    lists = [value.get(key, []) for key in ("aliases", "projects")]
    return isinstance(value.get("name"), str) and all(
        isinstance(each, list) and all(isinstance(text, str) for text in each) for each in lists
    )


def with_changes(data: Mapping[str, Any], changes: Sequence[Change]) -> dict[str, Any]:
    """Return a rulebook's tables with these changes; tables that become empty are taken out."""
    made: dict[str, Any] = {key: _copy(value) for key, value in data.items()}
    for each in changes:
        _set(made, each.path, each.value)
    return made


def _set(table: dict[str, Any], path: tuple[str, ...], value: Value) -> None:
    key, *rest = path
    if not rest:
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
        return
    below = table.get(key)
    below = below if isinstance(below, dict) else {}
    _set(below, tuple(rest), value)
    if below:
        table[key] = below
    else:
        table.pop(key, None)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(each) for key, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list) else value
