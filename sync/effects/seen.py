"""A card as Trello just gave it: what tells whether an effect in doubt took place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rules.comments.texts import MARK
from rules.instants import instant
from rules.trello_json.arrivals import entered
from sync.storage.tables import ReceiptRow


@dataclass(frozen=True, slots=True)
class Seen:
    """A card as Trello just gave it, with its comments and moves in `actions`, newest first."""

    card: Mapping[str, Any]
    actions: Sequence[Mapping[str, Any]]
    bot_id: str

    @property
    def whole(self) -> bool:
        """Whether these are all: servers end a list at 50, or at what was asked."""
        return not self.actions or len(self.actions) % 50 != 0

    def comments(self) -> list[Mapping[str, Any]]:
        """Return the comments that we wrote, oldest first: by the bot, and beginning with the clerk's
        mark.
        """
        mine = [
            each for each in self.actions if self._ours(each) and text_of(each).startswith(MARK)
        ]
        return sorted(mine, key=lambda each: str(each["id"]))

    def moved(self, receipt: ReceiptRow) -> bool:
        """Return whether we moved the card as this receipt intended.

        Times are compared on Trello's clock alone: `activity` is the card's last one before the move.
        Where Trello tells of no move at all, the list in which the card is now has to do.
        """
        target, before = receipt.after.get("list"), instant(receipt.before.get("activity"))
        into = [each for each in self.actions if _entered(each) == target and _after(each, before)]
        if any(self._ours(each) for each in into):
            return True
        return not into and self.card.get("idList") == target

    def _ours(self, action: Mapping[str, Any]) -> bool:
        creator = action.get("idMemberCreator") or (action.get("memberCreator") or {}).get("id")
        return str(creator) == self.bot_id


def text_of(action: Mapping[str, Any]) -> str:
    """Return the text of a comment."""
    return str((action.get("data") or {}).get("text") or "")


def _entered(action: Mapping[str, Any]) -> str | None:
    """Return the list into which the card was moved by this action, if by any."""
    return entered(action.get("type"), action.get("data") or {})


def _after(action: Mapping[str, Any], moment: datetime | None) -> bool:
    at = instant(action.get("date"))
    return at is None or moment is None or at > moment
