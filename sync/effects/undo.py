"""Undoing an effect, on Trello and here; refused where a person has touched the card since."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from sync.clock import now
from sync.crash_points import point
from sync.effects.kind import Undo, own_card
from sync.effects.kinds import KINDS
from sync.effects.receipts import Effect, intend, take_for_void
from sync.effects.undoable import why_not_undoable
from sync.mirror.forms import card_form, differences
from sync.mirror.write import load_cards
from sync.queue.jobs import new_id
from sync.queue.wakes import Enqueue, Want, wake
from sync.storage.database import Database
from sync.storage.tables import ReceiptRow, WakeRow
from sync.storage.trello_tables import CardRow
from sync.trello.errors import Gone, RateLimited, Refused, Unsure
from sync.trello.gateway import Gateway

QUIET = frozenset({"last_activity", "pos", "url", "short_link"})
"""What may differ on a card that no person has touched."""

PATIENCE = 5
"""How often each undo of many waits for its turn among the calls that Trello allows."""

LOOKS = 8
PAUSE = 0.5
"""How often a card is looked at again while the clerk is at work on it, and after how many seconds."""

FRESH = timedelta(seconds=10)
"""So long after an effect what the clerk adds to the card may be on its way to the mirror."""

Told = Callable[["Undone"], None]


class NotUndone(Exception):
    """The effect stays; `why` is a key of `sync.effects.undoable.why_in_words`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of one receipt: `why_not` is "" where it was undone, else a key of
    `sync.effects.undoable.why_in_words`, or what Trello said.
    """

    receipt_id: int
    why_not: str = ""


def undo(
    database: Database, gateway: Gateway, receipt_id: int, by: str, order_id: str | None = None
) -> str:
    """Undo one effect on behalf of `by`. Returns the card's id; raises `NotUndone` with the reason, or the
    `TrelloError` of a call that failed.

    The card is read first: the mirror may not have heard yet of what a person just did. After a
    move is undone the card is left alone for 24 hours, or until a checked field changes.
    """
    receipt, way, activity = _looked_at(database, gateway, receipt_id)
    with database.transaction() as session:
        undoing_id = _intend(session, receipt_id, by[:64], order_id, activity)
    point("undo-intended")
    try:
        way.on_trello(gateway, receipt)
    except Gone as error:
        with database.transaction() as session:
            take_for_void(session, undoing_id)
        raise NotUndone(way.gone) from error
    point("undone")
    with database.transaction() as session:
        undoing = session.get_one(ReceiptRow, undoing_id)
        undoing.state = "done"
        finish(session, undoing, now())
    return str(receipt.card_id)


def undo_many(
    database: Database,
    gateway: Gateway,
    enqueue: Enqueue,
    receipt_ids: Iterable[int],
    by: str,
    told: Told = lambda _: None,
) -> list[Undone]:
    """Undo these effects, the newest first, and then have their cards judged as they are.

    One that cannot be undone does not keep the others; `told` hears of each as it is done.
    """
    results, cards = list[Undone](), set[str]()
    try:
        for receipt_id in sorted(set(receipt_ids), reverse=True):
            results.append(_try(database, gateway, receipt_id, by, cards))
            told(results[-1])
    finally:
        _judge_again(database, enqueue, cards)
    return results


def _try(database: Database, gateway: Gateway, receipt_id: int, by: str, cards: set[str]) -> Undone:
    """Undo one of many; its card is added to `cards`. Raises `RateLimited` after `PATIENCE` waits."""
    for patience in range(PATIENCE, -1, -1):
        try:
            cards.add(undo(database, gateway, receipt_id, by))
        except NotUndone as error:
            return Undone(receipt_id, error.why)
        except (Refused, Unsure) as error:
            return Undone(receipt_id, str(error))
        except RateLimited as error:
            if not patience:
                raise
            time.sleep(min(error.retry_after, 30.0))
        else:
            break
    return Undone(receipt_id)


def _judge_again(database: Database, enqueue: Enqueue, cards: Collection[str]) -> None:
    """Have the cards judged: their comments should say how they stand now."""
    with database.transaction() as session:
        for card_id in sorted(cards):
            row = session.get(CardRow, card_id)
            if row is not None:
                wake(session, enqueue, Want(new_id("undo"), "card", card_id, row.board_id, now()))


def _looked_at(
    database: Database, gateway: Gateway, receipt_id: int
) -> tuple[ReceiptRow, Undo, str | None]:
    """Return what is undone and how, and the card's last activity. Where the clerk itself is still at work
    on the card, so that it is not as the mirror has it, wait for it a little. Raises `NotUndone`.
    """
    looks = 0
    while True:
        with database.transaction() as session:
            receipt, way = _find(session, receipt_id)
            busy = now() - receipt.at < FRESH or _at_work(session, way.card(receipt))
        try:
            return receipt, way, _check_on_trello(database, gateway, receipt, way)
        except NotUndone as error:
            if error.why != "touched" or looks == LOOKS or not (busy or looks):
                raise
            looks += 1
            time.sleep(PAUSE)


def _at_work(session: Session, card_id: str) -> bool:
    """Return whether a run of this card is due or under way."""
    row = session.get(WakeRow, card_id)
    return row is not None and row.done < row.wanted


def _find(session: Session, receipt_id: int) -> tuple[ReceiptRow, Undo]:
    row = session.get(ReceiptRow, receipt_id)
    if row is None:
        raise NotUndone("unknown")
    kind, why = KINDS.get(row.command), why_not_undoable(session, row)
    if kind is None or kind.undo is None or why:
        raise NotUndone(why)
    return row, kind.undo


def _check_on_trello(
    database: Database, gateway: Gateway, receipt: ReceiptRow, way: Undo
) -> str | None:
    """Refuse where the card is not as the mirror has it: a person's act is on its way to us.

    Returns the instant of the card's last activity, as Trello's clock has it.
    """
    card_id = way.card(receipt)
    try:
        form = card_form(gateway.card(card_id))
    except Gone as error:
        raise NotUndone("gone") from error
    if receipt.after.get("list") and form["list_id"] != receipt.after["list"]:
        raise NotUndone("elsewhere")
    with database.transaction() as session:
        known = load_cards(session, [card_id]).get(card_id)
    heard_of = known is not None or way.card is own_card  # one just made is new to the mirror
    if heard_of and not way.whatever_else and set(differences(known, form)) - QUIET:
        raise NotUndone("touched")
    activity = form["last_activity"]
    return activity.isoformat() if activity else None


def _intend(
    session: Session, receipt_id: int, by: str, order_id: str | None, activity: str | None
) -> int:
    receipt = session.get_one(ReceiptRow, receipt_id)
    if receipt.undone_at is not None:
        raise NotUndone("undone")
    effect = Effect(
        receipt.board_id,
        receipt.card_id,
        KINDS[receipt.command],
        tuple(receipt.reasons),
        before={**receipt.after, "activity": activity},
        after=receipt.before,
        read={"receipt": receipt_id},
        by=by,
        note=f"receipt {receipt_id}",
        action_id=order_id,
        undoes=True,
    )
    return intend(session, effect, now())


def finish(session: Session, undoing: ReceiptRow, at: datetime) -> None:
    """Note that what this receipt undid is undone on Trello."""
    receipt = session.get_one(ReceiptRow, undoing.read["receipt"])
    receipt.undone_at, receipt.undone_by = at, undoing.by
    way = KINDS[receipt.command].undo
    if way is not None:
        way.here(session, receipt, undoing.by, at)
