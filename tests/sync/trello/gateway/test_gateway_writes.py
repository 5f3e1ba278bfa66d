"""What the verbs that write send, and what they make of odd answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import requests
import responses
from faked_trello import ACTION, API, BOARD, CARD, LIST, TOKEN, body

from sync.trello.errors import Gone, Refused, Unauthorized, Unsure
from sync.trello.gateway import Gateway

HOOK = {"id": "h1", "callbackURL": "https://us.test/hook", "idModel": BOARD, "active": False}


def test_a_comment_is_written(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.post(f"{API}/cards/{CARD}/actions/comments", json={"id": ACTION})
    assert gateway.write_comment(CARD, "Il manque l’étiquette")["id"] == ACTION
    assert body(http) == {"text": "Il manque l’étiquette"}


@pytest.mark.parametrize(
    "answer", [{"body": ""}, {"json": {}}, {"json": []}, {"status": 202, "body": "Accepted"}]
)
def test_a_comment_without_a_name_has_to_be_read_back(
    gateway: Gateway, http: responses.RequestsMock, answer: dict[str, Any]
) -> None:
    http.post(f"{API}/cards/{CARD}/actions/comments", **answer)
    with pytest.raises(Unsure):
        gateway.write_comment(CARD, "bonjour")
    assert len(http.calls) == 1


def test_a_comment_is_edited_and_deleted_by_its_action(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.put(f"{API}/actions/{ACTION}", json={"id": ACTION})
    http.delete(f"{API}/actions/{ACTION}", json={"_value": None})
    gateway.edit_comment(ACTION, "complet")
    gateway.delete_comment(ACTION)
    assert body(http) == {"text": "complet"}


def test_an_emoji_is_put_on_a_comment(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.post(f"{API}/actions/{ACTION}/reactions", json={"id": ACTION})
    gateway.react(ACTION, "1F440")
    assert body(http) == {"unified": "1F440"}


def test_editing_a_comment_that_is_gone_is_told(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.put(f"{API}/actions/{ACTION}", status=404, body="not found")
    with pytest.raises(Gone):
        gateway.edit_comment(ACTION, "complet")


def test_a_move_is_checked_by_its_answer(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.put(f"{API}/cards/{CARD}", json={"id": CARD, "idList": LIST, "pos": 16384})
    assert gateway.move_card(CARD, LIST, 3.5)["pos"] == 16384
    assert body(http) == {"idList": LIST, "pos": 3.5}


def test_a_move_that_did_not_happen_is_refused(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.put(f"{API}/cards/{CARD}", json={"id": CARD, "idList": "elsewhere"})
    with pytest.raises(Refused):
        gateway.move_card(CARD, LIST)


@pytest.mark.parametrize("answer", [{"body": ""}, {"status": 202, "body": "Accepted"}])
def test_a_move_answered_with_nothing_is_checked_by_a_read(
    gateway: Gateway, http: responses.RequestsMock, answer: dict[str, Any]
) -> None:
    http.put(f"{API}/cards/{CARD}", **answer)
    http.get(f"{API}/cards/{CARD}", json={"id": CARD, "idList": LIST})
    assert gateway.move_card(CARD, LIST)["idList"] == LIST


def test_several_fields_go_in_one_call(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.put(f"{API}/cards/{CARD}", json={"id": CARD})
    paris = timezone(timedelta(hours=1))
    gateway.update_card(CARD, due=datetime(2026, 12, 1, 18, tzinfo=paris), desc=None, idMembers=[])
    assert body(http) == {"due": "2026-12-01T17:00:00.000Z", "desc": None, "idMembers": []}
    assert len(http.calls) == 1


def test_a_date_without_zone_is_not_sent(gateway: Gateway) -> None:
    with pytest.raises(ValueError, match="zone"):
        gateway.update_card(CARD, due=datetime(2026, 12, 1))  # noqa: DTZ001


def test_a_card_is_made(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.post(f"{API}/cards", json={"id": CARD})
    made = gateway.create_card(idList=LIST, name="Carte", due=datetime(2026, 12, 1, tzinfo=UTC))
    assert made["id"] == CARD
    assert body(http)["due"] == "2026-12-01T00:00:00.000Z"


def test_a_card_whose_answer_is_lost_is_made_once(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.post(f"{API}/cards", body=requests.ReadTimeout("slow"))
    with pytest.raises(Unsure):
        gateway.create_card(idList=LIST)
    assert len(http.calls) == 1


@pytest.mark.parametrize(
    ("part", "add", "words"),
    [
        ("idMembers", "add_member", "member is already on the card"),
        ("idLabels", "add_label", "that label is already on the card"),
    ],
)
def test_what_is_on_the_card_already_is_no_error(
    gateway: Gateway, http: responses.RequestsMock, part: str, add: str, words: str
) -> None:
    http.post(f"{API}/cards/{CARD}/{part}", body=requests.ReadTimeout("slow"))
    http.post(f"{API}/cards/{CARD}/{part}", body=words, status=400)
    getattr(gateway, add)(CARD, "x1")
    assert body(http) == {"value": "x1"}


@pytest.mark.parametrize("add", ["add_member", "add_label"])
def test_what_cannot_be_added_is_told(
    gateway: Gateway, http: responses.RequestsMock, add: str
) -> None:
    part = {"add_member": "idMembers", "add_label": "idLabels"}[add]
    http.post(f"{API}/cards/{CARD}/{part}", body="invalid value for value", status=400)
    with pytest.raises(Refused):
        getattr(gateway, add)(CARD, "x1")


@pytest.mark.parametrize(
    ("remove", "part"), [("remove_member", "idMembers"), ("remove_label", "idLabels")]
)
@pytest.mark.parametrize(
    "answer",
    [
        {"json": []},
        {"body": '{"_value":null} '},
        {"status": 404, "body": "not found"},
        {"status": 400, "body": "member is not on the card"},
    ],
)
def test_what_is_not_on_the_card_need_not_be_removed(
    gateway: Gateway, http: responses.RequestsMock, remove: str, part: str, answer: dict[str, Any]
) -> None:
    http.delete(f"{API}/cards/{CARD}/{part}/x1", **answer)
    getattr(gateway, remove)(CARD, "x1")


def test_removing_without_the_right_is_told(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.delete(f"{API}/cards/{CARD}/idLabels/x1", status=401, body="unauthorized card permission")
    with pytest.raises(Unauthorized):
        gateway.remove_label(CARD, "x1")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"value": {"text": "Ada"}}, {"value": {"text": "Ada"}}),
        ({"option_id": "o1"}, {"idValue": "o1"}),
        ({}, {"value": "", "idValue": ""}),
    ],
)
def test_a_field_is_set_or_cleared(
    gateway: Gateway,
    http: responses.RequestsMock,
    arguments: dict[str, Any],
    expected: dict[str, Any],
) -> None:
    http.put(f"{API}/cards/{CARD}/customField/f1/item", json={})
    gateway.set_field(CARD, "f1", **arguments)
    assert body(http) == expected


def test_a_link_is_attached(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.post(f"{API}/cards/{CARD}/attachments", json={"id": "a"})
    gateway.attach_url(CARD, "https://trello.test/c/x", "Carte liée")
    gateway.attach_url(CARD, "https://trello.test/c/x")
    assert body(http) == {"url": "https://trello.test/c/x", "name": "Carte liée"}
    assert body(http, 1) == {"url": "https://trello.test/c/x"}


def test_a_checklist_is_made_in_order(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.get(f"{API}/cards/{CARD}/checklists", json=[])
    http.post(f"{API}/cards/{CARD}/checklists", json={"id": "c", "name": "Préparer"})
    http.post(f"{API}/checklists/c/checkItems", json={"id": "i"})
    made = gateway.add_checklist(CARD, "Préparer", ["lieu", "lumière"])
    assert len(made["checkItems"]) == 2
    assert [body(http, call)["name"] for call in (1, 2, 3)] == ["Préparer", "lieu", "lumière"]


def test_a_checklist_half_made_is_completed(gateway: Gateway, http: responses.RequestsMock) -> None:
    half = {"id": "c", "name": "Préparer", "checkItems": [{"id": "i", "name": "lieu"}]}
    http.get(f"{API}/cards/{CARD}/checklists", json=[half])
    http.post(f"{API}/checklists/c/checkItems", json={"id": "j"})
    gateway.add_checklist(CARD, "Préparer", ["lieu", "lumière"])
    assert body(http, 1)["name"] == "lumière"
    assert len(http.calls) == 2


def test_a_webhook_is_registered_active(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.post(f"{API}/webhooks", json={**HOOK, "active": True})
    gateway.register_webhook(HOOK["callbackURL"], BOARD, "Greffier")
    assert body(http) == {
        "callbackURL": "https://us.test/hook",
        "idModel": BOARD,
        "description": "Greffier",
        "active": True,
    }


ALREADY = "A webhook with that callback, model, and token already exists"


def test_a_webhook_that_exists_is_found(gateway: Gateway, http: responses.RequestsMock) -> None:
    other = {**HOOK, "id": "h0", "idModel": "other"}
    http.post(f"{API}/webhooks", body=ALREADY, status=400)
    http.get(f"{API}/tokens/{TOKEN}/webhooks", json=[other, HOOK])
    assert gateway.register_webhook(str(HOOK["callbackURL"]), BOARD, "Greffier") == HOOK


def test_a_webhook_that_exists_and_cannot_be_seen_is_told(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.post(f"{API}/webhooks", body=ALREADY, status=400)
    http.get(f"{API}/tokens/{TOKEN}/webhooks", json=[])
    with pytest.raises(Refused) as error:
        gateway.register_webhook(str(HOOK["callbackURL"]), BOARD, "Greffier")
    assert error.value.kind == "foreign-webhook"


def test_an_address_that_trello_cannot_reach_is_told(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.post(f"{API}/webhooks", body="URL did not return 200 status code, got 405", status=400)
    with pytest.raises(Refused, match="405"):
        gateway.register_webhook(str(HOOK["callbackURL"]), BOARD, "Greffier")


def test_a_webhook_is_switched_on_and_removed(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.put(f"{API}/webhooks/h1", json={**HOOK, "active": True})
    http.delete(f"{API}/webhooks/h1", status=404, body="not found")
    gateway.set_webhook_active("h1", True)
    gateway.delete_webhook("h1")
    assert body(http) == {"active": True}
