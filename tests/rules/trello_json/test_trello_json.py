"""Trello's JSON in all its shapes: REST bodies, nested boards, exports, and nonsense."""

import contextlib
import copy
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.card import Attachment, FieldValue, Label, Member, created_at
from rules.trello_json.cards import (
    NOBODY,
    Neighbours,
    WireError,
    field_definitions,
    neighbours,
    read_board,
    read_card,
    read_snapshot,
)
from rules.trello_json.values import instant, number, sound

CARD, LIST, BOARD = "65f0a0000000000000000001", "2" * 24, "b" * 24
SMALLEST = {"id": CARD, "name": "Marie Dupont - DA Python", "idList": LIST}
OPTIONS = [{"id": "o1", "value": {"text": "Data"}}, {"id": "o2"}]
FIELDS = [
    {"id": "f1", "name": "Parcours", "type": "list", "options": OPTIONS},
    {"id": "f2", "name": "Étudiant", "type": "text"},
    {"id": "f3", "name": None},
]  # fmt: skip
EXPORT = {
    "id": BOARD,
    "name": "Soutenances",
    "url": "https://trello.com/b/x",
    "lists": [
        {"id": "l2", "name": "Profil à mettre à jour", "closed": False, "pos": 2.5},
        {"id": "l1", "name": "Propositions", "closed": False, "pos": 1},
        {"id": "l3", "name": "", "closed": True, "pos": "bottom"},
    ],
    "labels": [{"id": "p7", "name": "P7", "color": "green"}, {"id": "p0", "name": "", "color": None}],
    "members": [{"id": "m1", "fullName": "Nadia Benali", "username": "nadia"}],
    "customFields": FIELDS,
    "cards": [
        {**SMALLEST, "id": "c2", "idList": "l2", "pos": 1},
        {**SMALLEST, "id": "c1", "idList": "l1", "pos": 2, "idLabels": ["p7"], "idMembers": ["m1"]},
        {**SMALLEST, "id": "c3", "idList": "l1", "pos": 1.5},
        {**SMALLEST, "id": "c4", "idList": "elsewhere", "pos": 0},
    ],
}  # fmt: skip
PAYLOADS = Path(__file__).parents[4] / "shared" / "payloads"


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


def test_a_short_address_will_do():
    assert read_card({**SMALLEST, "shortUrl": "https://t/c/x"}).url == "https://t/c/x"
    assert read_board({"id": "b", "name": "", "shortUrl": "https://t/b/x"}).url == "https://t/b/x"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"name": None}, "card.name"),
        ({"name": ["x"]}, "card.name"),
        ({"desc": 3}, "card.desc"),
        ({"start": "demain"}, "card.start"),
        ({"closed": "true"}, "card.closed"),
        ({"labels": {}}, "card.labels"),
        ({"labels": ["p7"]}, "card.labels[0]"),
        ({"labels": [{"id": "x"}, {"name": "P7"}]}, "card.labels[1].id"),
        ({"idLabels": "p7"}, "card.idLabels"),
        ({"idLabels": ["p7", None]}, "card.idLabels[1]"),
        ({"idMembers": [{}]}, "card.idMembers[0]"),
        ({"attachments": [3]}, "card.attachments[0]"),
        ({"customFieldItems": [{"value": {}}]}, "card.customFieldItems[0].idCustomField"),
        (
            {"customFieldItems": [{"idCustomField": "f2", "value": "Marie"}]},
            "card.customFieldItems[0].value",
        ),
    ],
)
def test_what_is_not_trellos_is_left_out_and_told_with_its_place(change, where):
    odd = []
    card = read_card(
        {**SMALLEST, **change}, field_definitions({"customFields": FIELDS}), NOBODY, "card", odd
    )
    assert [each.where for each in odd] == [where]
    assert str(odd[0]).startswith(f"{where}: ")
    assert odd[0].told("fr").startswith(f"{where}\u00a0: ")
    assert card.id == CARD


@pytest.mark.parametrize("change", [{"id": None}, {"id": ""}, {"id": 3}, {"idList": None}])
def test_without_its_id_or_its_list_there_is_no_card(change):
    with pytest.raises(WireError) as caught:
        read_card({**SMALLEST, **change})
    assert caught.value.where == f"card.{next(iter(change))}"


