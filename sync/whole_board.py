"""Asking Trello for a whole board: one call where it will do, pages where there are more cards."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sync.errors import Refused, TooMany
from sync.gateway import Gateway, Which
from sync.mirror_forms import attach_checklists

PAGE = 1000
"""The most cards that Trello gives in one answer."""


def read_board(
    gateway: Gateway, board_id: str, which: Which = "all"
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The board and its cards: one call, or pages where there are more than 1,000 cards."""
    try:
        data = gateway.board(board_id, which)
    except TooMany:
        meta, page = _first_page(gateway, board_id, which)
        return meta, _pages(gateway, board_id, which, page)
    attach_checklists(data)
    cards = data.pop("cards", [])
    if len(cards) < PAGE or _is_whole(cards):
        return data, cards
    return data, _pages(gateway, board_id, which, gateway.board_cards_page(board_id, None, which))


def _first_page(
    gateway: Gateway, board_id: str, which: Which
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    try:
        return gateway.board_and_first_page(board_id, which)
    except (Refused, TooMany):
        return gateway.board_meta(board_id), gateway.board_cards_page(board_id, None, which)


def _pages(
    gateway: Gateway, board_id: str, which: Which, page: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Every card of the board, from its first page on."""
    found = {each["id"]: each for each in page}
    while len(page) == PAGE and not _is_whole(found.values()):
        page = gateway.board_cards_page(board_id, min(found), which)
        fresh = {each["id"]: each for each in page if each["id"] not in found}
        if not fresh:
            break
        found.update(fresh)
    return list(found.values())


def _is_whole(cards: Collection[Mapping[str, Any]]) -> bool:
    """Whether no card can be missing: Trello numbers a board's cards from 1 without a gap, and as
    many are here as the highest number says.
    """
    numbers = [each.get("idShort") for each in cards]
    known = [each for each in numbers if isinstance(each, int)]
    return len(known) == len(numbers) and max(known, default=0) == len(known)
