"""That an order was seen: an emoji on its comment, before it is obeyed and answered.

Tried once for each order: it is noted before it is done, and where Trello refuses it nothing else changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import structlog

from sync.cases.activity import Acts
from sync.rulebook.boards import Watched
from sync.storage.tables import DeliveryRow
from sync.trello.errors import TrelloError
from sync.trello.gateway import Gateway

EYES: Final = "1F440"
SEEN: Final = "greffierSeen"
"""The mark on the action of an order whose comment bears the emoji, or was refused it."""

log = structlog.get_logger("greffier")


def note_seen(board: Watched, acts: Acts, rows: Iterable[DeliveryRow]) -> list[str]:
    """Note these orders as seen. Returns the ids of the comments that are to bear the emoji: none on a
    board where the clerk observes or is paused.
    """
    if board.mode != "enforce" or board.paused:
        return []
    asked = {order_id for _, _, order_id in (*acts.orders, *acts.agent_orders)}
    found = [each for each in rows if each.action_id in asked and SEEN not in each.action]
    for each in found:
        each.action = {**each.action, SEEN: True}
    return [each.action_id for each in found]


def show_seen(gateway: Gateway, comments: Collection[str]) -> None:
    """Put the emoji on these comments. What is refused is left: the answer says it too."""
    for each in comments:
        try:
            gateway.react(each, EYES)
        except TrelloError as error:
            log.info("an order could not be marked as seen", comment=each, error=str(error))
