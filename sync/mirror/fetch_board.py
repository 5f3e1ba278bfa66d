"""Asking Trello for a whole board: one call where it will do, pages where there are more cards."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sync.mirror.forms import attach_checklists
from sync.trello.errors import Refused, TooMany
from sync.trello.gateway import Gateway
from sync.trello.reads import Which

PAGE = 1000
"""The most cards that Trello gives in one answer."""


ASKED = ("customFieldItems", "attachments")
"""What each card of a whole board carries where the server nests it."""

Json = dict[str, Any]


def read_board(gateway: Gateway, board_id: str, which: Which = "all") -> tuple[Json, list[Json]]:
    """Return the board and its cards: one call, or pages where there are more than 1,000 cards.

    A card may lack what the server does not give with a board's cards. Raises `TrelloError`.
    """
    try:
        data = gateway.board(board_id, which)
    except TooMany:
        meta, page = _first_page(gateway, board_id, which)
        return meta, _pages(gateway, meta, which, page)
    attach_checklists(data)
    cards = data.pop("cards", None)
    if _is_enough(cards):
        return data, cards or []
    page = gateway.board_cards_page(board_id, None, which)
    return data, _with_checklists(cards or [], _pages(gateway, data, which, page))


def _is_enough(cards: Sequence[Json] | None) -> bool:
    """Return whether the nested cards are all of them, with all that was asked for."""
    if cards is None or any(name not in each for each in cards for name in ASKED):
        return False
    return len(cards) < PAGE or _is_whole(cards)


def _with_checklists(nested: Sequence[Json], cards: list[Json]) -> list[Json]:
    """Add to cards that come without checklists those that came beside the nested ones."""
    known = {each["id"]: each["checklists"] for each in nested if "checklists" in each}
    for each in cards:
        if "checklists" not in each and each["id"] in known:
            each["checklists"] = known[each["id"]]
    return cards


def _first_page(gateway: Gateway, board_id: str, which: Which) -> tuple[Json, list[Json]]:
    try:
        return gateway.board_and_first_page(board_id, which)
    except (Refused, TooMany):
        return gateway.board_meta(board_id), gateway.board_cards_page(board_id, None, which)


def _pages(gateway: Gateway, board: Json, which: Which, page: list[Json]) -> list[Json]:
    """Read every card of the board, from its first page on. A server that gives more than were asked for
    has given all of them.
    """
    found: dict[str, Json] = {}
    before = None
    while True:
        if len(page) == PAGE and not _follows(page, before):
            return _list_by_list(gateway, board, which)
        found.update((each["id"], each) for each in page)
        if len(page) != PAGE or _is_whole(found.values()):
            return list(found.values())
        before = min(found)
        page = gateway.board_cards_page(board["id"], before, which)


def _follows(page: Sequence[Json], before: str | None) -> bool:
    """Return whether the server sorts and pages as we ask: newest id first, all older than `before`."""
    ids = [each["id"] for each in page]
    return ids == sorted(ids, reverse=True) and (before is None or ids[0] < before)


def _list_by_list(gateway: Gateway, board: Json, which: Which) -> list[Json]:
    """Call for each list: for a server whose pages would leave cards out without a word."""
    lists = [each["id"] for each in board.get("lists") or ()]
    found = {one["id"]: one for each in lists for one in gateway.list_cards(each, which)}
    return list(found.values())


def _is_whole(cards: Collection[Mapping[str, Any]]) -> bool:
    """Return whether no card can be missing: Trello numbers a board's cards from 1 without a gap, and as
    many are here as the highest number says.
    """
    numbers = [each.get("idShort") for each in cards]
    known = [each for each in numbers if isinstance(each, int)]
    return len(known) == len(numbers) and max(known, default=0) == len(known)
