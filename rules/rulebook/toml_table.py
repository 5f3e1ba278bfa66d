"""Reading TOML tables strictly: a value is what it should be, or a problem is noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Final, TypeVar

from rules.bilingual import Sentence
from rules.rulebook.problems import Problems

Chosen = TypeVar("Chosen", bound=str)

_DURATION: Final = re.compile(r"(?:\d{1,9}[smhd])+")
_PART: Final = re.compile(r"(\d+)([smhd])")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST: Final = timedelta(days=3660).total_seconds()
MOST_DAYS: Final = 366
MOST: Final = 1_000_000
SHORTEST_KEPT: Final = timedelta(days=30)
"""What is kept stays at least so long: changed rules are tried out on the last 30 days."""
_ID: Final = re.compile(r"[0-9a-fA-F]{24}")

DURATION: Final = Sentence(
    "une durée comme 0s, 20s, 3m, 24h ou 14d, entre guillemets",
    "a duration such as 0s, 20s, 3m, 24h or 14d, in quotes",
)
SOME_DURATION: Final = Sentence(
    "une durée comme 20s, 3m ou 24h, entre guillemets et plus longue que zéro",
    "a duration such as 20s, 3m or 24h, in quotes and longer than zero",
)
KEEP: Final = Sentence(
    "une durée d'au moins 30 jours, entre guillemets, comme 365d (un an) ou 730d (deux ans)",
    "a duration of at least 30 days, in quotes, such as 365d (a year) or 730d (two years)",
)
ID: Final = Sentence(
    "un identifiant de Trello (24 chiffres hexadécimaux)", "a Trello id (24 hexadecimal digits)"
)
IDS: Final = Sentence(
    "un identifiant de Trello (24 chiffres hexadécimaux), ou un tableau d'identifiants",
    "a Trello id (24 hexadecimal digits), or an array of ids",
)
TEXT: Final = Sentence("un texte entre guillemets", "a text in quotes")
TEXTS: Final = Sentence(
    "un texte entre guillemets, ou un tableau de textes", "a text in quotes, or an array of texts"
)
COUNT: Final = Sentence(
    "un nombre entier, au moins 1 et au plus 1000000", "a whole number, from 1 to 1000000"
)
DAYS: Final = Sentence(
    "un nombre entier de jours, de 0 à 366", "a whole number of days, from 0 to 366"
)
TABLE: Final = Sentence("une table, ouverte par [{table}]", "a table, opened by [{table}]")
ONE_OF: Final = Sentence("l'un de : {options}", "one of: {options}")


class Table:
    """A TOML table being read: each key is asked for, and what nobody asked for is unknown. A value that is
    wrong is noted in `problems`, and the default is returned.
    """

    def __init__(self, data: Mapping[str, object], path: str, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self._data = data
        self._known: dict[str, None] = {}

    def at(self, key: str) -> str:
        """Return the dotted path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def take(self, key: str) -> object:
        """Take the value as TOML has it, or None."""
        self._known[key] = None
        return self._data.get(key)

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """Read a text that is not empty."""
        value = self.take(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._note(key, value, TEXT, required=required)
        return default

    def choice(
        self, key: str, options: tuple[Chosen, ...], default: Chosen, *, required: bool = False
    ) -> Chosen:
        """Read one of the options."""
        value = self.take(key)
        for option in options:
            if value == option:
                return option
        near = "" if value is None else self.problems.nearest(value, options)
        self._note(key, value, ONE_OF, near, required=required, options=", ".join(options))
        return default

    def duration(self, key: str, default: timedelta, *, zero: bool = True) -> timedelta:
        """Read a duration; `zero` says whether "0s" is allowed."""
        value = self.take(key)
        read = duration_of(value)
        if read is not None and (zero or read):
            return read
        self._note(key, value, DURATION if zero else SOME_DURATION)
        return default

    def kept(self, key: str, default: timedelta | None) -> timedelta | None:
        """Read how long something is kept, at least 30 days; None: without limit."""
        value = self.take(key)
        read = duration_of(value)
        if read is not None and read >= SHORTEST_KEPT:
            return read
        self._note(key, value, KEEP)
        return default

    def count(self, key: str, default: int) -> int:
        """Read a whole number, at least 1."""
        value = self.take(key)
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST:
            return value
        self._note(key, value, COUNT)
        return default

    def days(self, key: str, default: int) -> int:
        """Read a number of days, 0 included."""
        value = self.take(key)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_DAYS:
            return value
        self._note(key, value, DAYS)
        return default

    def identifier(self, key: str) -> str:
        """Read one Trello id, required."""
        value = self.take(key)
        if isinstance(value, str) and _is_id(value):
            return value.lower()
        self._note(key, value, ID, required=True)
        return ""

    def identifiers(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Read one Trello id or an array of them."""
        found = self._several(key, _is_id, IDS, required=required)
        return tuple(dict.fromkeys(each.lower() for each in found))

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Read a text or an array of texts."""
        return self._several(key, lambda text: bool(text.strip()), TEXTS, required=required)

    def table(self, key: str) -> Table:
        """Read the table under this key; an empty one where there is none."""
        value = self.take(key)
        if isinstance(value, dict):
            return Table(value, self.at(key), self.problems)
        self._note(key, value, TABLE, table=self.at(key))
        return Table({}, self.at(key), self.problems)

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Read each key of this table with the table under it; a value that is no table is noted as a
        problem.
        """
        for key, value in self._data.items():
            table = self.table(key)
            if isinstance(value, dict):
                yield key, table

    def names(self) -> tuple[str, ...]:
        """Return the keys that stand in this table."""
        return tuple(self._data)

    def done(self) -> None:
        """Note the keys that nobody asked for, each with the nearest known one."""
        for key in self._data:
            if key not in self._known:
                self.problems.unknown(self.at(key), key, tuple(self._known))

    def _several(
        self,
        key: str,
        is_right: Callable[[str], bool],
        expected: Sentence,
        *,
        required: bool = False,
    ) -> tuple[str, ...]:
        value = self.take(key)
        values = value if isinstance(value, list) else [value]
        right = [each.strip() for each in values if isinstance(each, str) and is_right(each)]
        if len(right) < len(values) or (required and not right):
            wrong = [each for each in values if not (isinstance(each, str) and is_right(each))]
            self._note(key, wrong[0] if wrong else None, expected, required=required)
        return tuple(dict.fromkeys(right))

    def _note(
        self,
        key: str,
        value: object,
        expected: Sentence,
        near: str = "",
        *,
        required: bool = False,
        **in_: str,
    ) -> None:
        """Note a problem: a value that is there is wrong; one that is not is missing where it is required."""
        if value is not None:
            self.problems.wrong(self.at(key), value, expected, near, **in_)
        elif required:
            self.problems.missing(self.at(key), expected, **in_)


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def duration_of(value: object) -> timedelta | None:
    """Read "1h30m" as a duration of at most ten years; None where it is not one."""
    if not isinstance(value, str) or not _DURATION.fullmatch(value.strip()):
        return None
    seconds = sum(int(number) * _SECONDS[unit] for number, unit in _PART.findall(value))
    return timedelta(seconds=seconds) if seconds <= _LONGEST else None
