"""What the rest of Greffier asks of Trello, in verbs.

Every verb raises a `TrelloError` of `sync.trello.errors`; reads give Trello's JSON objects as they are.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from trello import Board, Card, Label, Member

from sync.trello import queries
from sync.trello.client import Access, TrelloClient
from sync.trello.complete_nested import Parts, completed
from sync.trello.errors import Gone, Refused, TooMany, Unauthorized, Unavailable, Unsure
from sync.trello.queries import PAGE, given, path, plain
from sync.trello.rate_limit import Budget, Usage

__all__ = ["Access", "Gateway"]

Json = dict[str, Any]
Priority = Literal["interactive", "bulk"]

Which = Literal["all", "open"]
"""Which cards of a board: all, or those that are not archived themselves."""


class Gateway:
    """The verbs, on one budget of calls. Safe for threads."""

    def __init__(
        self, access: Access, budget: Budget, *, priority: Priority = "interactive"
    ) -> None:
        self._client = TrelloClient(access, budget, interactive=priority == "interactive")
        self._me: Json = {}

    def bulk(self) -> Gateway:
        """The same gateway on the bulk share of the budget: for snapshots and other long work."""
        twin = copy.copy(self)
        twin._client = copy.copy(self._client)
        twin._client.interactive = False
        return twin

    def usage(self) -> Usage | None:
        """How much of the budget of calls is used just now; None where that is not known."""
        return self._client.budget.usage()

    # Reading

    def me(self) -> Json:
        """The bot's member (id, username, fullName). Asked once: the route allows 100 in 900 s."""
        if not self._me:
            self._me.update(self._object("members/me", fields="id,username,fullName"))
        return dict(self._me)

    def card(self, card_id: str) -> Json:
        """A card as it is now, with members, attachments, checklists and field values. One call
        where Trello nests them.
        """
        card = self._object(path("cards", card_id), **queries.ONE_CARD)
        return self._completed(card, "cards", queries.CARD_PARTS)

    def sees_board(self, board_id: str) -> bool:
        """Whether the bot may read this board. One small call."""
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
        """A whole board in one call, all cards included; checklists beside them, by `idCard`.

        Raises `TooMany` where the board is too big for that: then `board_meta` and pages of cards.
        """
        where = path("boards", board_id)
        found = _object(self._big_read(where, {**queries.WHOLE_BOARD, "cards": which}), where)
        parts = queries.BOARD_PARTS
        if any("checklists" not in each for each in found.get("cards") or ()):
            parts = {**parts, "checklists": {}}
        return self._completed(found, "boards", parts)

    def board_meta(self, board_id: str) -> Json:
        """A board's lists, labels, members, memberships, custom fields; no cards. One call."""
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
        """Cards of a board, newest id first, older than the card `before`.

        `lean` leaves attachments and checklists out, for boards that Trello refuses (`TooMany`).
        """
        where = path("boards", board_id, "cards", which)
        fields = queries.LEAN_CARD if lean else queries.CARD
        query = {**fields, "limit": str(limit), "sort": "-id", **given(before=before)}
        return _array(self._big_read(where, query), where)

    def board_and_first_page(self, board_id: str, which: Which = "all") -> tuple[Json, list[Json]]:
        """What `board_meta` and the first `board_cards_page` say, in one call (`/batch`).

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
        """Cards of one list, for a server that does not give a board's cards in our pages."""
        return self._array(path("lists", list_id, "cards"), **queries.CARD, filter=which)

    def board_actions(
        self, board_id: str, since: str | None, before: str | None = None, limit: int = PAGE
    ) -> list[Json]:
        """What happened on a board, newest first, after `since` and before `before` (id or date).

        Trello leaves label changes and some others out of this: it cannot replace a snapshot.
        """
        query = {"filter": "all", "limit": str(limit), **given(since=since, before=before)}
        return self._array(path("boards", board_id, "actions"), **query)

    def comments(self, card_id: str) -> list[Json]:
        """All `commentCard` actions of a card, newest first."""
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
        """The boards that the bot sees, with all their lists. One call where Trello nests them."""
        boards = self._array("members/me/boards", **queries.BOARDS)
        for board in boards:
            if "lists" not in board:
                where = path("boards", board["id"], "lists")
                board["lists"] = self._array(where, filter="all", fields=queries.LIST_FIELDS)
        return boards

    def token(self) -> Json:
        """Our token: `dateExpires` (None: never), `permissions`, `idMember`."""
        return self._object(self._token_path())

    def public_keys(self) -> list[str]:
        """PEM keys that sign the Power-Up's identity tokens; two while Trello changes them."""
        keys = self._object("resource/jwt-public-keys").get("keys") or []
        return [key for key in keys if isinstance(key, str)]

    # Writing on cards

    def write_comment(self, card_id: str, text: str) -> Json:
        """Comment a card. `Unsure` where the answer was lost: read the comments back first."""
        return _made(self._on(card_id).comment(text))

    def edit_comment(self, action_id: str, text: str) -> Json:
        """Replace the text of one of the bot's comments."""
        return self._write("PUT", path("actions", action_id), {"text": text})

    def delete_comment(self, action_id: str) -> None:
        """Delete one of the bot's comments; no error if it is gone already."""
        self._remove(path("actions", action_id))

    def move_card(self, card_id: str, list_id: str, pos: float | str = "bottom") -> Json:
        """Put a card into a list. `Refused` if Trello says yes and the card is elsewhere."""
        where = path("cards", card_id)
        card = self._write("PUT", where, {"idList": list_id, "pos": pos})
        if "idList" not in card:  # a 202 may say nothing of what was done
            card = self._object(where, fields="id,idBoard,idList,pos,closed,dateLastActivity")
        if card.get("idList") != list_id:
            raise Refused(f"PUT {where}: the card is not in the list asked for", None, "not-moved")
        return card

    def update_card(self, card_id: str, **fields: Any) -> Json:
        """Set several of Trello's card fields in one call. A datetime needs a zone; None clears."""
        return self._write("PUT", path("cards", card_id), plain(fields))

    def create_card(self, **fields: Any) -> Json:
        """Make a card (`idList` at least). `Unsure` where the answer was lost."""
        return _made(self._write("POST", "cards", plain(fields)))

    def add_member(self, card_id: str, member_id: str) -> None:
        """Add a person to a card; no error if they are on it already."""
        _done_already(lambda: self._on(card_id).add_member(Member(self._client, member_id)))

    def remove_member(self, card_id: str, member_id: str) -> None:
        """Take a person off a card; no error if they are not on it."""
        self._remove(path("cards", card_id, "idMembers", member_id))

    def add_label(self, card_id: str, label_id: str) -> None:
        """Add a label to a card; no error if it is on it already."""
        _done_already(lambda: self._on(card_id).add_label(Label(self._client, label_id, "")))

    def remove_label(self, card_id: str, label_id: str) -> None:
        """Take a label off a card; no error if it is not on it."""
        self._remove(path("cards", card_id, "idLabels", label_id))

    def attach_url(self, card_id: str, url: str, name: str | None = None) -> Json:
        """Attach a link to a card. `Unsure` where the answer was lost."""
        where = path("cards", card_id, "attachments")
        return _made(self._write("POST", where, {"url": url, **given(name=name)}))

    def set_field(
        self,
        card_id: str,
        field_id: str,
        value: Mapping[str, str] | None = None,
        *,
        option_id: str | None = None,
    ) -> Json:
        """Set a custom field: `value` as Trello has it (`{"text": "…"}`, `{"number": "42"}`,
        `{"checked": "true"}`, `{"date": "…"}`), or the option of a list field. Neither: cleared.
        """
        body: Json = {"value": value} if value else {"value": "", "idValue": ""}
        if option_id is not None:
            body = {"idValue": option_id}
        return self._write("PUT", path("cards", card_id, "customField", field_id, "item"), body)

    def add_checklist(self, card_id: str, name: str, items: Sequence[str]) -> Json:
        """A checklist with these items, in order. Safe to repeat after an error: what already
        stands there under the same name is kept, and only what is missing is added.
        """
        where = path("cards", card_id, "checklists")
        there = [each for each in self._array(where) if each.get("name") == name]
        checklist = there[0] if there else _made(self._write("POST", where, {"name": name}))
        present: list[Json] = checklist.setdefault("checkItems", [])
        known = {each.get("name") for each in present}
        target = path("checklists", checklist["id"], "checkItems")
        for item in items:
            if item not in known:
                present.append(self._write("POST", target, {"name": item, "pos": "bottom"}))
        return checklist

    def delete_checklist(self, checklist_id: str) -> None:
        """Take a checklist away; one that is gone already is no error."""
        self._remove(path("checklists", checklist_id))

    # Webhooks of our token

    def webhooks(self) -> list[Json]:
        """The webhooks of our token; those of other tokens cannot be seen."""
        return self._array(self._token_path("webhooks"))

    def register_webhook(self, callback_url: str, board_id: str, description: str) -> Json:
        """Have a board's actions sent to `callback_url`, which must answer HEAD with 200 meanwhile.

        Where the same webhook exists, that one is given, active or not.
        """
        wanted = {"callbackURL": callback_url, "idModel": board_id}
        body = {**wanted, "description": description, "active": True}
        try:
            return _made(self._write("POST", "webhooks", body))
        except Refused as error:
            if "already exists" not in error.text:
                raise
        for each in self.webhooks():
            if wanted.items() <= each.items():
                return each
        raise Refused("POST webhooks: exists, but is not our token's", 400, "foreign-webhook")

    def set_webhook_active(self, webhook_id: str, active: bool) -> Json:
        """Switch a webhook on again after Trello gave up on it, or off."""
        return self._write("PUT", path("webhooks", webhook_id), {"active": active})

    def delete_webhook(self, webhook_id: str) -> None:
        """Remove a webhook; no error if it is gone already."""
        self._remove(path("webhooks", webhook_id))

    # Below the verbs

    def _on(self, card_id: str) -> Any:
        """py-trello's card, for its own verbs; made without a call."""
        return Card(Board(self._client, ""), path(card_id))

    def _token_path(self, *more: str) -> str:
        return path("tokens", self._client.access.token, *more)

    def _object(self, where: str, **query: str) -> Json:
        return _object(self._client.fetch_json(where, query_params=query), where)

    def _array(self, where: str, **query: str) -> list[Json]:
        return _array(self._client.fetch_json(where, query_params=query), where)

    def _big_read(self, where: str, query: Mapping[str, str]) -> Any:
        """A read that may be too much: after 30 s Trello answers 504, or we stop waiting."""
        try:
            return self._client.fetch_json(where, query_params=query)
        except Unavailable as error:
            if error.status != 504 and error.kind != "time-out":
                raise
            text, status = error.text, error.status
        raise TooMany(text, status, "too-slow")

    def _completed(self, found: Json, of: str, parts: Parts) -> Json:
        return completed(found, of, parts, self._array)

    def _write(self, method: str, where: str, body: Mapping[str, Any]) -> Json:
        answer = self._client.fetch_json(where, http_method=method, post_args=body)
        return answer if isinstance(answer, dict) else {}

    def _remove(self, where: str) -> None:
        """DELETE; what is not there need not be removed."""
        try:
            _done_already(lambda: self._client.fetch_json(where, http_method="DELETE"))
        except Gone:
            return


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


def _made(answer: Any) -> Json:
    """The object just made; without its id nobody can know whether it was."""
    if isinstance(answer, dict) and answer.get("id"):
        return answer
    raise Unsure("POST: Trello accepted, but the answer does not name what was made", None, "no-id")


def _done_already(write: Callable[[], Any]) -> None:
    """Do it; "already on the card" and "not on the card" mean that it is as wished."""
    try:
        write()
    except Refused as error:
        if not any(words in error.text for words in ("already", "not on the card")):
            raise


def _part(answer: Any) -> Any:
    """One answer of a batch: `{"200": …}`; everything else is a failure, told in several forms."""
    if not isinstance(answer, dict) or "200" not in answer:
        raise Refused("GET batch: a part was refused", None, "batch")
    return answer["200"]
