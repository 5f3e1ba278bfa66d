"""The verbs: how many calls each costs, what it sends, and what it makes of odd answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import responses
from faked_trello import ACTION, API, BOARD, CARD, LIST, TOKEN, Priorities

from sync.trello.errors import Gone, TooMany, Unavailable
from sync.trello.gateway import Access, Gateway

BARE = {"customFieldItems": [], "attachments": [], "checklists": []}


EMPTY = {"lists": [], "labels": [], "members": [], "memberships": [], "customFields": []}


def query(http: responses.RequestsMock, call: int = 0) -> dict[str, str]:
    values = parse_qs(urlsplit(http.calls[call].request.url or "").query)
    return {name: each[0] for name, each in values.items()}


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
