"""Trello's JSON in all its shapes: REST bodies, nested boards, exports, and nonsense."""

from datetime import UTC, datetime

import pytest
from json_samples import BOARD, CARD, EXPORT, FIELDS, LIST, SMALLEST

from rules.card import Attachment, FieldValue, Label, Member, created_at
from rules.trello_json.cards import (
    Neighbours,
    field_definitions,
    neighbours,
    read_board,
    read_card,
    read_snapshot,
)
from rules.trello_json.values import instant, number, sound


def test_the_smallest_card_is_a_card():
    assert read_card({**SMALLEST, "name": ""}).name == ""
    card = read_card(SMALLEST)
    assert (card.id, card.name, card.list_id, card.board_id) == (CARD, SMALLEST["name"], LIST, "")
    assert (card.due, card.labels, card.members, card.fields, card.closed) == (
        None,
        (),
        (),
        (),
        False,
    )
    assert card.created == datetime(2024, 3, 12, 18, 33, 36, tzinfo=UTC)


def test_ids_that_are_not_trellos_were_made_at_the_epoch():
    assert created_at("zzzzzzzz") == created_at("") == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_whole_card_is_read_whole():
    card = read_card(
        {
            **SMALLEST,
            "idBoard": BOARD,
            "desc": "Dépôt",
            "due": "2026-03-19T13:30:00.000Z",
            "start": "2026-03-01T00:00:00Z",
            "dueComplete": True,
            "closed": True,
            "isTemplate": True,
            "cardRole": "mirror",
            "pos": 16384.5,
            "url": "https://trello.com/c/x/1-marie",
            "shortUrl": "https://trello.com/c/x",
            "shortLink": "x",
            "dateLastActivity": "2026-03-02T08:00:00.123Z",
            "labels": [{"id": "p7", "name": "P7"}, {"id": "p7", "name": "P7", "color": "red"}],
            "members": [{"id": "m1", "fullName": "Nadia Benali", "username": "nadia"}],
            "attachments": [{"id": "a1", "name": "Dépôt", "url": "https://x"}, {"url": None}],
            "inconnu": {"à": "venir"},
        }
    )
    assert card.due == datetime(2026, 3, 19, 13, 30, tzinfo=UTC)
    assert (card.due_complete, card.closed, card.is_template, card.role) == (
        True,
        True,
        True,
        "mirror",
    )
    assert card.labels == (Label("p7", "P7", "red"),)
    assert card.members == (Member("m1", "Nadia Benali", "nadia"),)
    assert card.attachments == (Attachment("a1", "Dépôt", "https://x"), Attachment("", "", ""))
    assert (card.url, card.pos, card.board_id) == ("https://trello.com/c/x/1-marie", 16384.5, BOARD)
    assert card.last_activity.microsecond == 123000


def test_names_that_a_card_refers_to_come_from_its_board():
    around = Neighbours(BOARD, {"p7": Label("p7", "P7")}, {"m1": Member("m1", "Nadia")})
    card = read_card({**SMALLEST, "idLabels": ["p7", "p9"], "idMembers": ["m1", "m2"]}, {}, around)
    assert card.labels == (Label("p7", "P7"), Label("p9", ""))
    assert card.members == (Member("m1", "Nadia"), Member("m2", ""))
    assert card.board_id == BOARD


def test_whole_labels_are_completed_by_ids_and_never_doubled():
    data = {**SMALLEST, "labels": [{"id": "p7", "name": "P7"}], "idLabels": ["p7", "p8"]}
    assert [each.id for each in read_card(data).labels] == ["p7", "p8"]
    data = {**SMALLEST, "members": [{"id": "m1"}], "idMembers": ["m1", "m2", "m2"]}
    assert [each.id for each in read_card(data).members] == ["m1", "m2"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"idCustomField": "f1", "idValue": "o1", "value": None}, FieldValue("Parcours", "Data")),
        ({"idCustomField": "f1", "idValue": "o1"}, FieldValue("Parcours", "Data")),
        ({"idCustomField": "f1", "idValue": "o2"}, None),
        ({"idCustomField": "f1", "idValue": "o9"}, None),
        ({"idCustomField": "f2", "value": {"text": "Marie"}}, FieldValue("Étudiant", "Marie")),
        ({"idCustomField": "f2", "value": {"number": "42"}}, FieldValue("Étudiant", "42")),
        ({"idCustomField": "f2", "value": {"checked": "true"}}, FieldValue("Étudiant", "true")),
        ({"idCustomField": "f2", "value": {"text": None}}, None),
        ({"idCustomField": "f2", "value": {}}, None),
        ({"idCustomField": "f2", "value": ""}, None),
        ({"idCustomField": "f2"}, None),
        ({"idCustomField": "f3", "value": {"text": "x"}}, FieldValue("", "x")),
        ({"idCustomField": "unknown", "value": {"text": "x"}}, None),
    ],
)
def test_custom_fields_are_read_as_people_read_them(item, expected):
    card = read_card(
        {**SMALLEST, "customFieldItems": [item]}, field_definitions({"customFields": FIELDS})
    )
    assert card.fields == ((expected,) if expected else ())


@pytest.mark.parametrize("due", [None, ""])
def test_no_date_has_several_spellings(due):
    assert read_card({**SMALLEST, "due": due}).due is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-19T13:30:00.000Z", datetime(2026, 3, 19, 13, 30, tzinfo=UTC)),
        ("2026-03-19T14:30:00+01:00", datetime(2026, 3, 19, 13, 30, tzinfo=UTC)),
        ("2026-03-19T13:30:00", datetime(2026, 3, 19, 13, 30, tzinfo=UTC)),
        *((each, None) for each in ("demain", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")),
        *((each, None) for each in (12, None, {}, "2026-13-01T00:00:00Z")),
    ],
)
def test_instants_are_utc_and_within_reason(text, expected):
    assert instant(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *((1, 1.0), (2.5, 2.5), ("3", 3.0), ("top", 0.0), (None, 0.0), ([], 0.0), (True, 1.0)),
        *((float("nan"), 0.0), (float("inf"), 0.0), (10**400, 0.0)),
    ],
)
def test_positions_are_numbers_whatever_is_sent(value, expected):
    assert number(value) == expected


def test_halves_of_characters_are_replaced():
    assert sound("a\ud800é") == "a?é"
    assert read_card({**SMALLEST, "name": "\udfff"}).name == "?"


def test_a_board_is_read_with_its_lists_in_order():
    board = read_board(EXPORT)
    assert [each.id for each in board.lists] == ["l3", "l1", "l2"]
    assert board.labels[1] == Label("p0", "", None)
    assert (board.list_named("l1").name, board.list_named("l9")) == ("Propositions", None)
    assert (board.name, board.url) == ("Soutenances", "https://trello.com/b/x")


def test_a_snapshot_has_its_cards_list_by_list():
    read = read_snapshot(EXPORT)
    board, cards = read.board, read.cards
    assert [each.where for each in read.odd] == ["cards[3].idList"]
    assert [each.id for each in cards] == ["c3", "c1", "c2", "c4"]
    assert cards[1].members[0].full_name == "Nadia Benali"
    assert {each.board_id for each in cards} == {BOARD}
    assert neighbours(EXPORT, board).labels["p7"].name == "P7"
