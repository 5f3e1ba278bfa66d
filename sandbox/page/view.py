"""What the board page shows, as one JSON object for one viewer. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.core import Sandbox
from sandbox.state import fields as views
from sandbox.state import nested_views, reactions
from sandbox.state.history import board_history
from sandbox.state.shapes import Json, words

CARD = words(
    "id name desc due dueComplete start closed idList idShort pos shortLink url dateLastActivity "
    "isTemplate cardRole idMembers idLabels cover badges"
)
LIST = words("id name pos")
MEMBER = words("id fullName username initials avatarUrl")
TALK = words("id type date idMemberCreator data")
RECENT = 12
TALK_LIMIT = 60
NOBODY = "nobody"


def board_index(sandbox: Sandbox) -> Json:
    """Return the open boards and everybody, for the first page and the menus."""
    state = sandbox.state
    with state.lock:
        boards = [
            {
                "id": board["id"],
                "name": board["name"],
                "shortLink": board["shortLink"],
                "cards": sum(not card["closed"] for card in state.cards_of(board["id"])),
                "lists": sum(not entry["closed"] for entry in state.lists_of(board["id"])),
            }
            for board in state.boards.values()
            if not board["closed"]
        ]
        return {"boards": boards, "people": _people(sandbox, state.members)}


def _people(sandbox: Sandbox, ids: Iterable[str]) -> list[Json]:
    """Return members; those in whose name a program works are marked as robots."""
    state = sandbox.state
    robots = {token["idMember"] for token in state.tokens.values()}
    people = (views.member_view(state, state.members[one], MEMBER) for one in ids)
    return [{**one, "robot": one["id"] in robots} for one in people]


def board_page(sandbox: Sandbox, reference: str, viewer: str) -> Json:
    """Return the board with its open lists and cards as `viewer` (username, or `nobody`) sees it.

    Raises `TrelloError` for an unknown board or viewer.
    """
    state = sandbox.state
    with state.lock:
        board = state.board(reference)
        lists = [one for one in state.lists_of(board["id"]) if not one["closed"]]
        cards = nested_views.select_cards(state, state.cards_of(board["id"]), "visible")
        members = [entry["idMember"] for entry in board["memberships"]]
        return {
            "board": _board(sandbox, board),
            "lists": [views.list_view(state, one, LIST) for one in lists],
            "cards": [_card(sandbox, card) for card in cards],
            "labels": [views.label_view(state, one) for one in state.labels_of(board["id"])],
            "members": _people(sandbox, members),
            "me": _viewer(sandbox, board, viewer),
            "recent": _talk(sandbox, board_history(state, board, {"limit": str(RECENT)})),
        }


def _board(sandbox: Sandbox, board: Json) -> Json:
    fields = nested_views.board_fields(sandbox.state, board, {})
    names = words("id name shortLink url dateLastActivity idOrganization memberships")
    return {**views.board_object(sandbox.state, board, names), "customFields": fields}


def _card(sandbox: Sandbox, card: Json) -> Json:
    state = sandbox.state
    shown = views.card_object(state, card, CARD)
    parts: Json = {"attachments": "true", "checklists": "all", "customFieldItems": "true"}
    for part in parts:
        shown[part] = nested_views.CARD_PARTS[part](state, card, parts)
    return shown


def _viewer(sandbox: Sandbox, board: Json, viewer: str) -> Json:
    """Return who looks on, and as what: admin, normal, observer, or none."""
    if viewer == NOBODY:
        return {"id": None, "username": NOBODY, "fullName": None, "initials": None, "kind": "none"}
    member = sandbox.state.member(viewer)
    membership = sandbox.state.membership(board, member["id"])
    kind = membership["memberType"] if membership else "none"
    return {**views.member_view(sandbox.state, member, MEMBER), "kind": kind}


def _talk(sandbox: Sandbox, actions: Iterable[Json]) -> list[Json]:
    return [
        {
            **{name: one[name] for name in TALK},
            "fullName": one["memberCreator"]["fullName"],
            "reactions": reactions.natives(sandbox.state, one),
        }
        for one in actions
    ]


def card_talk(sandbox: Sandbox, reference: str) -> list[Json]:
    """Return the latest comments and changes of a card, the newest first."""
    state = sandbox.state
    with state.lock:
        history = state.card_actions.get(state.card(reference)["id"], [])
        return _talk(sandbox, list(reversed(history))[:TALK_LIMIT])
