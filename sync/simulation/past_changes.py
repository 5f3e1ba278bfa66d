"""What changed on a board between two instants, card by card, and who did it, as far as deliveries tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.card import Card
from rules.verdict import Verdict
from sync.cases.authors import parts_of, who_by
from sync.effects.receipts import CLERK
from sync.mirror.history import AGENT
from sync.mirror.history_read import changed_parts
from sync.mirror.past_values import THERE
from sync.simulation.past_board import PastBoard
from sync.simulation.past_cards import deliveries
from sync.storage.trello_tables import MemberRow
from sync.trello.bot import bot_id

UNNAMED: Final = "—"
"""Who is told where somebody's name is known no more."""

_THINGS: Final[Mapping[str, str]] = {
    "": "there",
    THERE: "there",
    "list_id": "list",
    **{
        each: each
        for each in (
            *("name", "due", "due_complete", "start", "closed", "labels", "members", "desc"),
            *("fields", "attachments", "checklists"),
        )
    },
}
"""What is told to have changed, by the part of a card's normal form."""

Value = str | bool | datetime | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing of a card that is not as it was. `by`: who changed it meanwhile, each once, as people are
    called, `greffier` for the clerk; empty where nothing tells. `agents`: those of them who did it by means
    of an AI agent. `at`: when it was changed last.
    A description is not told, only that it changed.
    """

    card: Card
    what: str
    before: Value
    after: Value
    by: tuple[str, ...]
    at: datetime | None
    agents: tuple[str, ...] = ()


def changes(session: Session, earlier: PastBoard, later: PastBoard) -> tuple[Changed, ...]:
    """Return what differs between a board at an instant and at a later one, in the order of its lists."""
    acts = _acts(session, earlier, later.at)
    names = _names(session, {by.removesuffix(AGENT) for each in acts.values() for _, by in each})
    old = {card.id: (card, verdict) for card, verdict in earlier.cards}
    new = {card.id: (card, verdict) for card, verdict in later.cards}
    found = []
    for card_id in (*new, *(each for each in old if each not in new)):
        values = _values(old.get(card_id), earlier), _values(new.get(card_id), later)
        card = new[card_id][0] if card_id in new else old[card_id][0]
        for what, before, after in _differing(*values):
            done = acts.get((card_id, what), [])
            by, agents = _doers([each for _, each in done if each], names)
            at = done[-1][0] if done else None
            found.append(Changed(card, what, before, after, by, at, agents))
    return tuple(found)


def _doers(ids: Sequence[str], names: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of who did it, each once, and of those who did it by means of an agent."""
    called = [(names.get(each.removesuffix(AGENT), UNNAMED), each.endswith(AGENT)) for each in ids]
    agents = (name for name, agent in called if agent)
    return tuple(dict.fromkeys(name for name, _ in called)), tuple(dict.fromkeys(agents))


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
        "start": card.start,
        "closed": card.closed,
        "labels": tuple(each.name or each.color or "" for each in card.labels),
        "members": tuple(each.full_name or each.username for each in card.members),
        "fields": tuple(f"{each.field}\u00a0: {each.value}" for each in card.fields),
        "attachments": tuple(each.name or each.url for each in card.attachments),
        "checklists": tuple(f"{each.name} {each.done}/{each.total}" for each in card.checklists),
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
    session: Session, earlier: PastBoard, until: datetime
) -> dict[tuple[str, str], list[tuple[datetime, str]]]:
    """Return who did what, by card and thing changed, oldest first: as the history tells it, and before that
    as deliveries do.
    """
    found: dict[tuple[str, str], list[tuple[datetime, str]]] = defaultdict(list)
    board_id, history = earlier.ruled.board.id, earlier.horizon.history
    told = deliveries(session, board_id, earlier.at, min(until, history))
    known: list[tuple[str, datetime, str, Iterable[str]]] = [
        (card_id, each.at, who_by(each.by, each.action), [*parts_of(each.type, each.action)])
        for card_id, some in told.items()
        for each in some
    ]
    known += changed_parts(session, board_id, max(earlier.at, history), until)
    for card_id, at, by, parts in known:
        for what in {_THINGS[each] for each in parts if each in _THINGS}:
            found[card_id, what].append((at, by))
    return found


def _names(session: Session, ids: set[str]) -> dict[str, str]:
    row = MemberRow
    query = sa.select(row.id, row.full_name, row.username).where(row.id.in_(ids))
    found = {each.id: each.full_name or each.username for each in session.execute(query)}
    robot = bot_id(session)
    return {**found, robot or CLERK: CLERK, CLERK: CLERK}
