"""Orders that a person gave by means of an AI agent: not obeyed, but kept for a person's press.

They are read from the deliveries themselves. A press makes one of them the order of whoever presses: it is
obeyed in the card's own run, with that person's rights, as if they had written it now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.comments.orders import Order, read_order
from sync.cases.activity import WORTH
from sync.rights.request import Asked, NotFixed
from sync.storage.database import alone
from sync.storage.tables import DeliveryRow
from sync.trello.actions import BY_AGENT, by_agent, shaped

LEFT = "greffierLeft"
"""The mark on an action whose order nobody wants."""


@dataclass(frozen=True, slots=True)
class AgentOrder:
    """An order that waits for a press. `by`: the person in whose name the agent acted; `at` in UTC."""

    id: str
    order: Order
    text: str
    by: str
    at: datetime


def waiting(session: Session, card_id: str, at: datetime) -> list[AgentOrder]:
    """Return the orders of the last day on this card that came by means of an agent, the latest first."""
    row = DeliveryRow
    query = sa.select(row).where(
        row.card_id == card_id, row.type == "commentCard", row.date > at - WORTH
    )
    found = [_order(each) for each in session.scalars(query.order_by(row.date.desc()))]
    return [each for each in found if each is not None]


def _order(row: DeliveryRow) -> AgentOrder | None:
    action = shaped(row.action)
    text = str(action["data"].get("text") or "")
    order = read_order(text)
    if order is None or not by_agent(action) or action.get(LEFT):
        return None
    creator = action.get("memberCreator") or {}
    return AgentOrder(row.action_id, order, text, creator.get("fullName") or "", row.date)


def confirm(session: Session, asked: Asked, order_id: str, at: datetime) -> None:
    """Make it the order of this person, given now. Raises `NotFixed` where it waits no more."""
    row = _taken(session, asked.card_id, order_id, at)
    person = asked.person
    action = {key: each for key, each in row.action.items() if key != BY_AGENT}
    creator = {"id": person.id, "fullName": person.name}
    row.action = {**action, "idMemberCreator": person.id, "memberCreator": creator}
    row.member_id, row.date, row.received_at, row.settled_at = person.id, at, at, None


def leave(session: Session, asked: Asked, order_id: str, at: datetime) -> None:
    """Note that nobody wants it. Raises `NotFixed` where it waits no more."""
    row = _taken(session, asked.card_id, order_id, at)
    row.action = {**row.action, LEFT: asked.person.id}


def _taken(session: Session, card_id: str, order_id: str, at: datetime) -> DeliveryRow:
    alone(session)
    if order_id not in [each.id for each in waiting(session, card_id, at)]:
        raise NotFixed("no-agent-order")
    return session.get_one(DeliveryRow, order_id)
