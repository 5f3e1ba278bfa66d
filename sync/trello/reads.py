"""What is read of Trello, in verbs: boards, cards, comments, our own token and member."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Literal, Self

from sync.trello import queries
from sync.trello.client import Access, TrelloClient
from sync.trello.complete_nested import Parts, completed
from sync.trello.errors import Gone, Refused, TooMany, Unauthorized, Unavailable
from sync.trello.queries import PAGE, given, path
from sync.trello.rate_limit import Budget, Usage

Json = dict[str, Any]
Priority = Literal["interactive", "bulk"]

Which = Literal["all", "open"]
"""Which cards of a board: all, or those that are not archived themselves."""


class Reads:
    """What is read of Trello, on one budget of calls. Safe for threads."""

    def __init__(
        self, access: Access, budget: Budget, *, priority: Priority = "interactive"
    ) -> None:
        self._client = TrelloClient(access, budget, interactive=priority == "interactive")
        self._me: Json = {}

    def bulk(self) -> Self:
        """Return the same gateway on the bulk share of the budget: for snapshots and other long work."""
        twin = copy.copy(self)
        twin._client = copy.copy(self._client)
        twin._client.interactive = False
        return twin

    def usage(self) -> Usage | None:
        """Return how much of the budget of calls is used just now; None where that is not known."""
        return self._client.budget.usage()

    # Reading

    def me(self) -> Json:
        """Return the bot's member (id, username, fullName). Asked once: the route allows 100 in 900 s."""
        if not self._me:
            self._me.update(self._object("members/me", fields="id,username,fullName"))
        return dict(self._me)

    def card(self, card_id: str) -> Json:
        """Read a card as it is now, with members, attachments, checklists and field values. One call
        where Trello nests them.
        """
        card = self._object(path("cards", card_id), **queries.ONE_CARD)
        return self._completed(card, "cards", queries.CARD_PARTS)

    def sees_board(self, board_id: str) -> bool:
        """Return whether the bot may read this board. One small call."""
        try:
            self._object(path("boards", board_id), fields="id")
        except Gone:
            return False
        except Unauthorized as error:
            if error.token_dead:
                raise
            return False
        return True

    def board(self, board_id: str, which: Which = "all") -> Json:
        """Read a whole board in one call, all cards included; checklists beside them, by `idCard`.

        Raises `TooMany` where the board is too big for that: then `board_meta` and pages of cards.
        """
        where = path("boards", board_id)
        found = _object(self._big_read(where, {**queries.WHOLE_BOARD, "cards": which}), where)
        parts = queries.BOARD_PARTS
        if any("checklists" not in each for each in found.get("cards") or ()):
            parts = {**parts, "checklists": {}}
        return self._completed(found, "boards", parts)

    def board_meta(self, board_id: str) -> Json:
        """Read a board's lists, labels, members, memberships, custom fields; no cards. One call."""
        board = self._object(path("boards", board_id), **queries.BOARD)
        return self._completed(board, "boards", queries.BOARD_PARTS)

    def board_cards_page(
        self,
        board_id: str,
        before: str | None,
        which: Which = "all",
        *,
        limit: int = PAGE,
        lean: bool = False,
    ) -> list[Json]:
        """Read cards of a board, newest id first, older than the card `before`.

        `lean` leaves attachments and checklists out, for boards that Trello refuses (`TooMany`).
        """
        where = path("boards", board_id, "cards", which)
        fields = queries.LEAN_CARD if lean else queries.CARD
        query = {**fields, "limit": str(limit), "sort": "-id", **given(before=before)}
        return _array(self._big_read(where, query), where)

    def board_and_first_page(self, board_id: str, which: Which = "all") -> tuple[Json, list[Json]]:
        """Read what `board_meta` and the first `board_cards_page` say, in one call (`/batch`).

        Raises `Refused` where the server knows no batch or refuses a part of it.
        """
        page = {**queries.CARD, "limit": str(PAGE), "sort": "-id"}
        parts = (
            queries.part_of_batch(path("boards", board_id), queries.BOARD),
            queries.part_of_batch(path("boards", board_id, "cards", which), page),
        )
        answers = self._big_read("batch", {"urls": ",".join(parts)})
        if not isinstance(answers, list) or len(answers) != len(parts):
            raise Refused("GET batch: another answer than a list of two", None, "batch")
        board, cards = (_part(each) for each in answers)
        whole = self._completed(_object(board, "batch"), "boards", queries.BOARD_PARTS)
        return whole, _array(cards, "batch")

    def list_cards(self, list_id: str, which: Which = "all") -> list[Json]:
        """Read the cards of one list, for a server that does not give a board's cards in our pages."""
        return self._array(path("lists", list_id, "cards"), **queries.CARD, filter=which)

    def board_actions(
        self, board_id: str, since: str | None, before: str | None = None, limit: int = PAGE
    ) -> list[Json]:
        """Read what happened on a board, newest first, after `since` and before `before` (id or date).

        Trello leaves label changes and some others out of this: it cannot replace a snapshot.
        """
        query = {"filter": "all", "limit": str(limit), **given(since=since, before=before)}
        return self._array(path("boards", board_id, "actions"), **query)

    def comments(self, card_id: str) -> list[Json]:
        """Read all `commentCard` actions of a card, newest first."""
        where, found = path("cards", card_id, "actions"), list[Json]()
        query = {"filter": "commentCard", "limit": str(PAGE)}
        while page := self._array(where, **query):
            if page[-1]["id"] == query.get("before"):
                break
            found += page
            query["before"] = page[-1]["id"]
            if len(page) % 50:  # a server may cap pages at Trello's default of 50 despite the limit
                break
        return found

    def boards(self) -> list[Json]:
        """Read the boards that the bot sees, with all their lists. One call where Trello nests them."""
        boards = self._array("members/me/boards", **queries.BOARDS)
        for board in boards:
            if "lists" not in board:
                where = path("boards", board["id"], "lists")
                board["lists"] = self._array(where, filter="all", fields=queries.LIST_FIELDS)
        return boards

    def token(self) -> Json:
        """Read our token: `dateExpires` (None: never), `permissions`, `idMember`."""
        return self._object(self._token_path())

    def public_keys(self) -> list[str]:
        """Read the PEM keys that sign the Power-Up's identity tokens; two while Trello changes them."""
        keys = self._object("resource/jwt-public-keys").get("keys") or []
        return [key for key in keys if isinstance(key, str)]

    # Below the verbs

    def _token_path(self, *more: str) -> str:
        return path("tokens", self._client.credentials.token(), *more)

    def _object(self, where: str, **query: str) -> Json:
        return _object(self._client.fetch_json(where, query_params=query), where)

    def _array(self, where: str, **query: str) -> list[Json]:
        return _array(self._client.fetch_json(where, query_params=query), where)

    def _big_read(self, where: str, query: Mapping[str, str]) -> Any:
        """Do a read that may be too much: after 30 s Trello answers 504, or we stop waiting."""
        try:
            return self._client.fetch_json(where, query_params=query)
        except Unavailable as error:
            if error.status != 504 and error.kind != "time-out":
                raise
            text, status = error.text, error.status
        raise TooMany(text, status, "too-slow")

    def _completed(self, found: Json, of: str, parts: Parts) -> Json:
        return completed(found, of, parts, self._array)


def _object(answer: Any, where: str) -> Json:
    if not isinstance(answer, dict):
        raise _odd(where, "an object")
    return answer


def _array(answer: Any, where: str) -> list[Json]:
    if not isinstance(answer, list) or not all(isinstance(each, dict) for each in answer):
        raise _odd(where, "a list of objects")
    return answer


def _odd(where: str, expected: str) -> Unavailable:
    return Unavailable(f"GET {where.split('/')[0]}: the answer is not {expected}", 200, "garbage")


def _part(answer: Any) -> Any:
    """Return one answer of a batch: `{"200": …}`; everything else is a failure, told in several forms."""
    if not isinstance(answer, dict) or "200" not in answer:
        raise Refused("GET batch: a part was refused", None, "batch")
    return answer["200"]
