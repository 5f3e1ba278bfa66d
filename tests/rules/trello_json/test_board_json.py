"""Boards in Trello’s JSON: exports and nested answers."""

import contextlib
import copy
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from json_places import places
from json_samples import CARD, EXPORT, FIELDS, SMALLEST

from rules.trello_json.cards import (
    NOBODY,
    WireError,
    field_definitions,
    read_board,
    read_card,
    read_snapshot,
)

PAYLOADS = Path(__file__).parents[4] / "shared" / "payloads"


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
