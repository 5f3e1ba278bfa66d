"""The one-press remedy that the panel offers for a requirement of the rulebook's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from powerup.card import own_control_texts as texts
from rules.bilingual import Sentence
from rules.card import Card
from rules.requirements.check import check, label_of, same
from rules.requirements.looked_at import key_of, sections
from rules.rulebook.needs import Need, NeedKind
from rules.rulebook.requirements import Requirement
from rules.verdict import Language
from sync.rulebook.boards import Watched
from sync.use_cases.own_fixes import field_of, with_value

Json = dict[str, Any]
_Made = tuple[str, Json] | None
"""What is asked for ("choices", "date", "text", "lines", "press"), and what that needs."""


def own_control(
    board: Watched, card: Card, requirement: Requirement, language: Language
) -> Json | None:
    """Return the remedy as the page draws it, None where the card itself is the place for it."""
    made = _MAKERS[requirement.need.kind](board, card, requirement)
    if made is None:
        return None
    kind, more = made
    button = texts.BUTTONS[requirement.need.kind]
    values = {"name": requirement.need.name}
    return {
        "kind": "own",
        "requirement": requirement.code,
        "input": kind,
        "button": _told(button, language, values),
        "label": _told(texts.LABELS[requirement.need.kind], language, values),
        "value": "",
        **more,
    }


def _told(sentence: Sentence, language: Language, values: Mapping[str, str]) -> str:
    return sentence.in_(language).format_map(values)


def _label(board: Watched, card: Card, requirement: Requirement) -> _Made:
    fits = label_of(requirement.need.labels)
    found = [each for each in board.ruled.board.labels if each.name and fits(each)]
    return _choices([(x.id, x.name, x.color or "") for x in found])


def _choices(found: list[tuple[str, str, str]]) -> _Made:
    options = [{"id": key, "name": name, "color": color} for key, name, color in found]
    return ("choices", {"options": options}) if options else None


def _start(board: Watched, card: Card, requirement: Requirement) -> _Made:
    return "date", {}


def _field(board: Watched, card: Card, requirement: Requirement) -> _Made:
    found = field_of(board, requirement.need)
    if found is None:
        return None
    _, name, kind, options = found
    if kind == "list":
        right = [
            (key, text, "")
            for key, text in options
            if check(with_value(card, name, text), requirement) is None
        ]
        return _choices(right)
    among = requirement.need.among
    if among and kind == "text":
        return _choices([(each, each, "") for each in among])
    now = next((each.value for each in card.fields if same(each.field, name)), "")
    return ("text", {"value": now, "mode": _mode(kind)}) if kind in ("text", "number") else None


def _mode(kind: str) -> str:
    return "decimal" if kind == "number" else "text"


def _attachment(board: Watched, card: Card, requirement: Requirement) -> _Made:
    by_link = requirement.need.name in ("any", "link") or "." in requirement.need.name
    return ("text", {"mode": "url"}) if by_link else None


def _checklist(board: Watched, card: Card, requirement: Requirement) -> _Made:
    need: Need = requirement.need
    there = any(same(each.name, need.name) for each in card.checklists)
    return None if there or not need.name else ("press", {"items": list(need.items)})


def _words(board: Watched, card: Card, requirement: Requirement) -> _Made:
    name = requirement.need.name
    return None if name and key_of(name) in sections(card.desc) else ("lines", {})


def _title(board: Watched, card: Card, requirement: Requirement) -> _Made:
    return "text", {"value": card.name, "mode": "text"}


_MAKERS: Final[Mapping[NeedKind, Callable[[Watched, Card, Requirement], _Made]]] = {
    "field": _field,
    "checklist": _checklist,
    "attachment": _attachment,
    "label": _label,
    "words": _words,
    "start": _start,
    "title": _title,
}
