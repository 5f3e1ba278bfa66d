"""A whole board from a server that does not nest, sort or page as Trello does: nothing is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
import responses

from sync.mirror import fetch_board
from sync.mirror.fetch_board import read_board
from sync.trello.gateway import Access, Gateway
from sync.trello.rate_limit import Unlimited

API = "https://trello.test/1"
BOARD, HERE, THERE = (f"65f0a1b2c3d4e5f6a7b8c9d{n}" for n in range(3))
EMPTY = {"labels": [], "members": [], "memberships": [], "customFields": [], "checklists": []}
LISTS = [{"id": HERE}, {"id": THERE}]
Query = Mapping[str, str]


def card(number: int, **more: Any) -> dict[str, Any]:
    """A card of a board on which many were deleted, so that its numbers do not tell what is missing."""
    parts = {"customFieldItems": [], "attachments": [], "checklists": []}
    return {"id": f"{number:024x}", "idShort": 3 * number, **parts, **more}


CARDS = [card(number) for number in range(1, 8)]


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Gateway:
    monkeypatch.setattr(fetch_board, "PAGE", 3)
    return Gateway(Access(API, "key", "token", "greffier"), Unlimited())


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


def serve(http: responses.RequestsMock, path: str, answer: Callable[[Query], Any]) -> None:
    def call(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        return 200, {}, json.dumps(answer(dict(parse_qsl(urlsplit(request.url or "").query))))

    http.add_callback("GET", re.compile(re.escape(f"{API}/{path}") + r"(\?.*)?$"), callback=call)


def numbers(cards: list[dict[str, Any]]) -> list[int]:
    return sorted(int(each["id"], 16) for each in cards)


def test_what_is_not_nested_is_read_by_its_own_route(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    serve(http, f"boards/{BOARD}", lambda _: {"id": BOARD, "name": "Soutenances"})
    serve(http, f"boards/{BOARD}/lists", lambda asked: LISTS if asked["filter"] == "all" else [])
    serve(http, f"boards/{BOARD}/labels", lambda asked: [{"id": "l"}] * (asked["limit"] == "1000"))
    serve(http, f"boards/{BOARD}/members", lambda _: [{"id": "m"}])
    serve(http, f"boards/{BOARD}/memberships", lambda _: [{"idMember": "m"}])
    serve(http, f"boards/{BOARD}/cards/all", lambda _: CARDS[:2])
    http.get(f"{API}/boards/{BOARD}/customFields", body="Cannot GET", status=404)
    board, cards = read_board(gateway, BOARD)
    assert board["lists"] == LISTS
    assert [len(board[each]) for each in ("labels", "members", "memberships")] == [1, 1, 1]
    assert "customFields" not in board
    assert numbers(cards) == [1, 2]


def test_cards_nested_without_what_hangs_on_them_are_read_by_themselves(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    checklist = {"id": "k", "idCard": CARDS[0]["id"], "name": "Préparation", "checkItems": []}
    board = {"id": BOARD, "lists": LISTS, **EMPTY, "checklists": [checklist]}
    serve(http, f"boards/{BOARD}", lambda _: {**board, "cards": [{"id": CARDS[0]["id"]}]})
    attached = [{"id": "a", "name": "", "url": "https://example.org"}]
    one = {"id": CARDS[0]["id"], "attachments": attached, "customFieldItems": []}
    serve(http, f"boards/{BOARD}/cards/all", lambda _: [one])
    _, cards = read_board(gateway, BOARD)
    assert cards == [{**one, "checklists": [checklist]}]


def whole(http: responses.RequestsMock, page: Callable[[Query], list[dict[str, Any]]]) -> None:
    board = {"id": BOARD, "lists": LISTS, **EMPTY}
    serve(http, f"boards/{BOARD}", lambda _: {**board, "cards": CARDS[:3]})
    serve(http, f"boards/{BOARD}/cards/all", page)
    serve(http, f"lists/{HERE}/cards", lambda _: CARDS[:4])
    serve(http, f"lists/{THERE}/cards", lambda _: CARDS[4:])


def _older(asked: Query) -> list[dict[str, Any]]:
    return [each for each in CARDS if each["id"] < asked.get("before", "z")]


PAGES: dict[str, Callable[[Query], list[dict[str, Any]]]] = {
    "as Trello": lambda asked: _older(asked)[::-1][:3],
    "all at once": lambda _: CARDS,
    "never more than the first": lambda _: CARDS[::-1][:3],
    "in the order of the board": lambda asked: _older(asked)[:3],
    "the newest before, oldest first": lambda asked: _older(asked)[-3:],
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_no_card_is_missing_however_the_server_pages(
    gateway: Gateway,
    http: responses.RequestsMock,
    page: Callable[[Query], list[dict[str, Any]]],
) -> None:
    whole(http, page)
    _, cards = read_board(gateway, BOARD)
    assert numbers(cards) == [1, 2, 3, 4, 5, 6, 7]


def test_pages_cost_a_call_each_where_the_server_sorts(
    gateway: Gateway, http: responses.RequestsMock
) -> None:
    whole(http, PAGES["as Trello"])
    read_board(gateway, BOARD)
    assert len(http.calls) == 1 + 3
