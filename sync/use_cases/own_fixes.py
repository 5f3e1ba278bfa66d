"""Mending what a requirement of the rulebook's own finds missing, for a person who asks in the panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from typing import Final

from rules.card import Attachment, Card, FieldValue
from rules.instants import within_reason
from rules.requirements.check import as_number, check, label_of, same
from rules.requirements.looked_at import key_of, sections
from rules.rulebook.needs import Need, NeedKind
from rules.rulebook.requirements import Requirement
from sync.effects.attempt import Write
from sync.effects.kinds import fields, own
from sync.rights.request import Asked, NotFixed
from sync.rulebook.boards import Watched

STARTS: Final = time(9)
"""When the day of a start date begins: Trello keeps an instant."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: the card as it is, the requirement that it is for, what they chose or typed,
    and the description as it is on Trello now.
    """

    asked: Asked
    board: Watched
    card: Card
    requirement: Requirement
    value: str
    zone: tzinfo
    desc: str

    @property
    def need(self) -> Need:
        return self.requirement.need

    @property
    def code(self) -> str:
        return self.requirement.code


def write_of(wish: Wish) -> Write | None:
    """Return what is to be written for it; None where nothing is missing any more. Raises `NotFixed` where
    what was given is not what the requirement asks for.
    """
    if check(wish.card, wish.requirement) is None:
        return None
    return _WRITES[wish.need.kind](wish)


def _label(wish: Wish) -> Write:
    fits = label_of(wish.need.labels)
    known = [each for each in wish.board.ruled.board.labels if each.id == wish.value and fits(each)]
    if not known:
        raise NotFixed("not-what-is-asked")
    return own.give_label(wish.card, known[0].id, wish.code, wish.asked.by)


def _start(wish: Wish) -> Write:
    start = datetime.combine(_day(wish.value), STARTS, wish.zone)
    return own.set_start(wish.card, start, wish.code, wish.asked.by)


def _day(value: str) -> date:
    try:
        found = date.fromisoformat(value)
    except ValueError as error:
        raise NotFixed("not-what-is-asked") from error
    if not within_reason(datetime.combine(found, STARTS)):
        raise NotFixed("not-what-is-asked")
    return found


def field_of(
    board: Watched, need: Need
) -> tuple[str, str, str, tuple[tuple[str, str], ...]] | None:
    """Return the board's custom field that is meant: its id, name, type and options; None where the board has
    none of this name.
    """
    for field_id, (name, kind, options) in board.form["custom_fields"].items():
        if same(name, need.name):
            return field_id, name, kind, options
    return None


def _field(wish: Wish) -> Write:
    found = field_of(wish.board, wish.need)
    if found is None or not wish.value:
        raise NotFixed("not-what-is-asked")
    field_id, name, kind, options = found
    shown, raw = _raw(kind, dict(options), wish)
    filled = with_value(wish.card, name, shown)
    if check(filled, wish.requirement) is not None:
        raise NotFixed("not-what-is-asked")
    was = next((each.value for each in wish.card.fields if same(each.field, name)), "")
    before = was, _kept(kind, dict(options), was)
    return own.set_field(
        wish.card, (field_id, name), before, (shown, raw), wish.code, wish.asked.by
    )


def _raw(kind: str, options: Mapping[str, str], wish: Wish) -> tuple[str, own.Raw]:
    """Return the value that was given as people read it, and as Trello keeps it."""
    value = wish.value
    if kind == "list":
        if value not in options:
            raise NotFixed("not-what-is-asked")
        return options[value], {"value": None, "idValue": value}
    if kind == "number":
        number = as_number(value)
        if number is None:
            raise NotFixed("not-what-is-asked")
        text = f"{number:.10f}".rstrip("0").rstrip(".")
        return text, {"value": {"number": text}, "idValue": None}
    if kind != "text":  # a box is ticked, and a date chosen, on the card
        raise NotFixed("not-what-is-asked")
    return value, {"value": {"text": value}, "idValue": None}


def _kept(kind: str, options: Mapping[str, str], shown: str) -> own.Raw:
    """Return what Trello keeps for a value of a card, as people read it."""
    if not shown:
        return own.EMPTY
    if kind == "list":
        option = next((key for key, text in options.items() if text == shown), None)
        return {"value": None, "idValue": option}
    return {"value": {kind: shown}, "idValue": None}


def with_value(card: Card, name: str, value: str) -> Card:
    """Return the card as it would be with this value of its custom field."""
    others = tuple(each for each in card.fields if not same(each.field, name))
    return replace(card, fields=(*others, FieldValue(name, value)))


def _attachment(wish: Wish) -> Write:
    url = wish.value
    link = Attachment("", url, url)
    with_it = replace(wish.card, attachments=(*wish.card.attachments, link))
    if not url.startswith(("https://", "http://")) or check(with_it, wish.requirement) is not None:
        raise NotFixed("not-what-is-asked")
    return own.attach_link(wish.card, url, wish.code, wish.asked.by)


def _checklist(wish: Wish) -> Write:
    need, there = wish.need, wish.card.checklists
    if not need.name or any(same(each.name, need.name) for each in there):
        raise NotFixed("not-what-is-asked")
    return own.give_checklist(wish.card, need.name, need.items, wish.code, wish.asked.by)


def _words(wish: Wish) -> Write:
    """Add what was typed to the description, under its heading; one that is there is filled on the card."""
    name = wish.need.name
    if not wish.value or (name and key_of(name) in sections(wish.desc)):
        raise NotFixed("not-what-is-asked")
    lines = f"## {name}\n{wish.value}" if name else wish.value
    return fields.add_details(wish.card, lines, wish.desc.rstrip(), wish.asked.by, wish.code)


def _title(wish: Wish) -> Write:
    if not wish.value or check(replace(wish.card, name=wish.value), wish.requirement) is not None:
        raise NotFixed("not-what-is-asked")
    return fields.set_title(wish.card, wish.value, wish.asked.by, wish.code)


_WRITES: Final[Mapping[NeedKind, Callable[[Wish], Write]]] = {
    "field": _field,
    "checklist": _checklist,
    "attachment": _attachment,
    "label": _label,
    "words": _words,
    "start": _start,
    "title": _title,
}
