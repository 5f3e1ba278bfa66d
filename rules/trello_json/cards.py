"""Trello's JSON read into the values that rules look at.

One reader for a card's REST body, a nested board, and a board's export: they differ in what they
leave out. What is missing and not needed is empty; what is there and is not what Trello sends is
noted and left out, so that one odd value hides no card.
Shapes: https://developer.atlassian.com/cloud/trello/rest/ and exports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rules.card import Attachment, Board, Card, Checklist, FieldValue, Label, Member, TrelloList
from rules.instants import instant, unusable
from rules.trello_json.values import NO_LIST, NO_OBJECT, Item, WireError, number, object_at

__all__ = [
    "FieldDefinition",
    "Neighbours",
    "Snapshot",
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
    checklists_by_card: Mapping[str, tuple[Checklist, ...]] = field(default_factory=dict)

    def checklists(self, card: Item) -> tuple[Checklist, ...]:
        """Return those of a card without its own: a board's export has them beside the cards."""
        return self.checklists_by_card.get(card.optional_text("id"), ())


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole board. `odd`: what in it was not what Trello sends, and was left out; `unread`: the
    cards that could not be read at all.
    """

    board: Board
    cards: tuple[Card, ...]
    odd: tuple[WireError, ...] = ()
    unread: tuple[WireError, ...] = ()


NOBODY: Final = Neighbours()


def read_card(
    data: object,
    definitions: Mapping[str, FieldDefinition] | None = None,
    around: Neighbours = NOBODY,
    where: str = "card",
    odd: list[WireError] | None = None,
) -> Card:
    """Read a card from its JSON. Labels and members come whole (`labels`, `members`), or by id
    (`idLabels`, `idMembers`) with their names from `around`. `where` names the card in errors; what is
    not Trello's in it goes to `odd`. Raises `WireError` where there is no card: without its id, or its
    list's.
    """
    return _card(_of(data, where, odd), definitions or {}, around)


def _of(data: object, where: str, odd: list[WireError] | None) -> Item:
    item = object_at(data, where)
    return item if odd is None else replace(item, odd=odd)


def _card(card: Item, definitions: Mapping[str, FieldDefinition], around: Neighbours) -> Card:
    due = instant(card.get("due"))
    return Card(
        id=card.identity("id"),
        name=card.text("name"),
        list_id=card.identity("idList"),
        board_id=card.optional_text("idBoard") or around.board_id,
        desc=card.optional_text("desc"),
        due=due,
        due_written=unusable(card.get("due")),
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
        attachments=tuple(card.each("attachments", _attachment)),
        fields=_fields(card, definitions),
        checklists=tuple(card.each("checklists", _checklist)) or around.checklists(card),
    )


def read_board(data: object, where: str = "", odd: list[WireError] | None = None) -> Board:
    """Return a board with its lists, in their order, and its labels. Raises `WireError` for no board."""
    board = _of(data, where, odd)
    lists = sorted(board.each("lists", _list), key=lambda each: each.pos)
    return Board(
        id=board.text("id"),
        name=board.text("name"),
        lists=tuple(lists),
        labels=tuple(board.each("labels", _label)),
        url=board.optional_text("url") or board.optional_text("shortUrl"),
    )


def read_snapshot(data: object) -> Snapshot:
    """Return a whole board, from a nested read or an export: the board and all its cards, list by list.

    Raises `WireError` where there is no board: without cards.
    """
    whole = object_at(data, "")
    found = whole.required_items("cards")
    whole.odd.clear()  # what is no card is told as such
    board = read_board(data, "", whole.odd)
    around = neighbours(data, board, whole.odd)
    definitions = field_definitions(data, whole.odd)
    cards, unread = _cards(whole, found, definitions, around)
    order = {each.id: place for place, each in enumerate(board.lists)}
    for each, card in cards:
        if card.list_id not in order:
            each.note(NO_LIST, each.at("idList"))
    read = sorted(
        (card for _, card in cards),
        key=lambda card: (order.get(card.list_id, len(order)), card.pos),
    )
    return Snapshot(board, tuple(read), tuple(whole.odd), tuple(unread))


def _cards(
    whole: Item,
    found: Sequence[Item],
    definitions: Mapping[str, FieldDefinition],
    around: Neighbours,
) -> tuple[list[tuple[Item, Card]], list[WireError]]:
    """Return the cards that can be read, each with its JSON, and of the others why not."""
    given = whole.data["cards"]
    places = range(len(given)) if isinstance(given, list) else ()
    read = {each.where: each for each in found}
    unread = [
        WireError(NO_OBJECT, f"cards[{place}]") for place in places if f"cards[{place}]" not in read
    ]
    cards = []
    for each in found:
        try:
            cards.append((each, _card(each, definitions, around)))
        except WireError as error:
            unread.append(error)
    return cards, unread


def neighbours(data: object, board: Board, odd: list[WireError] | None = None) -> Neighbours:
    """Return the members and labels that the cards of this board refer to."""
    members = _of(data, "", odd).each("members", _member)
    return Neighbours(
        board_id=board.id,
        labels={each.id: each for each in board.labels},
        members={each.id: each for each in members},
        checklists_by_card=_checklists_by_card(_of(data, "", odd)),
    )


def _checklists_by_card(board: Item) -> Mapping[str, tuple[Checklist, ...]]:
    found: dict[str, tuple[Checklist, ...]] = {}
    for card_id, checklist in board.each("checklists", _checklist_of):
        found[card_id] = (*found.get(card_id, ()), checklist)
    return found


def _checklist_of(data: Item) -> tuple[str, Checklist]:
    return data.optional_text("idCard"), _checklist(data)


def _checklist(data: Item) -> Checklist:
    items = data.items("checkItems")
    done = sum(each.optional_text("state") == "complete" for each in items)
    return Checklist(data.optional_text("name"), len(items), done)


def field_definitions(
    data: object, odd: list[WireError] | None = None
) -> Mapping[str, FieldDefinition]:
    """Return the custom fields of a board by their ids, from the board's JSON."""
    return {each.id: each for each in _of(data, "", odd).each("customFields", _definition)}


