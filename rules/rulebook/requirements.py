"""What a school requires of its cards beside the mentions that are shipped: `[[requirements]]`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from rules.bilingual import Sentence, french
from rules.rulebook.needs import Need, read_need
from rules.rulebook.toml_table import Table
from rules.verdict import Language

Weight = Literal["blocks", "warns", "off"]
SEVERITIES: Final[tuple[Weight, ...]] = ("blocks", "warns", "off")
USUAL_LISTS: Final = ("intake",)
MOST: Final = 100
LONGEST: Final = 300

_TABLES: Final = Sentence(
    "des tables ouvertes par [[requirements]]", "tables opened by [[requirements]]"
)
_CODE: Final = Sentence(
    "un nom court en minuscules, chiffres et tirets, comme budget ou date-debut",
    "a short name in small letters, digits and dashes, such as budget or start-date",
)
_SHIPPED: Final = Sentence(
    "« {code} » est déjà une information d'origine ; choisissez un autre nom.",
    "“{code}” comes with Greffier already; choose another name.",
)
_TWICE: Final = Sentence(
    "« {code} » est déjà le nom d'une autre exigence ; choisissez un autre nom.",
    "“{code}” is the name of another requirement already; choose another name.",
)
_NO_BOARD: Final = Sentence(
    "aucun tableau du règlement ne s'appelle « {board} », ni n'est de cette sorte.",
    "no board of the rulebook is called “{board}”, or is of that kind.",
)
_TOO_LONG: Final = Sentence("{count} caractères ; 300 au plus.", "{count} characters; 300 at most.")
_TOO_MANY: Final = Sentence(
    "{count} exigences ; 100 au plus.", "{count} requirements; 100 at most."
)
_CODE_FORM: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement. `boards`: names or kinds of boards, none for all. `lists`: roles of lists
    ("intake" with the list where incomplete cards wait, "incomplete", "accepted"), names or ids.
    `words`: its own sentence by language; where there is none, one is made from the need.
    """

    code: str
    need: Need
    boards: tuple[str, ...] = ()
    lists: tuple[str, ...] = USUAL_LISTS
    severity: Weight = "blocks"
    words: Mapping[Language, str] = field(default_factory=dict)

    def concerns(self, board: str, kind: str) -> bool:
        """Return whether it holds on the board of this name and kind."""
        return not self.boards or board in self.boards or kind in self.boards


def read_requirements(top: Table, shipped: Collection[str]) -> tuple[Requirement, ...]:
    """Read the tables `requirements`; `shipped` are the codes that are taken. Problems are noted."""
    entries = top.take("requirements")
    if entries is None:
        return ()
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        top.problems.wrong("requirements", entries, _TABLES)
        return ()
    if len(entries) > MOST:
        top.problems.add("requirements", _TOO_MANY, count=str(len(entries)))
        return ()
    tables = [
        Table(each, f"requirements[{number}]", top.problems)
        for number, each in enumerate(entries, start=1)
    ]
    found: dict[str, Requirement] = {}
    for table in tables:
        read = _requirement(table, shipped, found)
        if read is not None:
            found[read.code] = read
    return tuple(found.values())


def check_boards(requirements: tuple[Requirement, ...], known: Collection[str], top: Table) -> None:
    """Note the boards that a requirement names and nobody knows, by name or kind."""
    for number, each in enumerate(requirements, start=1):
        for board in each.boards:
            if board not in known:
                near = top.problems.nearest(board, known)
                top.problems.add(f"requirements[{number}].boards", _NO_BOARD, near, board=board)


def _requirement(
    table: Table, shipped: Collection[str], taken: Mapping[str, Requirement]
) -> Requirement | None:
    code = table.text("code", required=True)
    if code and not _CODE_FORM.fullmatch(code):
        table.problems.wrong(table.at("code"), code, _CODE)
    elif code in shipped or code in taken:
        sentence = _SHIPPED if code in shipped else _TWICE
        table.problems.add(table.at("code"), sentence, code=code)
    boards, lists = table.texts("boards"), table.texts("lists") or USUAL_LISTS
    severity = table.choice("severity", SEVERITIES, "blocks")
    need, words = read_need(table, "needs"), _words(table)
    table.done()
    if not code:
        return None
    # One whose need cannot be read, which ends the reading, still says where it was meant.
    return Requirement(code, need or Need("start"), boards, lists, severity, words)


def _words(table: Table) -> Mapping[Language, str]:
    fr, en = _sentence(table, "fr"), _sentence(table, "en")
    found: dict[Language, str] = {}
    if fr:
        found["fr"] = french(fr)
    if en:
        found["en"] = en
    return MappingProxyType(found)


def _sentence(table: Table, key: str) -> str:
    text = table.text(key)
    if len(text) > LONGEST:
        table.problems.add(table.at(key), _TOO_LONG, count=str(len(text)))
    return " ".join(text.split())
