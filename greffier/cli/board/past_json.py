"""`greffier board --format json`: a board of the past in the shape of `greffier check`, and a little more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from greffier.cli.check.json_output import board_to_json, card_to_json
from greffier.cli.check.judge import Judged, JudgedBoard
from rules.verdict import Language
from sync.simulation.past_board import PastBoard
from sync.simulation.past_changes import Changed, Value


def to_json(past: PastBoard, judged: JudgedBoard, language: Language) -> dict[str, object]:
    """Return the board as `check` prints it, with its instant, what is not known of it, its lists, and each
    card's date, labels, members and place.
    """
    lists = {each.id: each.name for each in judged.board.lists}
    return {
        **board_to_json(judged, language),
        "at": instant(past.at),
        "rules_version": past.version,
        "told_since": instant(past.horizon.whole),
        "unknown": list(past.unknown),
        "erased": past.erased,
        "lists": [
            {"id": each.id, "name": each.name, "closed": each.closed}
            for each in sorted(judged.board.lists, key=lambda each: (each.pos, each.id))
        ],
        "cards": [_card(each, lists, judged, language) for each in judged.cards],
    }


def changes_to_json(
    past: PastBoard, later: PastBoard, found: Sequence[Changed]
) -> dict[str, object]:
    """Return what changed between the two instants, by card and thing, with who did it as far as is known."""
    return {
        "id": later.ruled.board.id,
        "name": later.ruled.board.name,
        "at": instant(past.at),
        "until": instant(later.at),
        "told_since": instant(past.horizon.whole),
        "unknown": list(past.unknown),
        "changes": [
            {
                "card": {"id": each.card.id, "name": each.card.name, "url": each.card.url},
                "what": each.what,
                "before": _plain(each.before),
                "after": _plain(each.after),
                "by": list(each.by),
                "by_agent": list(each.agents),
                "at": instant(each.at),
            }
            for each in found
        ],
    }


def _plain(value: Value) -> object:
    if isinstance(value, datetime):
        return instant(value)
    return list(value) if isinstance(value, tuple) else value


def _card(
    each: Judged, lists: Mapping[str, str], judged: JudgedBoard, language: Language
) -> dict[str, object]:
    card = each.card
    return {
        **card_to_json(each, lists, judged.zone, language),
        "closed": card.closed,
        "due": instant(card.due),
        "due_complete": card.due_complete,
        "labels": [{"name": x.name, "color": x.color} for x in card.labels],
        "members": [{"name": x.full_name, "username": x.username} for x in card.members],
    }


def instant(value: datetime | None) -> str | None:
    """Return an instant as ISO 8601 in UTC, or None."""
    return value.astimezone(UTC).isoformat() if value is not None else None
