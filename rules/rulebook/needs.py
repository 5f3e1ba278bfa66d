"""What a requirement of the rulebook asks of a card: the values, and how they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Final, Literal

from rules.bilingual import Sentence
from rules.rulebook.toml_table import Table

NeedKind = Literal["field", "checklist", "attachment", "label", "words", "start", "title"]
NEEDS: Final[tuple[NeedKind, ...]] = (
    *("field", "checklist", "attachment"),
    *("label", "words", "start", "title"),
)

LONGEST_PATTERN: Final = 200
MOST_REPEATS: Final = 4
MOST_WORDS: Final = 10_000

_ONE_NEED: Final = Sentence("une seule de ces clés : {needs}", "exactly one of these keys: {needs}")
_NEED: Final = Sentence(
    'ce que la carte doit porter, comme {{ field = "Budget" }} ; l\'une de : {needs}',
    'what the card must carry, such as {{ field = "Budget" }}; one of: {needs}',
)
_PATTERN: Final = Sentence(
    "une expression régulière d'au plus 200 caractères et 4 répétitions, aucune dans une autre, "
    'comme "^[A-Z]{{2}}-[0-9]+"',
    "a regular expression of at most 200 characters and 4 repetitions, none within another, "
    'such as "^[A-Z]{{2}}-[0-9]+"',
)
_BETWEEN: Final = Sentence(
    "deux nombres, le plus petit d'abord, comme [1, 5000]",
    "two numbers, the smaller one first, such as [1, 5000]",
)
_ONE_TEST: Final = Sentence(
    "une seule de ces clés : matching, among, between",
    "one of these keys only: matching, among, between",
)
_CHECKLIST: Final = Sentence(
    "le nom d'une liste de contrôle entre guillemets, ou true pour n'importe laquelle",
    "the name of a checklist in quotes, or true for any of them",
)
_NAMED: Final = Sentence(
    'des points vont avec le nom de la liste de contrôle ; écrivez checklist = "…".',
    'items go with the name of the checklist; write checklist = "…".',
)
_TRUE: Final = Sentence("true ou false", "true or false")
_START: Final = Sentence("true", "true")
_ATTACHMENT: Final = Sentence(
    'une sorte de pièce jointe entre guillemets : "any", "file", "link", une fin de nom comme "pdf" ou '
    'un site comme "drive.google.com"',
    'a kind of attachment in quotes: "any", "file", "link", the end of a name such as "pdf" or a site '
    'such as "drive.google.com"',
)
_WORDS: Final = Sentence(
    "un nombre entier de mots, de 1 à 10000", "a whole number of words, from 1 to 10000"
)
_ATTACHED: Final = re.compile(r"[A-Za-z0-9.-]{1,100}")


@dataclass(frozen=True, slots=True)
class Need:
    """What a card must carry. `name`: of the field or checklist, the kind of attachment, or the heading
    above the words ("" where any will do). `labels`: names, ids or beginnings of names (`"Budget*"`), one
    of which must be on the card. `least`: that many words.

    The value of a field, and a title, may have to match (`matching`, a regular expression); a field may
    have to be `among` some values, or a number `between` two. `items`: what a checklist begins with where
    somebody has it added in one press.
    """

    kind: NeedKind
    name: str = ""
    matching: str = ""
    among: tuple[str, ...] = ()
    between: tuple[float, float] | None = None
    finished: bool = False
    labels: tuple[str, ...] = ()
    least: int = 0
    items: tuple[str, ...] = ()


def read_need(table: Table, key: str) -> Need | None:
    """Read the need under this key, or None where it cannot be read; every problem is noted."""
    value = table.take(key)
    there = [each for each in NEEDS if isinstance(value, dict) and each in value]
    if not isinstance(value, dict) or not there:
        near = (
            table.problems.nearest(next(iter(value), ""), NEEDS) if isinstance(value, dict) else ""
        )
        needs = ", ".join(NEEDS)
        if value is None:
            table.problems.missing(table.at(key), _NEED, needs=needs)
        else:
            table.problems.wrong(table.at(key), value, _NEED, near, needs=needs)
        return None
    if len(there) > 1:
        table.problems.wrong(table.at(key), there, _ONE_NEED, needs=", ".join(there))
        return None
    inner = Table(value, table.at(key), table.problems)
    need = _READERS[there[0]](inner)
    inner.done()
    return need


def _field(table: Table) -> Need:
    need = Need(
        "field",
        table.text("field", required=True),
        matching=_pattern(table, "matching"),
        among=table.texts("among", required=table.take("among") is not None),
        between=_between(table),
    )
    tests = [key for key in ("matching", "among", "between") if table.take(key) is not None]
    if len(tests) > 1:
        table.problems.wrong(table.path, tests, _ONE_TEST)
    return need


def _checklist(table: Table) -> Need:
    name = table.take("checklist")
    if name is not True and not (isinstance(name, str) and name.strip()):
        table.problems.wrong(table.at("checklist"), name, _CHECKLIST)
    finished = table.take("finished")
    if finished not in (None, True, False):
        table.problems.wrong(table.at("finished"), finished, _TRUE)
    named = name.strip() if isinstance(name, str) else ""
    items = table.texts("items")
    if items and not named:
        table.problems.add(table.at("items"), _NAMED)
    return Need("checklist", named, finished=finished is True, items=items)


def _attachment(table: Table) -> Need:
    value = table.take("attachment")
    if value is True:
        return Need("attachment", "any")
    if not isinstance(value, str) or not _ATTACHED.fullmatch(value.strip()):
        table.problems.wrong(table.at("attachment"), value, _ATTACHMENT)
        return Need("attachment", "any")
    return Need("attachment", value.strip().lower().removeprefix("."))


def _label(table: Table) -> Need:
    return Need("label", labels=table.texts("label", required=True))


def _words(table: Table) -> Need:
    least = table.take("words")
    if not isinstance(least, int) or isinstance(least, bool) or not 1 <= least <= MOST_WORDS:
        table.problems.wrong(table.at("words"), least, _WORDS)
        least = 1
    return Need("words", table.text("under"), least=least)


def _start(table: Table) -> Need:
    value = table.take("start")
    if value is not True:
        table.problems.wrong(table.at("start"), value, _START)
    return Need("start")


def _title(table: Table) -> Need:
    return Need("title", matching=_pattern(table, "title"))


_READERS: Final = {
    "field": _field,
    "checklist": _checklist,
    "attachment": _attachment,
    "label": _label,
    "words": _words,
    "start": _start,
    "title": _title,
}


def _between(table: Table) -> tuple[float, float] | None:
    value = table.take("between")
    if value is None:
        return None
    numbers = [each for each in value if _is_number(each)] if isinstance(value, list) else []
    if (
        len(numbers) != 2
        or not isinstance(value, list)
        or len(value) != 2
        or numbers[0] > numbers[1]
    ):
        table.problems.wrong(table.at("between"), value, _BETWEEN)
        return None
    return numbers[0], numbers[1]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _pattern(table: Table, key: str) -> str:
    value = table.take(key)
    if value is None and key != "title":
        return ""
    if not isinstance(value, str) or not value or not _is_quick(value):
        table.problems.wrong(table.at(key), value, _PATTERN)
        return ""
    return value


def _is_quick(pattern: str) -> bool:
    """Return whether this is a regular expression that is always searched fast: "(a+)+" is not."""
    if len(pattern) > LONGEST_PATTERN:
        return False
    try:
        re.compile(pattern)
        # Private since Python 3.11 (`sre_parse` before); nothing public gives the parts of a pattern.
        parts = re._parser.parse(pattern)  # type: ignore[attr-defined]
    except (re.error, RecursionError, OverflowError):
        return False
    repeats = list(_repeats(list(parts)))
    return len(repeats) <= MOST_REPEATS and not any(repeats)


def _repeats(parts: object, *, within: bool = False) -> Iterator[bool]:
    """Yield for each repetition of unknown length in a parsed pattern whether it is `within` another."""
    if isinstance(parts, tuple) and len(parts) == 2 and "REPEAT" in str(parts[0]):
        least, most, inner = parts[1]
        if least != most:
            yield within
        yield from _repeats(list(inner), within=within or most > 1)
    elif isinstance(parts, list | tuple):
        for each in parts:
            yield from _repeats(each, within=within)
    elif type(parts).__name__ == "SubPattern":
        yield from _repeats(list(parts), within=within)  # type: ignore[call-overload]
