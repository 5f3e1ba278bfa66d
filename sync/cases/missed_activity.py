"""What people did that no delivery told: Trello gives up after three tries, its record stays.

Each read of a card brings its comments and moves, so orders are obeyed and it is known who put the
card where, and when; a board read whole shows which cards somebody talked about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.comments.orders import read_order
from rules.instants import instant
from rules.trello_json.arrivals import ARRIVALS, entered
from sync.cases.activity import WORTH
from sync.mirror.compare import Comparison
from sync.storage.database import dialect_of, insert_for
from sync.storage.tables import DeliveryRow, ReceiptRow

ECHO = timedelta(minutes=1)
"""Activity so soon after an effect of ours is taken for that effect."""


def missed(
    session: Session, data: Mapping[str, Any], bot_id: str, now: datetime
) -> list[DeliveryRow]:
    """Return people's orders and moves among this card's `actions` that no delivery told, to be kept as
    if one had.
    """
    told = [each for each in data.get("actions") or () if _counts(each, bot_id, now)]
    ids = [str(each["id"]) for each in told]
    if not ids:
        return []
    query = sa.select(DeliveryRow.action_id).where(DeliveryRow.action_id.in_(ids))
    known = set(session.scalars(query))
    return [_row(each, data, now) for each in told if each["id"] not in known]


def keep(session: Session, rows: Sequence[DeliveryRow]) -> None:
    """Keep what no delivery had told. One that came in meanwhile is settled: it was obeyed just now."""
    columns = DeliveryRow.__table__.columns
    for row in rows:
        values = {each.name: getattr(row, each.name) for each in columns}
        new = insert_for(dialect_of(session), DeliveryRow).values(values)
        settled = {"settled_at": new.excluded.settled_at}
        session.execute(new.on_conflict_do_update(index_elements=["action_id"], set_=settled))


def _counts(action: Mapping[str, Any], bot_id: str, now: datetime) -> bool:
    data, at = action.get("data") or {}, instant(action.get("date"))
    if action.get("idMemberCreator") in (None, bot_id) or at is None or now - at >= WORTH:
        return False
    if action.get("type") == "commentCard":
        return read_order(str(data.get("text") or "")) is not None
    return action.get("type") in ("updateCard", *ARRIVALS) and bool(entered(action["type"], data))


def _row(action: Mapping[str, Any], data: Mapping[str, Any], now: datetime) -> DeliveryRow:
    return DeliveryRow(
        action_id=action["id"],
        type=action["type"],
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
    """Return those of these cards on which somebody else than us did something that changed no field."""
    quiet = [
        each for each in card_ids if each in found.known and found.fields(each) == ["last_activity"]
    ]
    last = sa.func.max(ReceiptRow.at)
    query = sa.select(ReceiptRow.card_id, last).where(ReceiptRow.card_id.in_(quiet))
    ours = {row[0]: row[1] for row in session.execute(query.group_by(ReceiptRow.card_id))}
    return [each for each in quiet if not _echo(found.forms[each]["last_activity"], ours.get(each))]


def _echo(activity: datetime | None, effect: datetime | None) -> bool:
    return activity is None or (effect is not None and activity <= effect + ECHO)
