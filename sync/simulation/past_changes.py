"""What changed on a board between two instants, card by card, and who did it, as far as deliveries tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.card import Card
from rules.verdict import Verdict
from sync.simulation.past_board import PastBoard
from sync.simulation.past_cards import deliveries
from sync.simulation.rewind import APPEARS, LEAVES, Told
from sync.storage.trello_tables import MemberRow
from sync.trello.bot import bot_id

CLERK: Final = "greffier"

_OF_TYPE: Final[Mapping[str, str]] = {
    "addLabelToCard": "labels",
    "removeLabelFromCard": "labels",
    "addMemberToCard": "members",
    "removeMemberFromCard": "members",
    **dict.fromkeys(APPEARS, "there"),
    **dict.fromkeys(LEAVES, "there"),
}
_OF_OLD: Final[Mapping[str, str]] = {
    "name": "name",
    "idList": "list",
    "due": "due",
    "dueComplete": "due_complete",
    "desc": "desc",
    "closed": "closed",
}

Value = str | bool | datetime | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing of a card that is not as it was. `by`: who changed it meanwhile, each once, as people are
    called, `greffier` for the clerk; empty where no delivery tells. `at`: when it was changed last.
    A description is not told, only that it changed.
    """

    card: Card
    what: str
    before: Value
    after: Value
    by: tuple[str, ...]
    at: datetime | None


def changes(session: Session, earlier: PastBoard, later: PastBoard) -> tuple[Changed, ...]:
    """Return what differs between a board at an instant and at a later one, in the order of its lists."""
    told = deliveries(session, earlier.ruled.board.id, earlier.at, later.at)
    acts = _acts(told, later.at)
    names = _names(session, {by for each in acts.values() for _, by in each})
    old = {card.id: (card, verdict) for card, verdict in earlier.cards}
    new = {card.id: (card, verdict) for card, verdict in later.cards}
    found = []
    for card_id in (*new, *(each for each in old if each not in new)):
        values = _values(old.get(card_id), earlier), _values(new.get(card_id), later)
        card = new[card_id][0] if card_id in new else old[card_id][0]
        for what, before, after in _differing(*values):
            done = acts.get((card_id, what), [])
            by = tuple(dict.fromkeys(names.get(each, each) for _, each in done))
            found.append(Changed(card, what, before, after, by, done[-1][0] if done else None))
    return tuple(found)


def _values(known: tuple[Card, Verdict] | None, board: PastBoard) -> dict[str, Value]:
    if known is None:
        return {"there": False}
    card, verdict = known
    where = board.ruled.lists.get(card.list_id)
    return {
        "there": True,
        "list": where.name if where is not None else "",
        "name": card.name,
        "due": card.due,
        "due_complete": card.due_complete,
        "closed": card.closed,
        "labels": tuple(each.name or each.color or "" for each in card.labels),
        "members": tuple(each.full_name or each.username for each in card.members),
        "desc": card.desc,
        "verdict": verdict.state,
    }


def _differing(
    before: Mapping[str, Value], after: Mapping[str, Value]
) -> Iterator[tuple[str, Value, Value]]:
    if not (before["there"] and after["there"]):
        yield "there", before["there"], after["there"]
        return
    for what, value in after.items():
        if before[what] != value:
            yield (what, None, None) if what == "desc" else (what, before[what], value)


def _acts(
    told: Mapping[str, Sequence[Told]], until: datetime
) -> dict[tuple[str, str], list[tuple[datetime, str]]]:
    """Return who did what, by card and thing changed, oldest first."""
    found: dict[tuple[str, str], list[tuple[datetime, str]]] = defaultdict(list)
    for card_id, some in told.items():
        for each in some:
            if each.at <= until:
                for what in _what(each):
                    found[card_id, what].append((each.at, each.by))
    return found


def _what(told: Told) -> Iterator[str]:
    if told.type in _OF_TYPE:
        yield _OF_TYPE[told.type]
    old = told.data.get("old") if told.type == "updateCard" else None
    if isinstance(old, Mapping):
        yield from (_OF_OLD[key] for key in old if key in _OF_OLD)


def _names(session: Session, ids: set[str]) -> dict[str, str]:
    row = MemberRow
    query = sa.select(row.id, row.full_name, row.username).where(row.id.in_(ids))
    found = {each.id: each.full_name or each.username for each in session.execute(query)}
    robot = bot_id(session)
    return {**found, robot: CLERK} if robot is not None else found
