"""Every value of a board and its cards: where it stands in Trello's JSON, and what is read of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rules.card import Attachment, Board, Checklist, FieldValue, Label, Member, TrelloList
from rules.trello_json.cards import (
    FieldDefinition,
    WireError,
    field_definitions,
    neighbours,
    read_board,
    read_card,
    read_snapshot,
)

ITEMS = [{"state": "complete"}, {"state": "incomplete"}, {"state": "complete"}]
PIECES = {"id": "k1", "name": "Pièces", "idCard": "c1", "checkItems": ITEMS}
EMPTY = {"id": "k2", "name": "Vide", "idCard": "c1"}
OTHER = {"id": "k3", "name": "Autre", "idCard": "c2", "checkItems": ITEMS[1:2]}
CARD = {"id": "c1", "name": "Marie", "idList": "l1"}
WHOLE = {
    "id": "b1",
    "name": "Soutenances",
    "url": "https://trello.com/b/long",
    "shortUrl": "https://trello.com/b/short",
    "lists": [
        {"id": "l2", "name": "Suite", "closed": True, "pos": 3},
        {"id": "l1", "name": "Début", "pos": 2},
    ],
    "labels": [{"id": "p7", "name": "P7", "color": "green"}, {"id": "p8"}],
    "members": [{"id": "m1", "fullName": "Nadia Benali", "username": "nadia"}],
    "customFields": [
        {"id": "f1", "name": "Parcours", "options": [{"id": "o1", "value": {"text": "Data"}}]},
        {"id": "f2", "name": "Étudiant"},
    ],
    "checklists": [PIECES, OTHER, EMPTY],
    "cards": [
        {
            **CARD,
            "idLabels": ["p7", "p9"],
            "idMembers": ["m1", "m9"],
            "customFieldItems": [
                {"idCustomField": "f1", "idValue": "o1"},
                {"idCustomField": "f2", "value": {"text": "Marie"}},
            ],
        },
        {**CARD, "id": "c2", "idBoard": "b9"},
        {**CARD, "id": "c3", "idList": "gone"},
        3,
        {"id": "c5"},
    ],
}


def test_checklists_are_counted_in_their_order() -> None:
    expected = (Checklist("Pièces", 3, 2), Checklist("Vide", 0, 0))
    assert read_card({**CARD, "checklists": [PIECES, EMPTY]}).checklists == expected
    assert read_card({**CARD, "checklists": [EMPTY, PIECES]}).checklists == expected[::-1]
    read = read_snapshot(WHOLE).cards
    assert [each.checklists for each in read] == [expected, (Checklist("Autre", 1, 0),), ()]


def test_a_cards_own_checklists_go_before_those_beside_it() -> None:
    around = neighbours(WHOLE, read_board(WHOLE))
    assert read_card({**CARD, "checklists": [OTHER]}, {}, around).checklists == (
        Checklist("Autre", 1, 0),
    )


def test_a_board_is_read_value_by_value() -> None:
    assert read_board(WHOLE) == Board(
        "b1",
        "Soutenances",
        (TrelloList("l1", "Début", False, 2.0), TrelloList("l2", "Suite", True, 3.0)),
        (Label("p7", "P7", "green"), Label("p8", "", None)),
        "https://trello.com/b/long",
    )
    assert field_definitions(WHOLE) == {
        "f1": FieldDefinition("f1", "Parcours", {"o1": "Data"}),
        "f2": FieldDefinition("f2", "Étudiant", {}),
    }
    around = neighbours(WHOLE, read_board(WHOLE))
    assert (around.board_id, around.labels["p8"], around.members) == (
        "b1",
        Label("p8", "", None),
        {"m1": Member("m1", "Nadia Benali", "nadia")},
    )


def test_a_card_is_read_with_what_stands_around_it() -> None:
    card, other, lost = read_snapshot(WHOLE).cards
    assert card.labels == (Label("p7", "P7", "green"), Label("p9", ""))
    assert card.members == (Member("m1", "Nadia Benali", "nadia"), Member("m9", ""))
    assert card.fields == (FieldValue("Parcours", "Data"), FieldValue("Étudiant", "Marie"))
    assert (card.board_id, other.board_id, lost.board_id) == ("b1", "b9", "b1")


def test_what_is_odd_or_cannot_be_read_is_told_with_its_place() -> None:
    read = read_snapshot(WHOLE)
    assert [str(each) for each in read.odd] == [
        "cards[4].name: this key is missing",
        "cards[2].idList: this list is not on the board",
    ]
    assert sorted(str(each) for each in read.unread) == [
        "cards[3]: an object is expected",
        "cards[4].idList: this key is missing",
    ]
    odd: list[WireError] = []
    read_card({**CARD, "pos": "x", "desc": 3}, where="cards[9]", odd=odd)
    assert [each.told("fr") for each in odd] == ["cards[9].desc\u00a0: un texte est attendu"]


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("dueComplete", True, "due_complete"),
        ("closed", True, "closed"),
        ("isTemplate", True, "is_template"),
    ],
)
def test_each_flag_is_false_unless_it_is_said(key: str, value: bool, read: str) -> None:
    assert getattr(read_card({**CARD, key: value}), read) is True
    assert getattr(read_card(CARD), read) is False


def test_what_a_card_has_not_is_empty() -> None:
    bare = read_card({**CARD, "attachments": [{}]})
    assert (bare.desc, bare.url, bare.short_link, bare.role, bare.pos) == ("", "", "", None, 0.0)
    assert bare.attachments == (Attachment("", "", ""),)
    assert (bare.start, bare.last_activity, bare.due_written) == (None, None, "")


@pytest.mark.parametrize(
    ("key", "read"),
    [
        *(("idBoard", "board_id"), ("desc", "desc"), ("cardRole", "role"), ("url", "url")),
        *(("shortUrl", "url"), ("shortLink", "short_link")),
    ],
)
def test_each_text_of_a_card_has_its_place(key: str, read: str) -> None:
    assert getattr(read_card({**CARD, key: "x"}), read) == "x"


@pytest.mark.parametrize("key", ["due", "start", "dateLastActivity"])
def test_each_instant_of_a_card_is_in_utc(key: str) -> None:
    read = {"dateLastActivity": "last_activity"}.get(key, key)
    for text in ("2026-03-19T14:30:00+01:00", "2026-03-19T13:30:00", "2026-03-19T13:30:00Z"):
        found = getattr(read_card({**CARD, key: text}), read)
        assert found == datetime(2026, 3, 19, 13, 30, tzinfo=UTC)
        assert found.tzinfo is UTC
