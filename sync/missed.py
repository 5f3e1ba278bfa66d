"""Orders whose delivery was lost: Trello gives up after three tries, the comment stays on the card.

Each read of a card brings its comments; a board read whole shows which cards somebody talked about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.orders import read_order
from sync.comparison import Comparison
from sync.mirror_forms import instant
from sync.records import DeliveryRow, ReceiptRow

WORTH = timedelta(hours=24)
"""An older order is not obeyed any more: whoever gave it has found another way."""

ECHO = timedelta(minutes=1)
"""Activity so soon after an effect of ours is taken for that effect."""


def missed_orders(
    session: Session, data: Mapping[str, Any], bot_id: str, now: datetime
) -> list[DeliveryRow]:
    """The orders in this card's comments that no delivery told, noted as if one had."""
    asked = [each for each in data.get("actions") or () if _is_order(each, bot_id, now)]
    ids = [str(each["id"]) for each in asked]
    if not ids:
        return []
    query = sa.select(DeliveryRow.action_id).where(DeliveryRow.action_id.in_(ids))
    known = set(session.scalars(query))
    rows = [_row(each, data, now) for each in asked if each["id"] not in known]
    session.add_all(rows)
    return rows


def _is_order(action: Mapping[str, Any], bot_id: str, now: datetime) -> bool:
    text, at = (action.get("data") or {}).get("text"), instant(action.get("date"))
    if action.get("type") != "commentCard" or action.get("idMemberCreator") in (None, bot_id):
        return False
    return at is not None and now - at < WORTH and read_order(str(text or "")) is not None


def _row(action: Mapping[str, Any], data: Mapping[str, Any], now: datetime) -> DeliveryRow:
    return DeliveryRow(
        action_id=action["id"],
        type="commentCard",
        board_id=data.get("idBoard"),
        card_id=data["id"],
        member_id=action["idMemberCreator"],
        ours=False,
        scope="card",
        date=min(instant(action.get("date")) or now, now),
        received_at=now,
        settled_at=now,
        action=dict(action),
    )


def talked_about(session: Session, found: Comparison, card_ids: Collection[str]) -> list[str]:
    """The cards of these on which something happened that changed no field, and that we did not do."""
    quiet = [
        each for each in card_ids if each in found.known and found.fields(each) == ["last_activity"]
    ]
    last = sa.func.max(ReceiptRow.at)
    query = sa.select(ReceiptRow.card_id, last).where(ReceiptRow.card_id.in_(quiet))
    ours = {row[0]: row[1] for row in session.execute(query.group_by(ReceiptRow.card_id))}
    return [each for each in quiet if not _echo(found.forms[each]["last_activity"], ours.get(each))]


def _echo(activity: datetime | None, effect: datetime | None) -> bool:
    return activity is None or (effect is not None and activity <= effect + ECHO)
