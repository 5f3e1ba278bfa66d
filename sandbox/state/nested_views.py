"""Nested reading: a board, a card or a list with what the query's parameters ask to come along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.state import fields, values
from sandbox.state.history import board_history, bound, card_history
from sandbox.state.shapes import Json, words
from sandbox.state.store import State

PAGE = 1000
CARD_FILTERS = words("all closed complete incomplete none open visible")
LIST_FILTERS = words("all closed none open")
MEMBER_FILTERS = words("all admins normal none owners")
HEAVY_PARTS = words("card_attachments card_checklists card_customFieldItems card_actions")


class TooManyCardsError(Exception):
    """One call that asks for more cards with more parts than Trello will put together."""


@dataclass
class Reading:
    """What Trello allows in one nested call: above `heavy_cards` cards no parts of cards."""

    heavy_cards: int = 1000


def member_fields(params: Json, name: str, default: list[str] = fields.MEMBER_SHORT) -> list[str]:
    return values.fields(name, params.get(name), fields.MEMBER_FIELDS, default)


def select_cards(state: State, cards: list[Json], which: str) -> list[Json]:
    """Select cards: `open` keeps open cards of archived lists, `visible` does not."""
    tests: dict[str, Callable[[Json], bool]] = {
        "all": lambda _: True,
        "closed": lambda card: bool(card["closed"]),
        "open": lambda card: not card["closed"],
        "visible": lambda card: not card["closed"] and not state.lists[card["idList"]]["closed"],
        "complete": lambda card: bool(card["dueComplete"]),
        "incomplete": lambda card: not card["dueComplete"],
        "none": lambda _: False,
    }
    return [card for card in cards if tests[which](card)]


def page_cards(cards: list[Json], params: Json) -> list[Json]:
    """Return a page of at most 1,000 cards by `before`, `since` (id or date), `limit`, and `sort=-id`."""
    limit = values.integer("limit", params.get("limit"), PAGE, 0, PAGE)
    before, since = bound("before", params), bound("since", params)
    kept = [
        card
        for card in cards
        if (before is None or card["id"] < before) and (since is None or card["id"] > since)
    ]
    if len(kept) > limit or params.get("sort"):
        kept = sorted(kept, key=lambda card: str(card["id"]), reverse=True)[:limit]
        return kept if params.get("sort") == "-id" else kept[::-1]
    return sorted(kept, key=lambda card: float(card["pos"]))


def card_view(state: State, card: Json, params: Json, prefix: str = "") -> Json:
    """Return a card with `fields` (nested: `card_fields`) and the parts asked for."""
    asked = params.get(f"{prefix}fields" if prefix else "fields")
    names = values.fields(f"{prefix}fields", asked, fields.CARD_FIELDS, fields.CARD_DEFAULT)
    shown = fields.card_object(state, card, names)
    for part, read in CARD_PARTS.items():
        if values.wanted(params.get(prefix + part)):
            shown[part] = read(state, card, params)
    return shown


def _attachments(state: State, card: Json, params: Json) -> list[Json]:
    asked = params.get("card_attachment_fields", params.get("attachment_fields"))
    names = values.fields("attachment_fields", asked, fields.ATTACHMENT_FIELDS, ["*"])
    if names == ["*"]:
        names = fields.ATTACHMENT_FIELDS
    return [{name: one.get(name) for name in names} for one in card["attachments"]]


def _card_members(state: State, card: Json, params: Json) -> list[Json]:
    asked = "card_member_fields" if "card_member_fields" in params else "member_fields"
    names = member_fields(params, asked)
    return [fields.member_view(state, state.members[one], names) for one in card["idMembers"]]


def _card_checklists(state: State, card: Json, params: Json) -> list[Json]:
    found = (state.checklists[one] for one in card["idChecklists"])
    return [fields.checklist_view(state, one, params) for one in found]


def _card_list(state: State, card: Json, params: Json) -> Json:
    asked = values.fields(
        "list_fields", params.get("list_fields"), fields.LIST_FIELDS, fields.LIST_DEFAULT
    )
    return fields.list_view(state, state.lists[card["idList"]], asked)


def _card_board(state: State, card: Json, params: Json) -> Json:
    asked = params.get("board_fields")
    names = values.fields("board_fields", asked, fields.BOARD_FIELDS, fields.BOARD_DEFAULT)
    return fields.board_object(state, state.boards[card["idBoard"]], names)


def _card_actions(state: State, card: Json, params: Json) -> list[Json]:
    asked = params.get("card_actions", params.get("actions"))
    wanted = {key: params.get(f"action{key}") for key in ("s_limit", "_fields", "_memberCreator")}
    more = {"limit": wanted["s_limit"], "fields": wanted["_fields"]}
    return card_history(
        state, card, {"filter": asked, "memberCreator": wanted["_memberCreator"], **more}
    )


def _nothing(state: State, thing: Json, params: Json) -> list[Json]:
    return []


CARD_PARTS: dict[str, Callable[[State, Json, Json], object]] = {
    "attachments": _attachments,
    "customFieldItems": lambda _, card, __: card["customFieldItems"],
    "checklists": _card_checklists,
    "members": _card_members,
    "list": _card_list,
    "board": _card_board,
    "actions": _card_actions,
    "stickers": _nothing,
    "pluginData": _nothing,
    "membersVoted": _nothing,
}


def board_view(state: State, board: Json, params: Json, rules: Reading) -> Json:
    """Return a board; without parameters nothing but the board itself."""
    asked = params.get("fields")
    names = values.fields("fields", asked, fields.BOARD_FIELDS, fields.BOARD_DEFAULT)
    shown = fields.board_object(state, board, names)
    for part, read in BOARD_PARTS.items():
        if values.wanted(params.get(part)):
            shown[part] = read(state, board, params)
    if values.wanted(params.get("cards")):
        shown["cards"] = nested_cards(state, state.cards_of(board["id"]), params, rules)
    return shown


def nested_cards(state: State, cards: list[Json], params: Json, rules: Reading) -> list[Json]:
    """Answer `cards=…` inside a board or list, with all `card_…` parameters. Raises `TooManyCardsError`."""
    which = values.choice("cards", params.get("cards"), CARD_FILTERS, "visible")
    chosen = select_cards(state, cards, which)
    since = params.get("cards_modifiedSince")
    if since:
        date = values.date("cards_modifiedSince", since) or ""
        chosen = [card for card in chosen if card["dateLastActivity"] > date]
    heavy = any(values.wanted(params.get(part)) for part in HEAVY_PARTS)
    if heavy and len(chosen) > rules.heavy_cards:
        raise TooManyCardsError
    chosen = page_cards(chosen, {})
    return [card_view(state, card, params, "card_") for card in chosen]


def board_lists(state: State, board: Json, params: Json) -> list[Json]:
    which = values.choice("lists", params.get("lists"), LIST_FILTERS, "open")
    asked = params.get("list_fields")
    names = values.fields("list_fields", asked, fields.LIST_FIELDS, fields.LIST_DEFAULT)
    keep = {"all": (True, False), "open": (False,), "closed": (True,), "none": ()}[which]
    found = (entry for entry in state.lists_of(board["id"]) if entry["closed"] in keep)
    return [fields.list_view(state, entry, names) for entry in found]


def board_labels(state: State, board: Json, params: Json) -> list[Json]:
    limit = values.integer("labels_limit", params.get("labels_limit"), 50, 0, PAGE)
    asked = params.get("label_fields")
    names = values.fields("label_fields", asked, fields.LABEL_FIELDS, fields.LABEL_DEFAULT)
    return [fields.label_view(state, one, names) for one in state.labels_of(board["id"])[:limit]]


def board_members(state: State, board: Json, params: Json) -> list[Json]:
    which = values.choice("members", params.get("members"), MEMBER_FILTERS, "all")
    kinds = {"all": ("admin", "normal", "observer"), "normal": ("normal",), "none": ()}
    keep = kinds.get(which, ("admin",))
    names = member_fields(params, "member_fields")
    found = (one["idMember"] for one in board["memberships"] if one["memberType"] in keep)
    return [fields.member_view(state, state.members[one], names) for one in found]


def board_memberships(state: State, board: Json, params: Json) -> list[Json]:
    names = member_fields(params, "member_fields")
    shown = [dict(one) for one in board["memberships"]]
    if values.wanted(params.get("memberships_member")):
        for one in shown:
            one["member"] = fields.member_view(state, state.members[one["idMember"]], names)
    return shown


def board_fields(state: State, board: Json, params: Json) -> list[Json]:
    """Return the definitions of custom fields."""
    return [one for one in state.custom_fields.values() if one["idModel"] == board["id"]]


def board_checklists(state: State, board: Json, params: Json) -> list[Json]:
    found = [one for one in state.checklists.values() if one["idBoard"] == board["id"]]
    return [fields.checklist_view(state, one, params) for one in found[:PAGE]]


def _board_actions(state: State, board: Json, params: Json) -> list[Json]:
    asked = {"filter": params.get("actions"), "limit": params.get("actions_limit")}
    return board_history(state, board, {**asked, "since": params.get("actions_since")})


BOARD_PARTS: dict[str, Callable[[State, Json, Json], object]] = {
    "lists": board_lists,
    "labels": board_labels,
    "members": board_members,
    "memberships": board_memberships,
    "customFields": board_fields,
    "checklists": board_checklists,
    "actions": _board_actions,
    "boardPlugins": _nothing,
    "pluginData": _nothing,
}
