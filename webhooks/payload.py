"""What a delivery says: one card, a whole board, or nothing that we keep. No IO."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from typing import Any

from rules.instants import instant
from rules.trello_json.arrivals import ARRIVALS, LIST_ARRIVALS
from sync.clock import now
from sync.queue.inbox import Delivery, Scope
from sync.trello.actions import shaped

ABOUT_CARDS = frozenset(
    {
        *ARRIVALS,
        *("deleteCard", "moveCardFromBoard", "updateCard", "updateCustomFieldItem"),
        *("addLabelToCard", "removeLabelFromCard", "addMemberToCard", "removeMemberFromCard"),
        *("addAttachmentToCard", "deleteAttachmentFromCard", "commentCard", "copyCommentCard"),
        *("updateComment", "deleteComment", "addChecklistToCard", "removeChecklistFromCard"),
        *("updateChecklist", "copyChecklist", "createCheckItem", "updateCheckItem"),
        *("deleteCheckItem", "updateCheckItemStateOnCard"),
    }
)
ABOUT_BOARDS = frozenset(
    {
        *LIST_ARRIVALS,
        *("createLabel", "updateLabel", "deleteLabel", "createList", "updateList", "updateBoard"),
        *("moveListFromBoard", "addMemberToBoard", "removeMemberFromBoard"),
        *("makeNormalMemberOfBoard", "makeAdminOfBoard", "makeObserverOfBoard", "updateMember"),
        *("createCustomField", "updateCustomField", "deleteCustomField"),
        *("addCustomFieldOption", "updateCustomFieldOption", "deleteCustomFieldOption"),
    }
)


class Unreadable(ValueError):
    """The body is not a delivery of Trello; the text says why."""


def read_delivery(body: bytes) -> Delivery:
    """Return the delivery in this body. Raises `Unreadable` for what is not JSON or has no action.

    Types of action that are not known are kept and ignored: Trello adds some without notice.
    """
    action = _action(body)
    action_id, kind = _identity(action.get("id")), action.get("type")
    if action_id is None:
        raise Unreadable("the action has no id")
    if not isinstance(kind, str) or not kind.isprintable():
        raise Unreadable("the action has no type")
    data = _object(action.get("data"))
    card_id, board_id = _id(data.get("card")), _id(data.get("board"))
    scope = _scope(kind, card_id)
    return Delivery(
        action_id=action_id,
        type=kind,
        date=_date(action.get("date")),
        scope=scope,
        board_id=board_id,
        card_id=card_id if scope == "card" else None,
        member_id=_member(action),
        quiet=kind == "updateCard" and set(_object(data.get("old"))) == {"pos"},
        action=shaped(action),
    )


def _action(body: bytes) -> dict[str, Any]:
    try:
        payload = _DECODER.decode(body.decode(json.detect_encoding(body), "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("the body is not JSON") from error
    action = payload.get("action") if isinstance(payload, dict) else None
    if not isinstance(action, dict):
        raise Unreadable("the body has no action")
    return action


def _no_number(text: str) -> float:
    """Refuse NaN and Infinity, which are not JSON, and which PostgreSQL would not take."""
    raise ValueError(f"{text} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _no_number(text)


_DECODER = json.JSONDecoder(parse_constant=_no_number, parse_float=_finite)
"""Made once: `json.loads` would make one for each body."""


def _scope(kind: str, card_id: str | None) -> Scope:
    if kind in ABOUT_CARDS and card_id is not None:
        return "card"
    return "board" if kind in ABOUT_BOARDS else "ignored"


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _id(value: object) -> str | None:
    return _identity(_object(value).get("id"))


def _identity(value: object) -> str | None:
    """Return an id as the tables can hold it, else None: NUL and halves of emoji are not text there."""
    usable = isinstance(value, str) and 0 < len(value) <= 64 and value.isprintable()
    return str(value) if usable else None


def _member(action: Mapping[str, Any]) -> str | None:
    return _identity(action.get("idMemberCreator")) or _id(action.get("memberCreator"))


def _date(value: object) -> datetime:
    """Return the action's date, UTC; now where it is missing or not a date."""
    return instant(value) or now()


def is_ours(
    delivery: Delivery, identifier: str | None, our_identifier: str, bot_id: str | None
) -> bool:
    """Return whether this is the echo of a write of our own: made by the bot's member, and marked as
    ours.

    Trello echoes the `X-Trello-Client-Identifier` of the write, which anybody may send: what another
    member did is never ours. Where it does not come back, what the bot's member did through an
    application (`appCreator`) is ours; by hand it would be null.
    """
    if bot_id is None or delivery.member_id != bot_id:
        return False
    if identifier:
        return identifier == our_identifier
    action = delivery.action
    return "appCreator" not in action or action["appCreator"] is not None