@pytest.mark.parametrize(
    ("due", "written"),
    [
        ("9999-12-31T23:59:59.000Z", "9999-12-31T23:59:59.000Z"),
        ("0001-01-01T00:00:00.000Z", "0001-01-01T00:00:00.000Z"),
        ("+020265-03-12T13:30:00.000Z", "+020265-03-12T13:30:00.000Z"),
        ("demain\n ", "demain"),
        ("x" * 500, "x" * 40),
        ("\n", "?"),
        (3, "?"),
        (None, ""),
        ("", ""),
        ("2026-03-12T13:30:00.000Z", ""),
    ],
)
def test_a_date_that_cannot_be_used_is_kept_as_it_is_written(due, written):
    card = read_card({**SMALLEST, "due": due})
    assert card.due_written == written
    assert card.due is None or not written


@pytest.mark.parametrize("data", [None, [], "x", 3, {}, {"id": "b"}, {"id": "b", "name": 3}])
def test_what_is_no_board_is_refused(data):
    with pytest.raises(WireError):
        read_snapshot(data)


def test_a_board_without_cards_is_no_snapshot():
    whole = {key: value for key, value in EXPORT.items() if key != "cards"}
    with pytest.raises(WireError) as caught:
        read_snapshot(whole)
    assert caught.value.where == "cards"
    assert WireError(caught.value.what, "").told("en") == "this key is missing"


def places(data, path=()):
    """Every place of a JSON value."""
    yield path
    inner = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in inner:
        yield from places(value, (*path, key))


@pytest.mark.parametrize("wrong", [None, 3, "x", [], {}, [[]], [None], True, {"id": {}}], ids=repr)
def test_nonsense_anywhere_is_read_or_refused_never_a_crash(wrong):
    for path in places(EXPORT):
        data = copy.deepcopy(EXPORT)
        if not path:
            data = wrong
        else:
            parent = data
            for key in path[:-1]:
                parent = parent[key]
            parent[path[-1]] = wrong
        try:
            read = read_snapshot(data)
        except WireError as error:
            assert not path or path[0] == "cards"
            assert str(error)
        else:
            assert len(read.cards) + len(read.unread) == len(data["cards"])


@pytest.mark.parametrize("wrong", [None, 3, "x", [], {}, [None], True, {"id": {}}], ids=repr)
def test_an_odd_value_on_one_card_changes_no_other_card(wrong):
    others = {each.id: each for each in read_snapshot(EXPORT).cards if each.id != "c1"}
    for path in places(EXPORT["cards"][1]):
        data = copy.deepcopy(EXPORT)
        parent, key = data["cards"], 1
        for each in path:
            parent, key = parent[key], each
        parent[key] = wrong
        read = read_snapshot(data)
        assert {each.id: each for each in read.cards if each.id in others} == others


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(
            st.sampled_from(["id", "name", "lists", "cards", "idList", "labels"]), inner
        ),
    ),
)


@given(JSON)
def test_any_json_is_read_or_refused(data):
    try:
        read_snapshot(data)
    except WireError as error:
        assert error.told("fr")


def real(pattern):
    """The JSON of real payloads, where they are at hand; some were cut by those who kept them."""
    for path in sorted(PAYLOADS.glob(pattern)):
        with contextlib.suppress(json.JSONDecodeError):
            yield json.loads(path.read_text("utf-8"))


def test_real_exports_are_read_whole():
    for data in real("exports/*.json"):
        read = read_snapshot(data)
        board, cards = read.board, read.cards
        assert not read.unread
        assert len(cards) == len(data["cards"])
        assert len(board.lists) == len(data["lists"])
        for card in cards:
            raw = next(each for each in data["cards"] if each["id"] == card.id)
            assert [each.id for each in card.labels] == raw["idLabels"]
            assert len(card.members) == len(raw["idMembers"])
            assert len(card.attachments) == len(raw["attachments"])


def test_real_bodies_of_cards_are_read():
    for body in real("rest/*.json"):
        for each in body if isinstance(body, list) else [body]:
            if isinstance(each, dict) and {"idList", "name", "id"} <= set(each):
                assert read_card(each).name == each["name"]