def _definition(data: Item) -> FieldDefinition:
    options = dict(data.each("options", _option))
    return FieldDefinition(data.identity("id"), data.optional_text("name"), options)


def _option(option: Item) -> tuple[str, str]:
    return option.identity("id"), _option_text(option)


def _option_text(option: Item) -> str:
    value = option.inner("value")
    return value.optional_text("text") if value else ""


def _list(data: Item) -> TrelloList:
    return TrelloList(
        id=data.identity("id"),
        name=data.text("name"),
        closed=data.flag("closed"),
        pos=number(data.get("pos")),
    )


def _label(data: Item) -> Label:
    return Label(
        data.identity("id"), data.optional_text("name"), data.optional_text("color") or None
    )


def _member(data: Item) -> Member:
    return Member(
        data.identity("id"), data.optional_text("fullName"), data.optional_text("username")
    )


def _attachment(data: Item) -> Attachment:
    return Attachment(
        data.optional_text("id"), data.optional_text("name"), data.optional_text("url")
    )


def _labels(card: Item, around: Neighbours) -> tuple[Label, ...]:
    """Return the labels once each: whole where the card has them so, else by id."""
    found = {each.id: each for each in card.each("labels", _label)}
    for label_id in card.texts("idLabels"):
        if label_id not in found:
            found[label_id] = around.labels.get(label_id) or Label(label_id, "")
    return tuple(found.values())


def _members(card: Item, around: Neighbours) -> tuple[Member, ...]:
    found = {each.id: each for each in card.each("members", _member)}
    for member_id in card.texts("idMembers"):
        if member_id not in found:
            found[member_id] = around.members.get(member_id) or Member(member_id, "")
    return tuple(found.values())


def _fields(card: Item, definitions: Mapping[str, FieldDefinition]) -> tuple[FieldValue, ...]:
    """Return the custom fields that have a value and are known; a field of another board has no name."""
    found = []
    for each in card.items("customFieldItems"):
        definition = definitions.get(each.text("idCustomField"))
        value = _field_text(each, definition) if definition else ""
        if definition and value:
            found.append(FieldValue(definition.name, value))
    return tuple(found)


def _field_text(data: Item, definition: FieldDefinition) -> str:
    """Return a custom field's value as text. Values are objects of texts ({"number": "42"}); an option
    of a list is told by its id.
    """
    option = data.optional_text("idValue")
    if option:
        return definition.options.get(option, "")
    value = data.inner("value")
    texts: Sequence[object] = tuple(value.data.values()) if value else ()
    return str(texts[0]) if texts and texts[0] is not None else ""
