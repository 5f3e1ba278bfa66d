"""What people did to a card, read from the deliveries about it. It adds who and when to what the
card shows: what the card is comes from Trello itself, so a lost delivery costs a name, not a card.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from rules.comments.orders import Order, read_order
from rules.trello_json.arrivals import entered
from sync.cases.authors import authors
from sync.mirror.history import Authors
from sync.storage.tables import DeliveryRow
from sync.trello.actions import by_agent, shaped

TALK = frozenset({"commentCard", "updateComment", "deleteComment", "copyCommentCard", "voteOnCard"})
"""Talking about a card is not changing it: the settle window is not restarted."""


@dataclass(slots=True)
class Acts:
    """Who did what and when (UTC), the last of each kind. People are told by their member ids.

    `entered_by_agent`, `due_by_agent`: an AI agent did so in their name. `agent_orders`: what agents asked
    for, which nobody obeys before a person has pressed a button. Each order comes with the member who
    gave it and the id of the comment's action. `authors`: who changed which part of the card.
    """

    touched_at: datetime | None = None
    touched_by: str | None = None
    entered_at: datetime | None = None
    entered_by: str | None = None
    entered_by_agent: bool = False
    due_at: datetime | None = None
    due_by: str | None = None
    due_by_agent: bool = False
    orders: list[tuple[Order, str, str]] = field(default_factory=list)
    agent_orders: list[tuple[Order, str, str]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    authors: Authors = field(default_factory=dict)

    @property
    def asked(self) -> bool:
        """Return whether anybody asked for anything, and is to be answered."""
        return bool(self.orders or self.agent_orders)


WORTH = timedelta(hours=24)
"""An older order is not obeyed any more: whoever gave it has found another way. Nor do older moves
matter."""


def read_acts(deliveries: Iterable[DeliveryRow], intake: Collection[str], now: datetime) -> Acts:
    """Sum up these deliveries about one card, in the order of their dates. `intake`: list ids.

    An order is obeyed for a day. A delivery that came a day or more after its act is left out: Trello
    gives up within minutes, so it is somebody who sends it once more.
    """
    deliveries = list(deliveries)
    acts = Acts(authors=authors(deliveries))
    for delivery in sorted(deliveries, key=lambda each: each.date):
        if delivery.ours or delivery.received_at - delivery.date >= WORTH:
            continue
        action = shaped(delivery.action)
        _name(acts, action)
        if delivery.type not in TALK:
            _touch(acts, delivery, action, intake)
        elif delivery.type == "commentCard" and now - delivery.date < WORTH:
            _talk(acts, delivery, action)
    return acts


def ids_of_recent_orders(deliveries: Iterable[DeliveryRow], now: datetime) -> frozenset[str]:
    """Return the ids of those of these deliveries that are orders of the last 24 hours."""
    return frozenset(
        each.action_id
        for each in deliveries
        if each.type == "commentCard" and not each.ours and now - each.date < WORTH
        if not by_agent(each.action)
        if read_order(shaped(each.action)["data"].get("text") or "") is not None
    )


def _name(acts: Acts, action: Mapping[str, Any]) -> None:
    creator = action.get("memberCreator") or {}
    if creator.get("id"):
        acts.names[creator["id"]] = creator.get("fullName") or creator.get("username") or ""


def _talk(acts: Acts, delivery: DeliveryRow, action: Mapping[str, Any]) -> None:
    order = read_order(action["data"].get("text") or "")
    if order is not None:
        asked = acts.agent_orders if by_agent(action) else acts.orders
        asked.append((order, delivery.member_id or "", delivery.action_id))


def _touch(
    acts: Acts, delivery: DeliveryRow, action: Mapping[str, Any], intake: Collection[str]
) -> None:
    data = action["data"]
    old = data.get("old") or {}
    if delivery.type == "updateCard" and set(old) <= {"pos"} and old:
        return
    who, when = delivery.member_id, delivery.date
    acts.touched_at, acts.touched_by = when, who
    if entered(delivery.type, data) in intake:
        acts.entered_at, acts.entered_by, acts.entered_by_agent = when, who, by_agent(action)
    if "due" in old:
        acts.due_at, acts.due_by, acts.due_by_agent = when, who, by_agent(action)
