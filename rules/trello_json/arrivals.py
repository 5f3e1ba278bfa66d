"""The ways in which a card arrives on a board, as Trello's actions name them: the one list of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ARRIVALS: Final = frozenset(
    {
        *("createCard", "copyCard", "emailCard", "convertToCardFromCheckItem"),
        *("moveCardToBoard", "moveInboxCardToBoard"),
    }
)
"""The actions by which one card appears, in their `data.list`."""

LIST_ARRIVALS: Final = frozenset({"moveListToBoard", "copyList"})
"""The actions by which a list appears (`data.list`) with all its cards; no card is named."""

DEPARTURES: Final = frozenset({"deleteCard", "moveCardFromBoard"})
"""The actions by which a card leaves a board."""


def entered(kind: object, data: Mapping[str, object]) -> str:
    """Return the id of the list into which an action of this kind puts its card, or its list's cards; ""
    for an action that moves nothing.
    """
    arrives = isinstance(kind, str) and kind in (ARRIVALS | LIST_ARRIVALS)
    place = data.get("list" if arrives else "listAfter")
    found = place.get("id") if isinstance(place, Mapping) else None
    return found if isinstance(found, str) else ""
