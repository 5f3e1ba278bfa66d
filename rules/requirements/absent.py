"""What a requirement names and its board has not: a list, a custom field or one of its values, a label, a
checklist.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rules.bilingual import Sentence
from rules.card import Board
from rules.formatting import fill, label
from rules.requirements.check import label_of, same
from rules.requirements.lists import ROLES, ids_of
from rules.rulebook.requirements import Requirement
from rules.rulebook.values import BoardRules
from rules.verdict import Language

What = Literal["list", "role", "field", "option", "number", "label", "checklist"]
_S = Sentence
_SAID: Final[Mapping[What, Sentence]] = {
    "list": _S(
        "« {code} » nomme la liste « {name} », que ce tableau n'a pas",
        "“{code}” names the list “{name}”, which this board has not",
    ),
    "role": _S(
        "« {code} » vaut pour « {name} », que boards.{board} ne nomme pas",
        "“{code}” holds for “{name}”, which boards.{board} does not name",
    ),
    "field": _S(
        "« {code} » demande le champ « {name} », que ce tableau n'a pas",
        "“{code}” asks for the field “{name}”, which this board has not",
    ),
    "option": _S(
        "« {code} » admet la valeur « {name} », que ce champ ne propose pas",
        "“{code}” takes the value “{name}”, which this field does not offer",
    ),
    "number": _S(
        "« {code} » veut un nombre, et le champ « {name} » n'en porte pas",
        "“{code}” wants a number, and the field “{name}” holds none",
    ),
    "label": _S(
        "« {code} » demande l'étiquette « {name} », que ce tableau n'a pas",
        "“{code}” asks for the label “{name}”, which this board has not",
    ),
    "checklist": _S(
        "« {code} » demande la liste de contrôle « {name} », qu'aucune carte n'a encore",
        "“{code}” asks for the checklist “{name}”, which no card has so far",
    ),
}
_REMEDIES: Final[Mapping[What, Sentence]] = {
    "list": _S("corrigez `lists`, ou créez-la sur Trello", "correct `lists`, or make it on Trello"),
    "role": _S(
        "ajoutez boards.{board}.{name}, ou corrigez `lists`",
        "add boards.{board}.{name}, or correct `lists`",
    ),
    "field": _S(
        "créez-le sur Trello (sur une carte, « Champs personnalisés »), ou corrigez son nom",
        "make it on Trello (on a card, “Custom Fields”), or correct its name",
    ),
    "option": _S(
        "ajoutez-la au champ sur Trello, ou corrigez `among`",
        "add it to the field on Trello, or correct `among`",
    ),
    "number": _S(
        "faites-en un champ de nombre, ou retirez `between`",
        "make it a field of numbers, or take `between` out",
    ),
    "label": _S(
        "créez-la sur Trello, ou corrigez `label`", "make it on Trello, or correct `label`"
    ),
    "checklist": _S(
        "vérifiez son nom ; sinon, il n'y a rien à faire",
        "see whether its name is right; else there is nothing to do",
    ),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A custom field of a board: its name, its type as Trello says it, and the values of a list."""

    name: str
    type: str = "text"
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """One thing that is not there: whose requirement names it, what it is, and its name."""

    code: str
    what: What
    name: str


def absent(
    board: Board,
    rules: BoardRules,
    fields: Sequence[Field],
    checklists: Collection[str] | None = None,
) -> tuple[Absent, ...]:
    """Return what the requirements of a board name and it has not. `checklists`: the names of those on its
    cards, None where nobody knows them.
    """
    asked = [each for each in rules.requirements if each.severity != "off"]
    return tuple(
        found
        for each in asked
        for found in (
            *_lists(each, board, rules),
            *_field(each, fields),
            *_labels(each, board),
            *_checklist(each, checklists),
        )
    )


def told(found: Absent, rules: BoardRules, language: Language) -> tuple[str, str]:
    """Return what is not there, and what to do about it."""
    values = {"code": label(found.code, rules.kind, language), "name": found.name}
    values["board"] = rules.name
    both = _SAID[found.what], _REMEDIES[found.what]
    return fill(both[0], language, values), fill(both[1], language, values)


def _lists(asked: Requirement, board: Board, rules: BoardRules) -> Iterator[Absent]:
    there = {each.id for each in board.lists if not each.closed}
    for name in asked.lists:
        if not there.intersection(ids_of(name, board, rules)):
            yield Absent(asked.code, "role" if name in ROLES else "list", name)


def _field(asked: Requirement, fields: Sequence[Field]) -> Iterator[Absent]:
    need = asked.need
    if need.kind != "field":
        return
    found = next((each for each in fields if same(each.name, need.name)), None)
    if found is None:
        yield Absent(asked.code, "field", need.name)
    elif need.between and found.type in ("checkbox", "date"):
        yield Absent(asked.code, "number", found.name)
    elif found.type == "list":
        for value in need.among:
            if not any(same(value, each) for each in found.options):
                yield Absent(asked.code, "option", value)


def _labels(asked: Requirement, board: Board) -> Iterator[Absent]:
    for name in asked.need.labels:
        if not any(map(label_of((name,)), board.labels)):
            yield Absent(asked.code, "label", name)


def _checklist(asked: Requirement, checklists: Collection[str] | None) -> Iterator[Absent]:
    need = asked.need
    known = checklists is None or not need.name or any(same(x, need.name) for x in checklists)
    if need.kind == "checklist" and not known:
        yield Absent(asked.code, "checklist", need.name)
