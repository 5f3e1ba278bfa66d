"""Trello's JSON read into the values that rules look at.

One reader for a card's REST body, a nested board, and a board's export: they differ in what they
leave out. What is missing and not needed is empty; what is there and is not what Trello sends
raises `WireError`. Shapes: https://developer.atlassian.com/cloud/trello/rest/ and exports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rules.card import Attachment, Board, Card, FieldValue, Label, Member, TrelloList
from rules.trello_json.values import Item, WireError, items, number, object_at

__all__ = [
    "FieldDefinition",
    "Neighbours",
    "WireError",
    "field_definitions",
    "neighbours",
    "read_board",
    "read_card",
    "read_snapshot",
]


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """A custom field of a board: its name, and the texts of its options by their ids."""

    id: str
    name: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What a card refers to by id: the members and labels of its board, and the board itself."""

    board_id: str = ""
    labels: Mapping[str, Label] = field(default_factory=dict)
    members: Mapping[str, Member] = field(default_factory=dict)


NOBODY: Final = Neighbours()
_ORDINARY: Final = (None, "")


def read_card(
    data: object,
    definitions: Mapping[str, FieldDefinition] | None = None,
    around: Neighbours = NOBODY,
    where: str = "card",
) -> Card:
    """A card from its JSON. Labels and members come whole (`labels`, `members`), or by id
    (`idLabels`, `idMembers`) with their names from `around`. `where` names the card in errors.
    """
    card = object_at(data, where)
    return Card(
        id=card.text("id"),
        name=card.text("name", may_be_empty=True),
        list_id=card.text("idList"),
        board_id=card.optional_text("idBoard") or around.board_id,
        desc=card.optional_text("desc"),
        due=card.instant("due"),
        due_complete=card.flag("dueComplete"),
        start=card.instant("start"),
        closed=card.flag("closed"),
        is_template=card.flag("isTemplate"),
        role=card.optional_text("cardRole") or None,
        pos=number(card.get("pos")),
        url=card.optional_text("url") or card.optional_text("shortUrl"),
        short_link=card.optional_text("shortLink"),
        last_activity=card.instant("dateLastActivity"),
        labels=_labels(card, around),
        members=_members(card, around),
        attachments=tuple(_attachment(each) for each in card.items("attachments")),
        fields=_fields(card, definitions or {}),
    )


def read_board(data: object, where: str = "") -> Board:
    """A board with its lists, in their order, and its labels."""
    board = object_at(data, where)
    lists = sorted((_list(each) for each in board.items("lists")), key=lambda each: each.pos)
    return Board(
        id=board.text("id"),
        name=board.text("name", may_be_empty=True),
        lists=tuple(lists),
        labels=tuple(_label(each) for each in board.items("labels")),
        url=board.optional_text("url") or board.optional_text("shortUrl"),
    )


def read_snapshot(data: object) -> tuple[Board, tuple[Card, ...]]:
    """A whole board, from a nested read or an export: the board and all its cards, list by list."""
    whole = object_at(data, "")
    board = read_board(data)
    around = neighbours(data, board)
    definitions = field_definitions(whole.get("customFields") or [])
    found = whole.required_items("cards")
    cards = [read_card(each.data, definitions, around, each.where) for each in found]
    order = {each.id: place for place, each in enumerate(board.lists)}
    cards.sort(key=lambda card: (order.get(card.list_id, len(order)), card.pos))
    return board, tuple(cards)


def neighbours(data: object, board: Board) -> Neighbours:
    """The members and labels that the cards of this board refer to."""
    members = [_member(each) for each in object_at(data, "").items("members")]
    return Neighbours(
        board_id=board.id,
        labels={each.id: each for each in board.labels},
        members={each.id: each for each in members},
    )


def field_definitions(data: object) -> Mapping[str, FieldDefinition]:
    """The custom fields of a board by their ids, from its `customFields`."""
    return {each.id: each for each in map(_definition, items(data, "customFields"))}


def _definition(data: Item) -> FieldDefinition:
    options = {each.text("id"): _option_text(each) for each in data.items("options")}
    return FieldDefinition(data.text("id"), data.optional_text("name"), options)


def _option_text(option: Item) -> str:
    value = option.get("value")
    return object_at(value, option.at("value")).optional_text("text") if value else ""


def _list(data: Item) -> TrelloList:
    return TrelloList(
        id=data.text("id"),
        name=data.text("name", may_be_empty=True),
        closed=data.flag("closed"),
        pos=number(data.get("pos")),
    )


def _label(data: Item) -> Label:
    return Label(data.text("id"), data.optional_text("name"), data.optional_text("color") or None)


def _member(data: Item) -> Member:
    return Member(data.text("id"), data.optional_text("fullName"), data.optional_text("username"))


def _attachment(data: Item) -> Attachment:
    return Attachment(
        data.optional_text("id"), data.optional_text("name"), data.optional_text("url")
    )


def _labels(card: Item, around: Neighbours) -> tuple[Label, ...]:
    """The labels once each: whole where the card has them so, else by id."""
    found = {each.id: each for each in map(_label, card.items("labels"))}
    for label_id in card.texts("idLabels"):
        if label_id not in found:
            found[label_id] = around.labels.get(label_id) or Label(label_id, "")
    return tuple(found.values())


def _members(card: Item, around: Neighbours) -> tuple[Member, ...]:
    found = {each.id: each for each in map(_member, card.items("members"))}
    for member_id in card.texts("idMembers"):
        if member_id not in found:
            found[member_id] = around.members.get(member_id) or Member(member_id, "")
    return tuple(found.values())


def _fields(card: Item, definitions: Mapping[str, FieldDefinition]) -> tuple[FieldValue, ...]:
    """The custom fields that have a value and are known; a field of another board has no name."""
    found = []
    for each in card.items("customFieldItems"):
        definition = definitions.get(each.text("idCustomField"))
        value = _field_text(each, definition) if definition else ""
        if definition and value:
            found.append(FieldValue(definition.name, value))
    return tuple(found)


def _field_text(data: Item, definition: FieldDefinition) -> str:
    """Values are objects of texts ({"number": "42"}); an option of a list is told by its id."""
    option = data.optional_text("idValue")
    if option:
        return definition.options.get(option, "")
    value = data.get("value")
    if not value:
        return ""
    texts: Sequence[object] = tuple(object_at(value, data.at("value")).data.values())
    return str(texts[0]) if texts and texts[0] is not None else ""
