"""Giving a card to a person: they become a member, others may leave it, and it goes to another list.

One receipt for all of it. Whoever is new is there before anybody leaves. Each step may be repeated, so
an effect that was cut short is carried out again from its receipt, by whoever decided it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.card import Card
from sync.effects.kind import Kind, Undo
from sync.effects.receipts import Effect, done
from sync.effects.seen import Seen
from sync.mirror.history import noting
from sync.storage.database import alone, flush_alone
from sync.storage.tables import ReceiptRow
from sync.storage.trello_tables import CardMemberRow, CardRow
from sync.trello.gateway import Gateway


@dataclass(frozen=True, slots=True)
class Gift:
    """Who gets the card, who leaves it, and the list it goes to (None: it stays where it is)."""

    kind: Kind
    to: str
    leave: tuple[str, ...] = ()
    target: str | None = None


def effect_of(card: Card, gift: Gift, by: str, name: str = "") -> Effect:
    """Return what is to be intended before the gift is carried out; `name` is that of who gets it."""
    members = [each.id for each in card.members]
    kept = [each for each in members if each not in gift.leave and each != gift.to]
    return Effect(
        card.board_id,
        card.id,
        gift.kind,
        before={"list": card.list_id, "pos": card.pos, "members": members},
        after={"list": gift.target, "members": [*kept, gift.to]},
        by=by,
        note=name,
    )


def carry_out(
    gateway: Gateway, card_id: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """Bring the card from the state `before` to `after` on Trello. Raises `TrelloError`."""
    for each in _missing(after, before):
        gateway.add_member(card_id, each)
    for each in _missing(before, after):
        gateway.remove_member(card_id, each)
    if after.get("list") and after["list"] != before.get("list"):
        gateway.move_card(card_id, after["list"], after.get("pos", "bottom"))


def way_back(words: Sentence) -> Undo:
    """Return how a gift of any kind is undone."""
    return Undo(
        words, _take_back, _taken_back, took_place=_took_place, subject="holder", answer="ungiven"
    )


def leave_open(session: Session, receipt: ReceiptRow, seen: Seen, now: datetime) -> bool | None:
    """Leave it open: a gift has several steps, and the run of its card carries out what is left."""
    return None


def _take_back(gateway: Gateway, receipt: ReceiptRow) -> None:
    """Bring the card back to how it was before a gift that took place."""
    before, after = receipt.before, receipt.after
    target = before if after.get("list") else {**before, "list": None}
    carry_out(gateway, str(receipt.card_id), after, target)


def _taken_back(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    reflect(session, str(receipt.card_id), receipt.before, at)


def _took_place(undoing: ReceiptRow, seen: Seen) -> bool:
    """Return whether the card, as Trello has it, is as this receipt wanted it."""
    wanted = undoing.after.get("list")
    there = set(seen.card.get("idMembers") or ()) == set(undoing.after["members"])
    return there and (not wanted or seen.card.get("idList") == wanted)


def conclude(session: Session, receipt_id: int, at: datetime) -> None:
    """Note that it was carried out, and have the mirror show it before Trello's deliveries come."""
    receipt = session.get_one(ReceiptRow, receipt_id)
    done(session, receipt_id, after={"at": at.isoformat()})
    reflect(session, str(receipt.card_id), receipt.after, at)


def reflect(session: Session, card_id: str, state: Mapping[str, Any], at: datetime) -> None:
    """Write this list and these members into the mirror."""
    alone(session)
    row = session.get(CardRow, card_id)
    if row is None:
        return
    row.list_id = state.get("list") or row.list_id
    row.pos = state.get("pos", row.pos)
    row.read_at = at
    table = CardMemberRow
    with noting(session, card_id, at):
        session.execute(sa.delete(table).where(table.card_id == card_id))
        session.add_all(table(card_id=card_id, member_id=each) for each in state["members"])
    flush_alone(session)


def _missing(wanted: Mapping[str, Any], there: Mapping[str, Any]) -> Sequence[str]:
    return [each for each in wanted["members"] if each not in there["members"]]
