"""The verbs: how many calls each costs, what it sends, and what it makes of odd answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import responses

from sync.trello import client
from sync.trello.errors import Gone, Refused, TooMany, Unauthorized, Unavailable, Unsure
from sync.trello.gateway import Access, Gateway
from sync.trello.rate_limit import Unlimited

API = "https://trello.test/1"
TOKEN = "ATTA5ecret5ecret5ecret"
CARD, BOARD, LIST, ACTION = (f"65f0a1b2c3d4e5f6a7b8c9d{n}" for n in range(4))
BARE = {"customFieldItems": [], "attachments": [], "checklists": []}
EMPTY = {"lists": [], "labels": [], "members": [], "memberships": [], "customFields": []}
HOOK = {"id": "h1", "callbackURL": "https://us.test/hook", "idModel": BOARD, "active": False}


class Priorities(Unlimited):
    """A budget that notes who asks."""

    def __init__(self) -> None:
        self.asked: list[bool] = []

    def acquire(self, weight: int = 1, *, interactive: bool = True) -> None:
        self.asked.append(interactive)


@pytest.fixture
def budget() -> Priorities:
    return Priorities()


@pytest.fixture
def gateway(budget: Priorities, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    monkeypatch.setattr(client, "BACK_OFF", 0.0)
    return Gateway(Access(API, "key", TOKEN, "greffier"), budget)


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


def query(http: responses.RequestsMock, call: int = 0) -> dict[str, str]:
    values = parse_qs(urlsplit(http.calls[call].request.url or "").query)
    return {name: each[0] for name, each in values.items()}


def body(http: responses.RequestsMock, call: int = 0) -> dict[str, Any]:
    sent = http.calls[call].request.body
    assert sent is not None
    found: dict[str, Any] = json.loads(sent)
    return found


# Reading


def test_a_card_costs_one_call_and_brings_everything(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.get(f"{API}/cards/{CARD}", json={"id": CARD, "unknownField": 1, **BARE})
    assert gateway.card(CARD) == {"id": CARD, "unknownField": 1, **BARE}
    sent = query(http)
    assert {"idBoard", "idList", "labels", "due", "cardRole"} <= set(sent["fields"].split(","))
    assert sent["members"] == sent["attachments"] == sent["customFieldItems"] == "true"
    assert sent["checklists"] == "all"


def test_a_card_that_is_gone_is_told_as_such(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.get(f"{API}/cards/{CARD}", body="The requested resource was not found.", status=404)
    with pytest.raises(Gone):
        gateway.card(CARD)


def test_an_id_cannot_lead_elsewhere(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.get(f"{API}/cards/..%2Ftokens%2Fx%3Fa", json={"id": "x", **BARE})
    gateway.card("../tokens/x?a")


def test_a_whole_board_costs_one_call(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.get(f"{API}/boards/{BOARD}", json={"id": BOARD, "cards": [], **EMPTY})
    assert gateway.board(BOARD)["id"] == BOARD
    sent = query(http)
    assert sent["cards"] == sent["lists"] == sent["labels"] == "all"
    assert sent["labels_limit"] == "1000"
    assert sent["card_customFieldItems"] == sent["card_attachments"] == "true"


def test_a_board_without_its_cards_asks_for_none(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.get(f"{API}/boards/{BOARD}", json={"id": BOARD, **EMPTY})
    gateway.board_meta(BOARD)
    assert not any(name.startswith("card") for name in query(http))


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 429, "json": {"error": "API_TOO_MANY_CARDS_REQUESTED", "message": "…"}},
        {"status": 504, "body": "timeout"},
        {"body": requests.ReadTimeout("30 s")},
    ],
)
def test_a_board_that_is_too_big_asks_for_a_smaller_plan(
    gateway: Gateway, http: responses.RequestsMock, answer: dict[str, Any]
) -> None:
    http.get(f"{API}/boards/{BOARD}", **answer)
    with pytest.raises(TooMany) as error:
        gateway.board(BOARD)
    assert error.value.__context__ is None


def test_trello_being_down_is_not_a_big_board(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.get(f"{API}/boards/{BOARD}", status=503)
    with pytest.raises(Unavailable):
        gateway.board(BOARD)


def test_cards_come_in_pages_by_descending_id(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.get(f"{API}/boards/{BOARD}/cards/all", json=[{"id": CARD}])
    gateway.board_cards_page(BOARD, None)
    gateway.board_cards_page(BOARD, CARD, limit=10, lean=True)
    first, second = query(http, 0), query(http, 1)
    assert (first["sort"], first["limit"], first["checklists"]) == ("-id", "1000", "all")
    assert "before" not in first
    assert (second["before"], second["limit"]) == (CARD, "10")
    assert "attachments" not in second
    assert "checklists" not in second
    assert second["customFieldItems"] == "true"


def test_actions_of_a_board_are_asked_for_since_the_last_one(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.get(f"{API}/boards/{BOARD}/actions", json=[])
    assert gateway.board_actions(BOARD, ACTION) == []
    assert query(http) == {"filter": "all", "limit": "1000", "since": ACTION}


@pytest.mark.parametrize("server_page", [50, 1000])
def test_all_comments_are_read_however_the_server_pages(
    gateway: Gateway, http: responses.RequestsMock, server_page: int
) -> None:
    every = [{"id": f"{n:024x}"} for n in range(1120, 0, -1)]

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        asked = parse_qs(urlsplit(request.url or "").query)
        before = asked.get("before", ["z"])[0]
        found = [each for each in every if each["id"] < before]
        return 200, {}, json.dumps(found[:server_page])

    http.add_callback("GET", f"{API}/cards/{CARD}/actions", callback=answer)
    assert gateway.comments(CARD) == every
    assert query(http)["filter"] == "commentCard"


def test_a_server_that_ignores_before_does_not_hold_us(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.get(f"{API}/cards/{CARD}/actions", json=[{"id": str(n)} for n in range(50)])
    assert len(gateway.comments(CARD)) == 50


def test_few_comments_cost_one_call(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.get(f"{API}/cards/{CARD}/actions", json=[{"id": "1"}])
    gateway.comments(CARD)
    assert len(http.calls) == 1


def test_the_bot_s_member_is_asked_once(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.get(f"{API}/members/me", json={"id": "m", "username": "greffier"})
    assert gateway.me()["id"] == gateway.bulk().me()["id"] == gateway.me()["id"] == "m"
    assert len(http.calls) == 1


def test_bulk_work_uses_the_bulk_share(
    gateway: Gateway, http: responses.RequestsMock, budget: Priorities
) -> None:
    http.get(f"{API}/cards/{CARD}", json={})
    gateway.bulk().card(CARD)
    gateway.card(CARD)
    Gateway(Access(API, "key", TOKEN, "greffier"), budget, priority="bulk").card(CARD)
    assert budget.asked == [False, True, False]


@pytest.mark.parametrize(
    ("path", "read"),
    [
        (f"cards/{CARD}", lambda gateway: gateway.card(CARD)),
        (f"boards/{BOARD}", lambda gateway: gateway.board(BOARD)),
        (f"boards/{BOARD}/cards/all", lambda gateway: gateway.board_cards_page(BOARD, None)),
        (f"boards/{BOARD}/actions", lambda gateway: gateway.board_actions(BOARD, None)),
        (f"tokens/{TOKEN}/webhooks", lambda gateway: gateway.webhooks()),
    ],
)
@pytest.mark.parametrize("odd", ["text", 3, None, [1]])
def test_json_of_another_shape_is_left_for_later(
    gateway: Gateway,
    http: responses.RequestsMock,
    path: str,
    read: Callable[[Gateway], Any],
    odd: object,
) -> None:
    http.get(f"{API}/{path}", json=odd)
    with pytest.raises(Unavailable) as error:
        read(gateway)
    assert error.value.kind == "garbage"
    assert TOKEN not in str(error.value)


def test_boards_come_with_their_lists(gateway: Gateway, http: responses.RequestsMock) -> None:
    http.get(f"{API}/members/me/boards", json=[{"id": BOARD, "lists": []}])
    assert gateway.boards() == [{"id": BOARD, "lists": []}]
    assert query(http)["lists"] == "all"


def test_lists_that_are_not_nested_are_read_board_by_board(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.get(f"{API}/members/me/boards", json=[{"id": BOARD}])
    http.get(f"{API}/boards/{BOARD}/lists", json=[{"id": LIST}])
    assert gateway.boards() == [{"id": BOARD, "lists": [{"id": LIST}]}]


def test_the_token_and_the_public_keys_are_readable(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    http.get(f"{API}/tokens/{TOKEN}", json={"dateExpires": None})
    http.get(f"{API}/resource/jwt-public-keys", json={"keys": ["PEM", 3]})
    assert gateway.token() == {"dateExpires": None}
    assert gateway.public_keys() == ["PEM"]


# Writing


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


# Webhooks


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
