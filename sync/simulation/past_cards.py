"""A board's cards as they were at an instant, from the mirror, the deliveries since then and their stays.

Deliveries tell what changed, and are kept for some weeks. Before the oldest of them a card is in the list
where its stay says it was; all else of it is as it was at the oldest instant that is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.board_rules import RuledBoard
from rules.card import Card, created_at
from rules.trello_json.arrivals import DEPARTURES
from sync.cases.activity import TALK
from sync.mirror.cards import card_value
from sync.mirror.forms import Form, Person
from sync.mirror.history_read import Mirrored, mirrored_at
from sync.mirror.read import load_all_cards, load_board_form, load_forms
from sync.simulation.horizon import Horizon
from sync.simulation.past_history import Stay
from sync.simulation.rewind import Told, rewind
from sync.storage.tables import DeliveryRow, StayRow
from sync.storage.trello_tables import CardRow, MemberRow

_BEGINNING: Final = datetime(2011, 1, 1, tzinfo=UTC)
"""Before Trello was there."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a board's past at `at`. `mirrored`: how the mirror had it then, or as long ago as
    its history goes; `whole`: everything since then is kept; `of_board`, `of_cards`: deliveries of between,
    in the order of their dates; `gone`: cards that left us between; `stays`: those that had
    begun by then.
    """

    at: datetime
    mirrored: Mirrored
    whole: bool
    of_board: Sequence[Told]
    of_cards: Mapping[str, Sequence[Told]]
    gone: Sequence[str]
    stays: Mapping[str, Sequence[Stay]]
    began: datetime = _BEGINNING

    @classmethod
    def read(cls, session: Session, board_id: str, at: datetime, horizon: Horizon) -> Past | None:
        """Read what happened on the board since `at`; None where it was never read."""
        mirrored = mirrored_at(session, board_id, max(at, horizon.history))
        if mirrored is None:
            return None
        told = deliveries(session, board_id, at, horizon.history)
        of_board, whole = told.pop("", []), at >= horizon.whole
        gone = _gone(session, board_id, at, horizon.history)
        return cls(at, mirrored, whole, of_board, told, gone, _stays(session, board_id, at))

    def stay(self, card_id: str) -> Stay | None:
        """Return the stay in which the card was at that instant, if that is known."""
        last = self.stays.get(card_id, ())[-1:]
        return last[0] if last and (last[0].left_at is None or last[0].left_at > self.at) else None


def cards_then(
    session: Session,
    past: Past,
    board: Form,
    ruled: RuledBoard,
    deleted: Mapping[str, Collection[str]],
) -> list[Card]:
    """Return the cards that were on the board, in the order of its lists. `board`: its form then; `deleted`:
    the labels on each card that were deleted since.
    """
    forms = [
        {**form, "labels": form["labels"].union(deleted.get(form["id"], ()))}
        for form in _forms(session, past, board)
    ]
    names = _names(session, {each for form in forms for each in form["members"]})
    cards = [card_value(form, board, {**names, **board["members"]}) for form in forms]

    def place(card: Card) -> tuple[float, float, str]:
        where = ruled.lists.get(card.list_id)
        return (where.pos if where is not None else 0.0, card.pos, card.id)

    return sorted(cards, key=place)


def _forms(session: Session, past: Past, board: Form) -> Iterator[Form]:
    known = {**load_forms(session, past.gone), **past.mirrored.cards}
    elsewhere = past.of_cards.keys() - known.keys()
    known.update(_moved_on(session, sorted(elsewhere), board))
    for card_id, form in known.items():
        if created_at(card_id) > past.at or card_id in past.mirrored.erased:
            continue
        told = past.of_cards.get(card_id, ())
        if form["board_id"] != board["id"] and not any(each.type in DEPARTURES for each in told):
            continue
        then, _ = rewind(form, told)
        if then is None:
            continue
        stay = past.stay(card_id) if not past.whole else None
        list_id = stay.list_id if stay is not None else then["list_id"]
        if list_id in board["lists"]:
            yield {**then, "board_id": board["id"], "list_id": list_id}


def _moved_on(session: Session, card_ids: Sequence[str], board: Form) -> dict[str, Form]:
    """Return the forms of cards that are on another board now; their labels there, as far as this board has
    labels of that name and colour: Trello moves them so.
    """
    row, found = CardRow, dict[str, Form]()
    query = sa.select(row.board_id).where(row.id.in_(card_ids)).distinct()
    ours = {label: key for key, label in board["labels"].items()}
    for board_id in session.scalars(query).all() if card_ids else ():
        there = load_board_form(session, board_id)
        named = there["labels"] if there is not None else {}
        for key, form in load_all_cards(session, board_id).items():
            alike = (ours.get(named.get(each)) for each in form["labels"])
            found[key] = {**form, "labels": frozenset(each for each in alike if each)}
    return {each: found[each] for each in card_ids if each in found}


def _names(session: Session, ids: set[str]) -> dict[str, Person]:
    rows = session.scalars(sa.select(MemberRow).where(MemberRow.id.in_(ids)))
    return {row.id: (row.full_name, row.username, row.initials) for row in rows}


def deliveries(
    session: Session, board_id: str, since: datetime, until: datetime
) -> dict[str, list[Told]]:
    """Return the deliveries after `since`, up to `until`, by card id, oldest first; under "" those about the
    board.
    """
    row = DeliveryRow
    query = (
        sa.select(*(row.card_id, row.date, row.type, row.member_id, row.ours, row.action))
        .where(row.board_id == board_id, row.date > since, row.date <= until)
        .where(row.scope != "ignored")
        .where(row.type.not_in(TALK))
        .order_by(row.date, row.action_id)
    )
    found: dict[str, list[Told]] = defaultdict(list)
    for card_id, at, kind, by, ours, action in session.execute(query):
        found[card_id or ""].append(Told(at, kind, by or "", ours, action))
    return found


def _gone(session: Session, board_id: str, at: datetime, until: datetime) -> list[str]:
    row, between = CardRow, (CardRow.gone_at > at, CardRow.gone_at <= until)
    return list(session.scalars(sa.select(row.id).where(row.board_id == board_id, *between)))


def _stays(session: Session, board_id: str, at: datetime) -> dict[str, list[Stay]]:
    row = StayRow
    columns: Any = (row.card_id, row.list_id, row.entered_at, row.left_at)
    query = sa.select(*columns).where(row.board_id == board_id, row.entered_at <= at)
    found: dict[str, list[Stay]] = defaultdict(list)
    for card_id, list_id, entered, left in session.execute(query.order_by(row.entered_at, row.id)):
        found[card_id].append(Stay(list_id, entered, left))
    return found
